"""Electronic invoices as pages (.ofd): the structured invoice that is attached to many of them, as XML.

The page itself is for the eye: where a figure stands on it says nothing certain of what it is.
"""

import io
import zipfile
import zlib
from contextlib import suppress

from calculator.files.spreadsheets.loose_tables import LooseTable, tables_with_rows
from calculator.files.spreadsheets.sheet_limits import MAX_LOOSE
from calculator.files.spreadsheets.xml_tables import xml_tables
from calculator.ground.faults import Fault, FaultsError

_OWN = b"http://www.ofdspec.org/"
"""The namespace of pages and of what belongs to them."""
_MOST_PARTS = 2_000


def is_ofd(content: bytes) -> bool:
    """Whether a packed file is such a page."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return any(name.lstrip("/\\").lower() == "ofd.xml" for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def ofd_tables(content: bytes) -> list[LooseTable]:
    """The fields of the attached invoices. Raises FaultsError where there is none, or it is damaged."""
    tables, left = list[LooseTable](), MAX_LOOSE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.infolist()[:_MOST_PARTS]:
                name = part.filename.replace("\\", "/").rpartition("/")[2]
                if not name.lower().endswith(".xml") or name.lower() == "ofd.xml":
                    continue
                with packed.open(part) as stream:
                    said = stream.read(left + 1)
                left -= len(said)
                if left < 0:
                    raise FaultsError([Fault("", "sheet_unpacks_too_large", {"limit": f"{MAX_LOOSE >> 20} MiB"})])
                if _OWN not in said:
                    with suppress(FaultsError):  # a seal, or whatever else is attached
                        tables += xml_tables(said, name.rpartition(".")[0])
    except RuntimeError:  # a part with a password
        raise FaultsError([Fault("", "sheet_locked")]) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None
    if not tables:
        raise FaultsError([Fault("", "sheet_is_page", {"kind": "OFD"})])
    return tables_with_rows(tables)
