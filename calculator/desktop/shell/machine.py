"""How an office set this machine up, as the window asks of it; on most machines nobody did."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from calculator.files.settings import Keeping, Settings
from calculator.ground.language import N_, Language
from calculator.session.open_household import NEW, OpenHousehold
from calculator.widgets.messages import Dialogs
from calculator.words.wording import NO_READINGS

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.files.hall_settings import HallInUse, HallSettings


class Machine:
    """The hall settings that hold, or none; and what is wrong with their file, told once.

    `own` gives the person's settings, which say how long households are kept where the office does not.
    """

    def __init__(self, hall: "HallInUse | None", own: Callable[[], Settings]) -> None:
        self._own = own
        self.settings: HallSettings | None = None if hall is None else hall.settings
        self._faults = () if hall is None else hall.faults

    @property
    def adopted(self) -> Mapping[str, Mapping[str, str]]:
        """By region, the readings that the office adopted."""
        return NO_READINGS if self.settings is None else self.settings.readings

    @property
    def language(self) -> Language:
        """The language that holds until a person sets another."""
        return "zh" if self.settings is None else self.settings.language

    @property
    def at_counter(self) -> bool:
        """Whether the program begins with the counter."""
        return self.settings is not None and self.settings.counter.start

    def begin(self, case: "Case", household: OpenHousehold) -> None:
        """Go on with a new household by those readings; it is kept by itself where the office allows that."""
        if self.adopted and not case.readings:
            case = case.model_copy(update={"readings": {name: dict(said) for name, said in self.adopted.items()}})
        if self.keeping == "nothing":
            household.show(case, loose=NEW)
        else:
            household.open_new(case)

    @property
    def may_keep(self) -> bool:
        """Whether the office lets households be kept on this machine at all."""
        return self.settings is None or self.settings.households.allowed

    @property
    def keeping(self) -> Keeping:
        """How long households are kept."""
        if self.settings is None:
            return self._own().keep
        return self.settings.households.keep if self.may_keep else "nothing"

    @property
    def asks_which(self) -> bool:
        """Whether a start asks which household to open."""
        return self._own().ask_which

    def expire(self, household: OpenHousehold, dialogs: Dialogs) -> None:
        """Remove the households that were not opened for as long as they are kept, and say how many went."""
        if self.keeping != "days":
            return
        days = self._own().keep_days if self.settings is None else self.settings.households.days
        gone = household.expire(days)
        if gone:
            words = dialogs.wording
            text = N_("Deleted, as they were not opened for {days} days: {count} households")
            dialogs.say(words.text(N_("Households on this computer")), words.text(text).format(days=days, count=gone))

    def tell(self, dialogs: Dialogs) -> None:
        """Tell what is wrong with the file, where something is."""
        if self._faults:
            title = dialogs.wording.text(N_("The hall settings have a fault; the last good ones hold"))
            dialogs.say(title, dialogs.told(self._faults))
            self._faults = ()
