"""The commands about installed packs and their signatures: keygen · sign · verify · packs."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from calculator.case.case import Case
from calculator.commands.console import Commands, language_option, packs_option, write
from calculator.commands.report_command import case_in
from calculator.commands.text_tables import table
from calculator.files.disk import is_there
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.signed_packs.key_files import beside, make_key, read_key, read_public, sign_pack
from calculator.files.signed_packs.pack_store import Candidate, PackStore, read_candidate, read_signature_beside
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.policy.installed.admission import Available
from calculator.policy.installed.signature import PUBLIC_SUFFIX, SIGNATURE_SUFFIX
from calculator.policy.library import Library
from calculator.policy_pages.figure_changes import figures_changed
from calculator.whatif.pack_effect import effect_of
from calculator.whatif.pack_effect_words import changes_said, pack_said, refused_said, signer_said, sums_rows
from calculator.words.wording import Wording

_PUBLIC_KEY = "KEY.pub"


_Command = Callable[[argparse.Namespace], str]
"""Does something, and gives what was done, in words."""


def add_keygen(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `keygen`."""
    parser = commands.add_parser("keygen", help="生成签名密钥 / make a key to sign with")
    _keygen_options(parser)
    _runs(parser, _keygen)


def add_sign(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `sign`."""
    parser = commands.add_parser("sign", help="签名政策包 / sign a pack")
    _sign_options(parser)
    _runs(parser, _sign)


def add_verify(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `verify`."""
    parser = commands.add_parser("verify", help="核对签名 / check a pack's signature")
    _verify_options(parser)
    _runs(parser, _verify)


def add_packs(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `packs`, and what it can do."""
    parser = commands.add_parser("packs", help="已安装的政策包 / installed packs")
    _packs_options(parser)


def _runs(parser: argparse.ArgumentParser, command: _Command) -> None:
    def run(options: argparse.Namespace) -> int:
        write(command(options) + "\n")
        return 0

    language_option(parser)
    parser.set_defaults(run=run)


def _keygen_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="KEYFILE", help="私钥文件 / the private key"
    )
    parser.add_argument("--name", help="签名人姓名 / the signer's name")


def _sign_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", type=Path, metavar="PACK", help="政策包 / a policy pack")
    parser.add_argument("--key", type=Path, required=True, metavar="KEYFILE", help="私钥文件 / the private key")
    parser.add_argument("--force", action="store_true", help="覆盖已有的签名 / replace a signature that is there")


def _verify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", type=Path, metavar="PACK", help="政策包 / a policy pack")
    parser.add_argument("--trust", type=Path, metavar=_PUBLIC_KEY, help="必须由此公钥签名 / whose signature it must be")
    packs_option(parser)


def _packs_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")

    def action(name: str, words: str) -> argparse.ArgumentParser:
        own = actions.add_parser(name, help=words)
        packs_option(own)
        _runs(own, _packs)
        return own

    own = action("list", "已安装的政策包 / what is installed")
    own.add_argument("--signed-only", action="store_true", help="只要可信签名的 / as a terminal for everybody has it")
    own = action("install", "安装 / install a pack")
    own.add_argument("pack", type=Path, metavar="PACK")
    own.add_argument("--case", type=Path, metavar="CASE", help="对此家庭有何改变 / what changes for this household")
    own.add_argument("--dry-run", action="store_true", help="只看不装 / show it, install nothing")
    own.add_argument("--replace", action="store_true", help="覆盖同版本的自建包 / replace an own one of this version")
    own.add_argument("--signed-only", action="store_true", help="只接受可信签名 / only of someone trusted")
    own = action("remove", "卸载 / remove a pack")
    own.add_argument("name", metavar="REGION[@VERSION]")
    own = action("trust", "信任签名人 / trust a signer")
    own.add_argument("key", type=Path, metavar=_PUBLIC_KEY)
    own = action("distrust", "不再信任 / trust a signer no longer")
    own.add_argument("fingerprint", metavar="FINGERPRINT")


def _keygen(options: argparse.Namespace) -> str:
    """Make a key; gives what was done, in words. Raises FaultsError."""
    wording = Wording(options.lang)
    public = make_key(options.output, options.name or options.output.stem)
    said = wording.text(
        N_("{file}: the private key; keep it to yourself\n{public}: the public key of {signer}; give it to others")
    )
    public_file = beside(options.output, PUBLIC_SUFFIX)
    return said.format(file=options.output, public=public_file, signer=signer_said(public, wording))


def _sign(options: argparse.Namespace) -> str:
    """Sign a pack; gives what was done, in words. Raises FaultsError."""
    wording = Wording(options.lang)
    path, signature = sign_pack(options.pack, read_key(options.key), replace=options.force)
    return wording.text(N_("{file}: signed by {signer}")).format(
        file=path, signer=signer_said(signature.signer, wording)
    )


def _verify(options: argparse.Namespace) -> str:
    """Whether a pack's signature is right, and whose it is, in words. Raises FaultsError."""
    wording, path = Wording(options.lang), options.pack
    wanted = None if options.trust is None else read_public(options.trust)
    # Asked beforehand, as a pack without a signature must not be read as if it had one.
    if read_signature_beside(path) is None and is_there(path) and path.is_file():
        file = beside(path, SIGNATURE_SUFFIX).name
        raise FaultsError([Fault("", "signature_missing", {"file": file})], str(path))
    candidate = read_candidate(path)
    assert candidate.signature is not None
    signer = candidate.signature.signer
    if wanted is not None and wanted.key != signer.key:
        figures = {"signer": signer.name, "fingerprint": signer.fingerprint, "expected": signer_said(wanted, wording)}
        raise FaultsError([Fault("", "signed_by_other", figures)], str(path))
    found = PackStore(options.packs).as_available(candidate)
    if wanted is not None:
        found = Available(candidate.pack, "signed", candidate.signature, wanted)
    return f"{path}: {pack_said(found, wording)}"


def _packs(options: argparse.Namespace) -> str:
    """What `packs` gives: a list, or what was done, in words. Raises FaultsError."""
    wording, store = Wording(options.lang), PackStore(options.packs)
    if options.action == "list":
        return _listed(store.library(signed_only=options.signed_only), wording)
    if options.action == "install":
        return _installed(options, store, wording)
    if options.action == "remove":
        return wording.text(N_("{name} was removed")).format(name=store.remove(options.name))
    if options.action == "trust":
        key, said = store.trust(options.key), N_("{signer} is trusted from now on")
    else:
        key, said = store.distrust(options.fingerprint), N_("{signer} is not trusted any more")
    return wording.text(said).format(signer=signer_said(key, wording))


def _listed(library: Library, wording: Wording) -> str:
    lines = [pack_said(found, wording) for found in library.installed()]
    for one in library.faulty():
        for fault in one.faults:
            said = wording.text(N_("{name}: not used. {why}"))
            lines.append(said.format(name=one.name, why=wording.fault(fault)))
    trusted = wording.text(N_("Trusted: {signer}"))
    lines += [trusted.format(signer=signer_said(key, wording)) for key in library.trusted()]
    return "\n".join(lines) or wording.text(N_("Nothing is installed."))


def _installed(options: argparse.Namespace, store: PackStore, wording: Wording) -> str:
    candidate = read_candidate(options.pack)
    found = store.refuse(candidate, replace=options.replace, signed_only=options.signed_only)
    library = store.library(forgiving=True)
    case = None if options.case is None else case_in(options.case, OpeningContext(library))
    lines = [pack_said(found, wording), *_effect(candidate, found, case, library, wording)]
    if options.dry_run:
        lines.append(wording.text(N_("Nothing was installed.")))
    else:
        store.install(candidate, replace=options.replace, signed_only=options.signed_only)
        lines.append(wording.text(N_("{name} was installed")).format(name=found.name))
    return "\n".join(lines)


def _effect(
    candidate: Candidate, found: Available, case: Case | None, library: Library, wording: Wording
) -> Iterator[str]:
    instead = library.used_instead(found)
    if instead is not None:
        said = N_("Nothing changes: version {version} stays in use; this one can be chosen as {name}")
        yield wording.text(said).format(version=instead.pack.version, name=found.name)
        return
    effect = effect_of(candidate.pack, case, library, found.origin)
    yield from changes_said(effect, wording)
    if not library.is_missing(candidate.pack.id):
        yield from figures_changed(library.pack(candidate.pack.id), candidate.pack, wording)
    if case is None:
        return
    names = {person.id: person.name or person.id for person in case.people}
    for person in effect.people:
        if not person.changed:
            yield "\n" + wording.text(N_("{name}: nothing changes")).format(name=names[person.person])
            continue
        tr = wording.text
        head = (names[person.person], tr(N_("without it")), tr(N_("with it")), tr(N_("difference")))
        yield "\n" + table([head, *sums_rows(person, wording)], right=(1, 2, 3)).rstrip("\n")
        refused = refused_said(person, wording)
        if refused:
            yield refused
    yield ""
