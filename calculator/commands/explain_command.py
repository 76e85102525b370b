"""The command that says why a slip says something else than was computed, and why two visits differ."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from calculator.commands.console import (
    Commands,
    input_case,
    language_option,
    library_in,
    packs_option,
    progress,
    wording_in,
    write,
)
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.language import N_

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.policy.library import Library
    from calculator.words.wording import Wording

_SHOWN = 8
"""Causes that are printed of a visit; the JSON has all."""


def add_explain(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `explain`."""
    about = "结算单为什么不一样 / why a slip says something else"
    parser = commands.add_parser("explain", help=about, description=about)
    parser.add_argument("case", metavar="CASE.json", help="案例文件，- 为标准输入 / a case, - for standard input")
    parser.add_argument("--visit", metavar="ID", help="哪一次就诊 / which visit")
    parser.add_argument("--against", metavar="ID", help="与哪一次比较 / the visit to compare it with")
    parser.add_argument("--json", action="store_true", help="输出 JSON / print JSON")
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    library = library_in(options.packs)
    case = input_case(options.case, library)
    words = wording_in(options.lang, library)
    for option in ("visit", "against"):
        _require_visit(case, option, getattr(options, option))
    if options.against is not None:
        if options.visit is None:
            raise FaultsError([Fault("--visit", "missing")])
        text, data = _pair(case, library, words, options.visit, options.against)
    elif options.visit is not None:
        text, data = _visit(case, library, words, options.visit)
    else:
        text, data = _years(case, library, words)
    write(json.dumps(data, ensure_ascii=False, indent=2) + "\n" if options.json else text)
    return 0


def _require_visit(case: "Case", option: str, visit_id: str | None) -> None:
    if visit_id is not None and all(visit.id != visit_id for visit in case.visits):
        raise FaultsError([Fault(f"--{option}", "unknown_visit", {"found": quoted(visit_id)})])


def _pair(
    case: "Case", library: "Library", words: "Wording", visit_id: str, against_id: str
) -> tuple[str, dict[str, Any]]:
    from calculator.whatif.visit_pair import visit_pair
    from calculator.whatif.visit_pair_words import PairWords

    try:
        pair = visit_pair(case, library, visit_id, against_id)
    except ValueError:
        raise FaultsError([Fault("--against", "other_persons_visit", {"found": quoted(against_id)})]) from None
    told = PairWords(case, pair, words)
    return told.as_text(), told.as_json()


def _visit(case: "Case", library: "Library", words: "Wording", visit_id: str) -> tuple[str, dict[str, Any]]:
    from calculator.whatif.slip_cause_words import explanation_lines
    from calculator.whatif.slip_causes import explained
    from calculator.whatif.slip_json import explanation_json

    with progress() as work:
        explanation = explained(case, library, visit_id, work=work)
    lines = explanation_lines(case, library, explanation, words, _SHOWN)
    return "\n".join(lines) + "\n", explanation_json(case, library, explanation, words)


def _years(case: "Case", library: "Library", words: "Wording") -> tuple[str, dict[str, Any]]:
    from calculator.whatif.slip_year import explained_year
    from calculator.whatif.slip_year_words import YearWords

    found = []
    with progress() as work:
        years = [
            (person.id, year) for person in case.people for year in range(case.from_ // 12, case.through // 12 + 1)
        ]
        for place, (person_id, year) in enumerate(years):
            work.stage(100 * place // len(years), 100 * (place + 1) // len(years))
            found.append(YearWords(case, library, explained_year(case, library, person_id, year, work=work), words))
    told = [one for one in found if one.year.slips]
    nothing = words.text(N_("No visit carries the figures of a slip")) + "\n"
    return "\n".join(one.as_text() for one in told) or nothing, {"years": [one.as_json() for one in told]}
