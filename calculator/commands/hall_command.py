"""The command that sets up a hall's machine, or checks how it is set up: hall-setup."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from calculator.commands.city_questions import city_asked
from calculator.commands.console import Commands, language_option, library_in, packs_option, tell, write
from calculator.files.folders import hall_file
from calculator.files.hall_settings import DEFAULT, FORMAT, HallSettings, parse_hall, read_hall, write_hall
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.policy.names import LEVELS, STATUSES
from calculator.policy.packs import Packs
from calculator.words.wording import Wording

_EMPTIED = "-"
_BOOLS = {"y": True, "yes": True, "是": True, "n": False, "no": False, "否": False}


class Question(NamedTuple):
    """What is asked for one setting: where it stands, in words, and which answers there are, any where there are none.

    `kind` is what an answer is made into.
    """

    path: str
    text: str
    choices: tuple[str, ...] = ()
    kind: type = str


_QUESTIONS = (
    Question("language", N_("Language"), ("zh", "en")),
    Question("office.name", N_("Name of the office")),
    Question("office.telephone", N_("Its telephone")),
    Question("office.hours", N_("Its opening hours")),
    Question("packs.regions", N_("Which regions are offered, by their names with commas; all where empty"), kind=list),
    Question("packs.signed_only", N_("Use only packs of trusted signers?"), kind=bool),
    Question("defaults.region", N_("Region that stands first")),
    Question("defaults.fixed_region", N_("Offer this region alone?"), kind=bool),
    Question("defaults.year", N_("Year; that of the day where empty"), kind=int),
    Question("defaults.status", N_("Status that stands first"), STATUSES),
    Question("defaults.level", N_("Level that stands first"), LEVELS),
    Question("households.allowed", N_("May households be kept on this machine?"), kind=bool),
    Question("households.keep", N_("How long households are kept"), ("until_deleted", "days", "nothing")),
    Question("households.days", N_("After how many days unopened they are deleted, where it is by days"), kind=int),
    Question("paper.printer", N_("Printer for pages; the system's default where empty")),
    Question("paper.slip_printer", N_("Printer for slips; the system's default where empty")),
    Question("paper.slip_width", N_("Width of a slip in millimetres"), ("80", "58"), kind=int),
    Question("counter.start", N_("Begin with the counter?"), kind=bool),
)


def add_hall_setup(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `hall-setup`."""
    parser = commands.add_parser("hall-setup", help="大厅设置：逐项询问，或检查 / set up a hall's machine, or check it")
    parser.add_argument("--config", type=Path, metavar="FILE", help="设置文件 / the file of the settings")
    parser.add_argument("--check", action="store_true", help="只检查 / only check")
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_hall_setup)


def _hall_setup(options: argparse.Namespace) -> int:
    """Ask for the settings and write them, or check them. Raises FaultsError."""
    library, wording = library_in(options.packs), Wording(options.lang)
    path: Path = options.config or hall_file()
    if options.check:
        settings = read_hall(path, library)
        write(wording.text(N_("{file}: the hall settings are in order")).format(file=path) + "\n")
        write("".join(f"  {line}\n" for line in said(settings, wording)))
        return 0
    before = read_hall(path, library) if path.exists() else DEFAULT
    settings = with_city(asked(_QUESTIONS, before, library, wording), library, wording)
    settings = _adopted(settings, library, wording)
    write_hall(path, settings)
    write(wording.text(N_("The hall settings were written to {file}")).format(file=path) + "\n")
    return 0


def said(settings: HallSettings, wording: Wording) -> list[str]:
    """The settings that can be asked for, a line each, with what is set."""
    lines = [f"{question.path}: {_shown(settings, question.path) or '—'}" for question in _QUESTIONS]
    for region, answers in settings.readings.items():
        lines += [f"readings.{region}.{name}: {value}" for name, value in answers.items()]
    return lines


