"""The command line: desktop (default) · compute · report · import · policies · packs · and what makes packs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from calculator import __version__
from calculator.ground.faults import Fault, FaultsError, unreadable
from calculator.ground.interpreter import uncollected
from calculator.ground.language import LANGUAGES, N_, Language, translate

if TYPE_CHECKING:
    from calculator.policy.library import Library

_INVALID = 2
_INTERRUPTED = 130

_Command = Callable[[argparse.Namespace], int]
_AddCommand = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit status: 0, or 2 where what was given is not valid."""
    # What else is installed here has no business with a person's figures, and is not searched for at every start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = _command_first(list(sys.argv[1:] if argv is None else argv))
    options = _parser(arguments).parse_args(arguments)
    run: _Command = options.run
    try:
        with uncollected():  # the window, once it stands, turns the collector on
            return run(options)
    except FaultsError as error:
        _tell(error.faults, error.where, options.lang or _language_set())
        return _INVALID
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        sys.stderr.close()
        return 1


def _command_first(arguments: list[str]) -> list[str]:
    """`--lang en compute …` means the same as `compute … --lang en`."""
    if len(arguments) > 2 and arguments[0] == "--lang" and arguments[2] in _COMMANDS:
        return [arguments[2], *arguments[3:], *arguments[:2]]
    return arguments


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongjisuan",
        description="门诊共济能报多少、为什么 / what outpatient pooling pays, and why; nothing leaves this machine",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    if not arguments or arguments[0] not in _COMMANDS:
        _desktop_options(parser)
        parser.epilog = "commands: " + ", ".join(_COMMANDS)
        return parser
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _COMMANDS[arguments[0]](commands)
    return parser


def _desktop_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="打开的案例 / a case to open")
    parser.add_argument("--example", action="store_true", help="打开示例家庭 / open the example household")
    parser.add_argument(
        "--no-display",
        action="store_true",
        help="在终端显示结果 / print the figures and draw the window to a file",
    )
    parser.add_argument("--picture", type=Path, help="窗口图片的文件 / where the window's picture goes")
    _packs_option(parser)
    _language_option(parser, default=None)
    parser.set_defaults(run=_desktop)


def _packs_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--packs", type=Path, metavar="FOLDER", help="已安装政策包的文件夹 / folder of installed packs")


def _language_option(parser: argparse.ArgumentParser, default: Language | None = "zh") -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help="语言 / language (zh, en)")


def _compute_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("compute", help="计算案例 / compute a case")
    parser.add_argument("case", metavar="CASE.json", help="案例文件，- 为标准输入 / a case, - for standard input")
    parser.add_argument("--readings", action="store_true", help="其他理解的结果 / what other readings give")
    parser.add_argument("--table", action="store_true", help="显示为表格 / print a table")
    _packs_option(parser)
    _language_option(parser)
    parser.set_defaults(run=_compute)


def _policies_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("policies", help="政策列表与条文 / the policies and their rules")
    parser.add_argument("region", nargs="?", help="地区 / a region's id")
    parser.add_argument("--coverage", action="store_true", help="逐条对照 / what becomes of every clause")
    _packs_option(parser)
    _language_option(parser)
    parser.set_defaults(run=_policies)


def _check_pack_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("check-pack", help="检查政策文件 / check a policy pack")
    parser.add_argument("file", metavar="FILE")
    _language_option(parser)
    parser.set_defaults(run=_check_pack)


def _schema_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("schema", help="JSON 模式 / the JSON schema of a format")
    parser.add_argument("kind", choices=("case", "statement", "pack"))
    _language_option(parser)
    parser.set_defaults(run=_schema)


def _report_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from calculator.commands.import_command import report_options

    parser = commands.add_parser("report", help="写成 PDF 或表格 / write a PDF or a spreadsheet")
    report_options(parser)
    _packs_option(parser)
    _language_option(parser)
    parser.set_defaults(run=_report)


