"""How an office set up the machine that this runs on, where one did."""

import os
from typing import TYPE_CHECKING

from calculator.files.folders import config_folder, hall_file
from calculator.ground.faults import Fault, FaultsError
from calculator.policy.packs import Packs

if TYPE_CHECKING:
    from calculator.files.hall_settings import HallInUse


def hall_of_machine(packs: Packs) -> "HallInUse | None":
    """The hall settings that hold here; None where no office set the machine up, as on most machines."""
    file = hall_file()
    if not os.path.lexists(file):
        return None
    from calculator.files.hall_settings import hall_in_use

    return hall_in_use(file, packs, config_folder())


def require_keeping(packs: Packs) -> None:
    """Raises FaultsError where the office lets no household be kept on this machine."""
    hall = hall_of_machine(packs)
    if hall is not None and not hall.settings.households.allowed:
        raise FaultsError([Fault("", "households_not_kept")])