def asked(questions: Iterable[Question], settings: HallSettings, packs: Packs, wording: Wording) -> HallSettings:
    """The settings with the answers from the terminal; a wrong answer is told and asked for again.

    Raises FaultsError where there is no terminal to answer any more.
    """
    write(wording.text(N_("Enter keeps what stands in brackets; - empties it.")) + "\n")
    for question in questions:
        settings = _asked(question, settings, packs, wording)
    return settings


def with_city(settings: HallSettings, packs: Packs, wording: Wording) -> HallSettings:
    """The settings with the figures of the office's city, where a province leaves some to it. Raises FaultsError."""
    return city_asked(settings, packs, wording, _answer, lambda data: _checked(data, packs))


def _asked(question: Question, settings: HallSettings, packs: Packs, wording: Wording) -> HallSettings:
    choices = question.choices or (("y", "n") if question.kind is bool else ())
    if question.path == "defaults.region":
        choices = tuple(settings.regions(packs))
    shown = f" ({', '.join(choices)})" if choices else ""
    while True:
        answer = _answer(f"{wording.text(question.text)}{shown} [{_shown(settings, question.path)}] ")
        if not answer:
            return settings
        try:
            return _with(settings, question, answer, packs)
        except FaultsError as error:
            tell(error.faults, "", wording.language)


def _answer(prompt: str) -> str:
    write(prompt)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise FaultsError([Fault("", "no_input")])
    return line.strip()


def _with(settings: HallSettings, question: Question, answer: str, packs: Packs) -> HallSettings:
    """The settings with one answer. Raises FaultsError."""
    data: dict[str, Any] = settings.model_dump(mode="json", exclude_none=True)
    table, _dot, name = question.path.rpartition(".")
    inside = data[table] if table else data
    if answer == _EMPTIED:
        inside.pop(name, None)
    else:
        inside[name] = _value(question, answer)
    return _checked(data, packs)


def _value(question: Question, answer: str) -> object:
    """An answer as the file has it; one that does not fit is left as it is, for the fault to name it."""
    if question.kind is bool:
        return _BOOLS.get(answer.lower(), answer)
    if question.kind is int:
        return int(answer) if answer.isascii() and answer.isdigit() else answer
    if question.kind is list:
        return [part.strip() for part in answer.replace("，", ",").split(",") if part.strip()]
    return answer


def _checked(data: Mapping[str, Any], packs: Packs) -> HallSettings:
    import tomli_w

    return parse_hall(tomli_w.dumps(dict(data)).encode(), "", packs)


def _adopted(settings: HallSettings, packs: Packs, wording: Wording) -> HallSettings:
    """Which readings of the region that stands first the office adopted: asked for one after the other."""
    region = settings.defaults.region
    if region is None:
        return settings
    pack = packs.pack(region)
    write(wording.text(N_("Readings that the office adopted; Enter where it has adopted none.")) + "\n")
    answers = dict(settings.readings.get(region, {}))
    for reading in pack.reading:
        write(f"{wording.question(pack, reading.id)}\n")
        values = [value.id for value in reading.values]
        for number, value in enumerate(values, start=1):
            write(f"  {number} {wording.reading(pack, reading.id, value)}\n")
        stands = values.index(answers[reading.id]) + 1 if reading.id in answers else ""
        while (answer := _answer(f"  [{stands}] ")) and answer != _EMPTIED:
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(values):
                answers[reading.id] = values[int(answer) - 1]
                break
            expected = ", ".join(str(number) for number in range(1, len(values) + 1))
            tell([Fault("", "not_one_of", {"found": answer, "expected": expected})], "", wording.language)
        if answer == _EMPTIED:
            answers.pop(reading.id, None)
    data = settings.model_dump(mode="json", exclude_none=True)
    data["readings"] = {**settings.readings, region: answers}
    if not answers:
        del data["readings"][region]
    return _checked({**data, "format": FORMAT}, packs)


def _shown(settings: HallSettings, path: str) -> str:
    """What is set, as it is typed."""
    value: Any = settings
    for name in path.split("."):
        value = getattr(value, name)
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)