def _import_options(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from calculator.commands.import_command import import_options

    parser = commands.add_parser("import", help="从表格导入就诊 / take visits from a spreadsheet")
    import_options(parser)
    _packs_option(parser)
    _language_option(parser)
    parser.set_defaults(run=_import)


def _about_packs(name: str) -> "_AddCommand":
    def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        from calculator.commands.packs_commands import add_command

        parser, command = add_command(commands, name, _language_option)

        def run(options: argparse.Namespace) -> int:
            _write(command(options) + "\n")
            return 0

        parser.set_defaults(run=run)

    return add


_COMMANDS: dict[str, _AddCommand] = {
    "compute": _compute_options,
    "report": _report_options,
    "import": _import_options,
    "policies": _policies_options,
    "check-pack": _check_pack_options,
    "packs": _about_packs("packs"),
    "keygen": _about_packs("keygen"),
    "sign": _about_packs("sign"),
    "verify": _about_packs("verify"),
    "schema": _schema_options,
}


def _language_set() -> Language:
    """The language of the window's settings, where none was given."""
    from calculator.files.settings import Store, config_folder

    return Store(config_folder()).load()[0].language


def _tell(faults: Sequence[Fault], where: str, language: Language) -> None:
    from calculator.words.wording import Wording

    wording = Wording(language)
    prefix = f"{where}: " if where else ""
    _write("".join(f"{prefix}{wording.fault(fault)}\n" for fault in faults), sys.stderr)


def _write(text: str, stream: TextIO | None = None) -> None:
    """Print as UTF-8 with plain line feeds, whatever the terminal's settings, so that bytes are the same."""
    target = sys.stdout if stream is None else stream
    buffer = getattr(target, "buffer", None)
    if buffer is None:
        target.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()


def _read(name: str, limit: int, label: str) -> bytes:
    """The bytes of a file or of standard input; what is over the limit is refused before it is read."""
    try:
        if name == "-":
            if sys.stdin is None:
                raise FaultsError([Fault("", "no_input")], name)
            content = sys.stdin.buffer.read(limit + 1)
        else:
            path = Path(name)
            if path.stat().st_size > limit:
                raise FaultsError([Fault("", "too_large", {"limit": label})], name)
            with path.open("rb") as file:
                content = file.read(limit + 1)
    except FaultsError:
        raise
    except OSError as error:
        raise FaultsError([unreadable(error)], name) from None
    except ValueError as error:  # a name that no file can have
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], name) from None
    if len(content) > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], name)
    return content


def _library(options: argparse.Namespace) -> "Library":
    """The packs that come with the program and those that are installed."""
    from calculator.files.documents.document_names import packs_folder
    from calculator.policy.library import Library

    return Library.of_person(options.packs or packs_folder())


def _compute(options: argparse.Namespace) -> int:
    from calculator.case.case_json import MAX_CASE_BYTES, read_case
    from calculator.engine.compute import compute
    from calculator.engine.statement import Statement, StatementWithAlternatives, to_json
    from calculator.words.wording import Wording

    library = _library(options)
    case = read_case(_read(options.case, MAX_CASE_BYTES, "64 MiB"), library)
    statement: Statement | StatementWithAlternatives = compute(case, library)
    if options.readings:
        from calculator.whatif.next_visit import with_alternatives

        statement = with_alternatives(case, statement, library)  # type: ignore[arg-type]
    wording = Wording(options.lang)
    if options.table:
        from calculator.commands.text_tables import year_to_date

        _write(year_to_date(case, statement, library, wording))
    else:
        _write(to_json(statement, wording))
    return 0


def _report(options: argparse.Namespace) -> int:
    from calculator.case.case_json import MAX_CASE_BYTES, read_case
    from calculator.commands.import_command import report

    report(options, lambda library: read_case(_read("-", MAX_CASE_BYTES, "64 MiB"), library))
    return 0


def _import(options: argparse.Namespace) -> int:
    from calculator.commands.import_command import import_sheet

    _write(import_sheet(options) + "\n")
    return 0


def _policies(options: argparse.Namespace) -> int:
    if options.coverage:
        return _coverage(options)
    from calculator.commands.text_tables import policy_list, policy_rules
    from calculator.words.wording import Wording

    library, wording = _library(options), Wording(options.lang)
    if options.region is None:
        _write(policy_list(library, wording))
        return 0
    if options.region not in library:
        figures = {"found": f'"{options.region}"', "expected": ", ".join(library.ids())}
        raise FaultsError([Fault("", "unknown_region", figures)])
    _write(policy_rules(library.pack(options.region), wording))
    return 0


def _coverage(options: argparse.Namespace) -> int:
    from calculator.policy.library import Library
    from calculator.policy_pages.coverage_text import coverage_text
    from calculator.words.wording import Wording

    library = Library.embedded()  # what is installed has no table of its clauses
    if options.region is not None and options.region not in library:
        figures = {"found": f'"{options.region}"', "expected": ", ".join(library.ids())}
        raise FaultsError([Fault("", "unknown_region", figures)])
    _write(coverage_text(library, Wording(options.lang), options.region))
    return 0


def _check_pack(options: argparse.Namespace) -> int:
    from calculator.policy.library import MAX_PACK_BYTES, parse_pack

    content = _read(options.file, MAX_PACK_BYTES, "1 MiB")
    pack = parse_pack(content, "-" if options.file == "-" else Path(options.file).name)
    count = sum(len(rules) for rules in pack.rule_tables().values())
    sentence = translate(N_("{file}: valid; {count} rules"), options.lang)
    _write(sentence.format(file=options.file, count=count) + "\n")
    return 0


def _schema(options: argparse.Namespace) -> int:
    import json

    if options.kind == "case":
        from calculator.case.case import Case

        schema = Case.model_json_schema()
    elif options.kind == "pack":
        from calculator.policy.pack import Pack

        schema = Pack.model_json_schema()
    else:
        from calculator.engine.statement import json_schema

        schema = json_schema()
    _write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0


def _desktop(options: argparse.Namespace) -> int:
    from calculator.desktop.start import start

    return start(
        file=options.file,
        example=options.example,
        language=options.lang,
        picture=options.picture,
        print_figures=options.no_display,
        packs=options.packs,
    )
