"""The command line: desktop (default) · kiosk · compute · report · explain · import · policies · what makes packs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from calculator import __version__
from calculator.commands.arguments import Parser, language_in, meant_as_command
from calculator.commands.console import language_option, packs_option, quietly_end, tell
from calculator.ground.faults import FaultsError
from calculator.ground.interpreter import uncollected
from calculator.ground.language import Language

_INVALID = 2
_INTERRUPTED = 130

_READ_SHEET = "read-sheet"
"""Not for people: how a program in one bundle starts the process that reads spreadsheets."""

_ESTIMATE_BESIDE = "estimate-beside"
"""Nor this: how the window starts the process that computes many people."""

_AddCommand = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit status: 0, or 2 where what was given is not valid."""
    # What else is installed here has no business with a person's figures, and is not searched for at every start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = _command_first(list(sys.argv[1:] if argv is None else argv))
    if arguments == [_READ_SHEET]:
        from calculator.files.spreadsheets.sheet_reader import main as read_sheet

        return read_sheet()
    if arguments[:1] == [_ESTIMATE_BESIDE]:
        from calculator.files.many_people.estimate_process import main as estimate_beside

        return estimate_beside(*arguments[1:])
    lang: Language | None = None
    try:
        options = _parser(arguments).parse_args(arguments)
        lang, run = options.lang, options.run
        with uncollected():  # the window, once it stands, turns the collector on
            return int(run(options))
    except FaultsError as error:
        tell(error.faults, error.where, lang or language_in(arguments) or _language_set())
        quietly_end()
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
    parser = Parser(
        lambda: language_in(arguments) or _language_set(),
        prog="gongjisuan",
        description="门诊共济能报多少、为什么 / what outpatient pooling pays, and why; nothing leaves this machine",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    if not arguments or arguments[0] not in _COMMANDS:
        _desktop_options(parser)
        parser.epilog = "commands: " + ", ".join(_COMMANDS)
        word = meant_as_command(arguments)
        if word is not None:
            parser.refuse_unknown(word, _COMMANDS)
        return parser
    _COMMANDS[arguments[0]]()[arguments[0]](parser.add_subparsers(required=True, metavar="COMMAND"))
    return parser


def _desktop_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="打开的案例 / a case to open")
    parser.add_argument("--example", action="store_true", help="打开示例家庭 / open the example household")
    parser.add_argument("--counter", action="store_true", help="打开柜台 / open the counter")
    parser.add_argument(
        "--no-display",
        action="store_true",
        help="在终端显示结果 / print the figures and draw the window to a file",
    )
    parser.add_argument("--picture", type=Path, help="窗口图片的文件 / where the window's picture goes")
    packs_option(parser)
    language_option(parser, default=None)
    parser.set_defaults(run=_desktop)


def _about_cases() -> dict[str, _AddCommand]:
    from calculator.commands.case_commands import add_compute, add_schema

    return {"compute": add_compute, "schema": add_schema}


def _about_reports() -> dict[str, _AddCommand]:
    from calculator.commands.report_command import add_report

    return {"report": add_report}


def _about_slips() -> dict[str, _AddCommand]:
    from calculator.commands.explain_command import add_explain

    return {"explain": add_explain}


def _about_imports() -> dict[str, _AddCommand]:
    from calculator.commands.import_command import add_import

    return {"import": add_import}


def _about_policies() -> dict[str, _AddCommand]:
    from calculator.commands.policy_commands import add_check_pack, add_policies

    return {"policies": add_policies, "check-pack": add_check_pack}


def _about_packs() -> dict[str, _AddCommand]:
    from calculator.commands.packs_commands import add_keygen, add_packs, add_sign, add_verify

    return {"packs": add_packs, "keygen": add_keygen, "sign": add_sign, "verify": add_verify}


def _about_many() -> dict[str, _AddCommand]:
    from calculator.commands.batch_command import add_batch

    return {"batch": add_batch}


def _about_estimates() -> dict[str, _AddCommand]:
    from calculator.commands.estimate_command import add_estimate

    return {"estimate": add_estimate}


def _about_halls() -> dict[str, _AddCommand]:
    from calculator.commands.hall_command import add_hall_setup

    return {"hall-setup": add_hall_setup}


def _about_kiosk_setup() -> dict[str, _AddCommand]:
    from calculator.commands.kiosk_command import add_kiosk_setup

    return {"kiosk-setup": add_kiosk_setup}


def _about_kiosk() -> dict[str, _AddCommand]:
    return {"kiosk": _add_kiosk}


def _add_kiosk(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    kiosk = commands.add_parser("kiosk", help="大厅终端 / the terminal of a service hall")
    kiosk.add_argument("--config", type=Path, metavar="FILE", help="大厅设置 / the hall's settings")
    kiosk.add_argument(
        "--windowed", type=_size, metavar="WIDTHxHEIGHT", help="不占满屏幕 / in a window, not on the whole screen"
    )
    packs_option(kiosk)
    # Not for people: what the guardian gives the window that it watches.
    kiosk.add_argument("--signs", type=int, help=argparse.SUPPRESS)
    kiosk.add_argument("--resting", action="store_true", help=argparse.SUPPRESS)
    kiosk.set_defaults(run=_kiosk, lang=None)


def _size(text: str) -> tuple[int, int]:
    width, _x, height = text.partition("x")
    return int(width), int(height)


def _kiosk(options: argparse.Namespace) -> int:
    from calculator.kiosk.start import guard, start

    if options.signs is None and sys.platform != "win32":  # where a process is not given a pipe
        given = {"--config": options.config, "--packs": options.packs}
        arguments = [part for name, path in given.items() if path is not None for part in (name, str(path))]
        if options.windowed is not None:
            arguments += ["--windowed", "x".join(map(str, options.windowed))]
        return guard(arguments)
    return start(
        config=options.config,
        windowed=options.windowed,
        packs=options.packs,
        signs=options.signs,
        resting=options.resting,
    )


_COMMANDS: dict[str, Callable[[], dict[str, _AddCommand]]] = {
    "kiosk": _about_kiosk,
    "compute": _about_cases,
    "report": _about_reports,
    "explain": _about_slips,
    "import": _about_imports,
    "policies": _about_policies,
    "check-pack": _about_policies,
    "packs": _about_packs,
    "keygen": _about_packs,
    "sign": _about_packs,
    "verify": _about_packs,
    "schema": _about_cases,
    "batch": _about_many,
    "estimate": _about_estimates,
    "hall-setup": _about_halls,
    "kiosk-setup": _about_kiosk_setup,
}
"""Each command with the file that it is in, which is loaded when the command is wanted."""


def _language_set() -> Language:
    """The language of the window's settings, where none was given."""
    from calculator.files.folders import config_folder
    from calculator.files.settings import Store

    return Store(config_folder()).load()[0].language


def _desktop(options: argparse.Namespace) -> int:
    from calculator.desktop.start import start

    figures: Callable[..., None] | None = None
    if options.no_display:
        from calculator.commands.case_commands import print_figures

        figures = print_figures
    return start(
        file=options.file,
        example=options.example,
        counter=options.counter,
        language=options.lang,
        picture=options.picture,
        print_figures=figures,
        packs=options.packs,
    )
