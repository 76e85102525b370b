"""Where this person's household, packs and settings lie; and the hall settings of the machine."""

import os
from pathlib import Path

DATA_VARIABLE = "GONGJISUAN_DATA"
CONFIG_VARIABLE = "GONGJISUAN_CONFIG"
HALL_VARIABLE = "GONGJISUAN_HALL"


def data_folder() -> Path:
    """Where this person's household lies: the folder in `GONGJISUAN_DATA`, else the system's place for user data."""
    given = os.environ.get(DATA_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("gongjisuan", appauthor=False)


def packs_folder(data: Path | None = None) -> Path:
    """Where the policy packs lie that this person installed; `data` is a data folder other than the person's own."""
    return (data or data_folder()) / "packs"


def config_folder() -> Path:
    """The folder that settings are kept in: `GONGJISUAN_CONFIG`, else where the system keeps a user's."""
    given = os.environ.get(CONFIG_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("gongjisuan", appauthor=False)


def hall_file() -> Path:
    """The hall settings of this machine, which need not exist: the file in `GONGJISUAN_HALL`, else the system's place.

    On Linux that is /etc/xdg/gongjisuan/hall.toml.
    """
    given = os.environ.get(HALL_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import site_config_path

    return site_config_path("gongjisuan", appauthor=False) / "hall.toml"
