"""A case in a file of any name, read without keeping the file open."""

from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_json import MAX_CASE_BYTES, read_case
from calculator.ground.faults import Fault, FaultsError, unreadable
from calculator.ground.plain_files import read_beginning
from calculator.policy.packs import Packs

PACKED = b"PK\x03\x04"
"""How a workbook begins."""


def read_case_file(path: Path, library: Packs) -> Case:
    """The case in a file; no more is read than the largest case has. Raises FaultsError."""
    try:
        content = read_beginning(path, MAX_CASE_BYTES + 1, follow=True)
        if len(content) > MAX_CASE_BYTES:
            raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], path.name)
        if content.startswith(PACKED):  # a workbook, which may be one of ours
            from calculator.files.spreadsheets.own_workbook import read_workbook
            from calculator.files.spreadsheets.sheet_file import SheetFile

            return read_workbook(SheetFile(path), library)
        return read_case(content, library, path.name)
    except OSError as error:
        raise FaultsError([unreadable(error)], path.name) from None
    except ValueError as error:
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], path.name) from None
