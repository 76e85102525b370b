"""How an office set this machine up, as the window asks of it; on most machines nobody did."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from calculator.ground.language import N_
from calculator.session.open_household import NEW, OpenHousehold
from calculator.widgets.messages import Dialogs
from calculator.words.wording import NO_READINGS

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.files.hall_settings import HallInUse, HallSettings


class Machine:
    """The hall settings that hold, or none; and what is wrong with their file, told once."""

    def __init__(self, hall: "HallInUse | None") -> None:
        self.settings: HallSettings | None = None if hall is None else hall.settings
        self._faults = () if hall is None else hall.faults

    @property
    def adopted(self) -> Mapping[str, Mapping[str, str]]:
        """By region, the readings that the office adopted."""
        return NO_READINGS if self.settings is None else self.settings.readings

    @property
    def at_counter(self) -> bool:
        """Whether the program begins with the counter."""
        return self.settings is not None and self.settings.counter.start

    def begin(self, case: "Case", household: OpenHousehold) -> None:
        """Go on with a new household by those readings; it is kept by itself where the office allows that."""
        if self.adopted and not case.readings:
            case = case.model_copy(update={"readings": {name: dict(said) for name, said in self.adopted.items()}})
        if self.settings is None or self.settings.households.allowed:
            household.open_new(case)
        else:
            household.show(case, loose=NEW)

    def tell(self, dialogs: Dialogs) -> None:
        """Tell what is wrong with the file, where something is."""
        if self._faults:
            title = dialogs.wording.text(N_("The hall settings have a fault; the last good ones hold"))
            dialogs.say(title, dialogs.told(self._faults))
            self._faults = ()
