"""What the self-test finds out by itself: screen, printer, voice, fonts, packs, clock, faults; a sentence each."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QFontDatabase, QScreen
from PySide6.QtPrintSupport import QPrinterInfo

from calculator.files.signed_packs.stick_updates import in_use
from calculator.ground.language import N_
from calculator.kiosk.operator.desk import Desk
from calculator.kiosk.voice import Voice
from calculator.words.wording import Wording


class Found(NamedTuple):
    """What was looked at, what was found, and whether that is as it should be."""

    what: str
    said: str
    good: bool


def found_on(desk: Desk, screen: QScreen | None, voice: Voice, words: Wording) -> Iterator[Found]:
    """Everything that can be looked at without anybody's help."""
    tr = words.text
    yield _screen(screen, words)
    yield _printer(desk, words)
    speaks = voice.ready(words.language)
    said = N_("a voice for this language is there") if speaks else N_("no voice for this language")
    yield Found(tr(N_("Sound")), tr(said), speaks)
    families = len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    yield Found(tr(N_("Fonts")), tr(N_("Chinese fonts: {count}")).format(count=families), families > 0)
    yield _packs(desk, words)
    wrong = desk.clock_is_wrong
    day = words.day(desk.today())
    yield Found(tr(N_("Clock")), tr(N_("{day}: cannot be")).format(day=day) if wrong else day, not wrong)
    crashes = desk.crashes.count()
    yield Found(tr(N_("Faults in the log")), str(crashes), crashes == 0)
    for fault in desk.faults:
        yield Found(tr(N_("Hall settings")), words.fault(fault), good=False)


def _screen(screen: QScreen | None, words: Wording) -> Found:
    name = words.text(N_("Screen"))
    if screen is None:
        return Found(name, words.text(N_("none")), good=False)
    size = screen.size()
    return Found(name, f"{size.width()} × {size.height()}", good=min(size.width(), size.height()) >= 600)


def _printer(desk: Desk, words: Wording) -> Found:
    name, wanted = words.text(N_("Printer")), desk.settings.paper.slip_printer
    there = QPrinterInfo.availablePrinterNames()
    used = wanted or QPrinterInfo.defaultPrinterName()
    if used in there:
        return Found(name, used, good=True)
    if wanted:
        said = words.text(N_("{name} is not set up; there are: {there}"))
        return Found(name, said.format(name=wanted, there=", ".join(there) or "—"), good=False)
    return Found(name, words.text(N_("none is set up")), good=False)


def _packs(desk: Desk, words: Wording) -> Found:
    faulty = desk.store.library(signed_only=True).faulty()
    count = len(in_use(desk.store))
    said = words.text(N_("regions: {count}")).format(count=count)
    if faulty:
        said += words.text(N_("; not used: {names}")).format(names=", ".join(one.name for one in faulty))
    return Found(words.text(N_("Packs")), said, good=not faulty and count > 0)
