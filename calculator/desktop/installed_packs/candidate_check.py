"""Looking at a policy that someone would install: read, checked, and tried on the household, beside the window."""

from dataclasses import dataclass
from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.files.signed_packs.pack_store import Candidate, PackStore, read_candidate
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.interpreter import uncollected
from calculator.ground.progress import Work
from calculator.policy.installed.admission import Available
from calculator.policy.pack import Pack
from calculator.session.background import Job
from calculator.whatif.other_packs import WithPack
from calculator.whatif.pack_effect import PackEffect, effect_of


@dataclass(frozen=True)
class Looked:
    """A policy that may be installed, and what it would change.

    `replaces` says that it takes the place of another of the same version. `instead` is the version that is used
    nevertheless; `unfit` is why the household cannot be computed with it; `effect` is None where either is there.
    `before` is the version that is used now, None where the region is new.
    """

    candidate: Candidate
    found: Available
    replaces: bool
    effect: PackEffect | None
    instead: Available | None = None
    unfit: tuple[Fault, ...] = ()
    before: Pack | None = None


def look(path: Path, store: PackStore, case: Case) -> Job:
    """The job that looks at a file; it gives a `Looked`, and changes nothing."""

    def job(_work: Work) -> Looked:
        candidate = read_candidate(path)
        found, replaces = _admitted(store, candidate)
        library = store.library(forgiving=True)
        instead = library.used_instead(found)
        if instead is not None:
            return Looked(candidate, found, replaces, None, instead=instead)
        known = not library.is_missing(found.pack.id)
        before = library.pack(found.pack.id) if known else None
        unfit = tuple(faults_in(case, WithPack(library, found.pack, found.origin)))
        if unfit:
            return Looked(candidate, found, replaces, None, unfit=unfit, before=before)
        with uncollected():
            effect = effect_of(found.pack, case, library, found.origin)
        return Looked(candidate, found, replaces, effect, before=before)

    return job


def _admitted(store: PackStore, candidate: Candidate) -> tuple[Available, bool]:
    """The policy as it would be installed, and whether another of its version gives way. Raises FaultsError."""
    try:
        return store.refuse(candidate), False
    except FaultsError as error:
        if [fault.code for fault in error.faults] != ["version_is_there"]:
            raise
        try:
            return store.refuse(candidate, replace=True), True
        except FaultsError:
            raise error from None
