"""What the operator's corner works with: the hall's settings, the disk, the printer, the clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from calculator.files.hall_settings import HallSettings
from calculator.files.kiosk_records import CrashLog, SessionCounts
from calculator.files.operator_pin import PinGate
from calculator.files.signed_packs.pack_store import PackStore
from calculator.files.signed_packs.stick_updates import STICKS
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.kiosk.watch.clock_check import built_on, clock_is_wrong
from calculator.words.wording import Wording

_TOLD = 2


@dataclass
class Desk:
    """`faults` are those of the file of settings at this moment, of which then the last good ones hold; `today` gives
    the day.
    """

    settings: HallSettings
    faults: tuple[Fault, ...]
    gate: PinGate
    store: PackStore
    counts: SessionCounts
    crashes: CrashLog
    today: Callable[[], date] = date.today
    sticks: tuple[Path, ...] = STICKS
    built: date = field(default_factory=built_on)

    @property
    def clock_is_wrong(self) -> bool:
        """Whether today cannot be."""
        return clock_is_wrong(self.today(), self.built, self.counts.last_day())

    def count_session(self) -> None:
        """Count a session that has ended, where the hall counts them and the day can be."""
        if self.settings.kiosk.usage and not self.clock_is_wrong:
            self.counts.add(self.today())

    def notices(self, words: Wording, most: int = _TOLD) -> Iterator[str]:
        """What is wrong with the machine, in sentences for whoever stands before it."""
        if self.clock_is_wrong:
            text = N_("The date of this terminal is plainly wrong ({day}). Please tell the staff.")
            yield words.text(text).format(day=words.day(self.today()))
        for fault in self.faults[:most]:
            text = N_("The hall settings have a fault; the last good ones are in use. {fault}")
            yield words.text(text).format(fault=words.fault(fault))
