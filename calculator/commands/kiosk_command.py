"""The command that sets up a hall terminal: kiosk-setup asks for its settings and the operator's PIN."""

import argparse
import sys
from pathlib import Path

from calculator.commands.console import Commands, language_option, library_in, packs_option, tell, write
from calculator.commands.hall_command import Question, asked, with_city
from calculator.files.folders import hall_file
from calculator.files.hall_settings import DEFAULT, HallSettings, read_hall, write_hall
from calculator.files.operator_pin import check_pin, hashed_pin, is_pin_hash
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.words.wording import Wording

_QUESTIONS = (
    Question("language", N_("Language"), ("zh", "en")),
    Question("office.name", N_("Name of the office")),
    Question("office.telephone", N_("Its telephone")),
    Question("packs.regions", N_("Which regions are offered, by their names with commas; all where empty"), kind=list),
    Question("defaults.region", N_("Region that stands first")),
    Question("defaults.fixed_region", N_("Offer this region alone?"), kind=bool),
    Question("kiosk.idle_seconds", N_("After how many seconds without a touch it forgets"), kind=int),
    Question("kiosk.usage", N_("Count sessions by day?"), kind=bool),
    Question("kiosk.rotation", N_("By how many degrees the screen is turned"), ("0", "90", "180", "270"), kind=int),
    Question("paper.slip_printer", N_("Printer for slips; the system's default where empty")),
    Question("paper.slip_width", N_("Width of a slip in millimetres"), ("80", "58"), kind=int),
    Question("paper.slip_raw", N_("Has that printer no driver, and takes ESC/POS as it is?"), kind=bool),
)


def add_kiosk_setup(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `kiosk-setup`."""
    parser = commands.add_parser("kiosk-setup", help="大厅终端的设置和操作员 PIN / set up a hall terminal and its PIN")
    parser.add_argument("--config", type=Path, metavar="FILE", help="设置文件 / the file of the settings")
    parser.add_argument("--pin", action="store_true", help="只设 PIN / set the PIN alone")
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_kiosk_setup)


def _kiosk_setup(options: argparse.Namespace) -> int:
    """Ask for the settings and the PIN, and write them. Raises FaultsError."""
    library, wording = library_in(options.packs), Wording(options.lang)
    path: Path = options.config or hall_file()
    settings = read_hall(path, library) if path.exists() else DEFAULT
    if not options.pin:
        settings = with_city(asked(_QUESTIONS, settings, library, wording), library, wording)
    settings = _with_pin(settings, wording)
    write_hall(path, settings)
    write(wording.text(N_("The hall settings were written to {file}")).format(file=path) + "\n")
    return 0


def _with_pin(settings: HallSettings, wording: Wording) -> HallSettings:
    """The settings with a new PIN; Enter keeps the one that is set."""
    there = is_pin_hash(settings.kiosk.pin)
    text = N_("The operator's PIN; Enter keeps the one that is set") if there else N_("The operator's PIN")
    while True:
        try:
            pin = _hidden(wording.text(text))
            if not pin and there:
                return settings
            check_pin(pin)
            if _hidden(wording.text(N_("The same PIN once more"))) != pin:
                raise FaultsError([Fault("kiosk.pin", "pins_differ")])
        except FaultsError as error:
            if [fault.code for fault in error.faults] == ["no_input"]:
                raise
            tell(error.faults, "", wording.language)
        else:
            kiosk = settings.kiosk.model_copy(update={"pin": hashed_pin(pin)})
            return settings.model_copy(update={"kiosk": kiosk})


def _hidden(prompt: str) -> str:
    """What is typed, unseen on a terminal. Raises FaultsError where there is nobody to type."""
    if sys.stdin is not None and sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{prompt} ").strip()
    write(f"{prompt} ")
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise FaultsError([Fault("", "no_input")])
    return line.strip()
