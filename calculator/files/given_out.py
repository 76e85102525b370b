"""What is given out to others: put in the place of a file whole, or not at all."""

from pathlib import Path

from calculator.files.disk import is_there, unwritable
from calculator.files.whole_file import replace_whole
from calculator.ground.faults import Fault, FaultsError


def save(target: Path, content: bytes) -> None:
    """Put `content` in the place of a file. Raises FaultsError; the old file then stays."""
    if not (is_there(target.parent) and target.parent.is_dir()):
        # A stick that was pulled out is not to become a folder of its name.
        raise FaultsError([Fault("", "folder_gone")], str(target))
    try:
        replace_whole(target, content)
    except OSError as error:
        raise FaultsError([unwritable(error)], str(target)) from None
