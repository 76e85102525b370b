"""The commands about what the policies say: policies · check-pack."""

import argparse
from pathlib import Path

from calculator.commands.console import Commands, input_bytes, language_option, library_in, packs_option, write
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.language import N_, translate
from calculator.policy.library import Library
from calculator.words.wording import Wording


def add_policies(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `policies`."""
    parser = commands.add_parser("policies", help="政策列表与条文 / the policies and their rules")
    parser.add_argument("region", nargs="?", help="地区 / a region's id")
    parser.add_argument("--coverage", action="store_true", help="逐条对照 / what becomes of every clause")
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_policies)


def add_check_pack(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `check-pack`."""
    parser = commands.add_parser("check-pack", help="检查政策文件 / check a policy pack")
    parser.add_argument("file", metavar="FILE")
    language_option(parser)
    parser.set_defaults(run=_check_pack)


def _policies(options: argparse.Namespace) -> int:
    # What is installed has no table of its clauses.
    library = Library.embedded() if options.coverage else library_in(options.packs)
    if options.region is not None and options.region not in library:
        figures = {"found": quoted(options.region), "expected": ", ".join(library.ids())}
        raise FaultsError([Fault("", "unknown_region", figures)])
    write(_said(library, options, Wording(options.lang)))
    return 0


def _said(library: Library, options: argparse.Namespace, wording: Wording) -> str:
    if options.coverage:
        from calculator.policy_pages.coverage_text import coverage_text

        return coverage_text(library, wording, options.region)
    from calculator.commands.text_tables import policy_list, policy_rules

    return (
        policy_list(library, wording) if options.region is None else policy_rules(library.pack(options.region), wording)
    )


def _check_pack(options: argparse.Namespace) -> int:
    from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

    content = input_bytes(options.file, MAX_PACK_BYTES, "1 MiB")
    pack = parse_pack(content, "-" if options.file == "-" else Path(options.file).name)
    count = sum(len(rules) for rules in pack.rule_tables().values())
    sentence = translate(N_("{file}: valid; {count} rules"), options.lang)
    write(sentence.format(file=options.file, count=count) + "\n")
    return 0
