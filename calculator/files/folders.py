"""The folders of this person: where their household and packs lie, and where their settings are kept."""

import os
from pathlib import Path

DATA_VARIABLE = "GONGJISUAN_DATA"
CONFIG_VARIABLE = "GONGJISUAN_CONFIG"


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
