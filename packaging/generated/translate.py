"""Bring the catalogue up to date: take the texts from the code, merge the translations, compile them.

`--check` changes nothing and fails where the catalogue is behind the code, incomplete or not compiled.
"""

import argparse
import io
import sys
from pathlib import Path

from babel.messages import extract
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from generated import prepare

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = LOCALE / "gongjisuan.po", LOCALE / "gongjisuan.mo"
KEYWORDS = {"N_": None, "_": None, "tr": None}


def template() -> Catalog:
    """Every text of the code that people read."""
    catalog = Catalog(project="gongjisuan", charset="utf-8")
    for path in sorted((ROOT / "calculator").rglob("*.py")):
        with path.open("rb") as file:
            for _line, message, comments, _context in extract.extract("python", file, KEYWORDS):
                catalog.add(message, auto_comments=comments, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalog


def merged() -> Catalog:
    """The Chinese catalogue with the code's texts of today; texts that are gone are dropped."""
    catalog = Catalog(locale="zh_CN", project="gongjisuan", charset="utf-8")
    if PO.exists():
        with PO.open("rb") as file:
            catalog = read_po(file, locale="zh_CN")
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def gaps(catalog: Catalog) -> list[str]:
    """Texts without a finished translation."""
    return [str(message.id) for message in catalog if message.id and (not message.string or message.fuzzy)]


def problems() -> list[str]:
    """What is wrong with the catalogue as it lies on disk."""
    catalog = merged()
    found = [f"not translated: {text!r}" for text in gaps(catalog)]
    with PO.open("rb") as file:
        on_disk = {str(message.id) for message in read_po(file, locale="zh_CN") if message.id}
    wanted = {str(message.id) for message in catalog if message.id}
    found += [f"not in the catalogue: {text!r}" for text in sorted(wanted - on_disk)]
    found += [f"no longer in the code: {text!r}" for text in sorted(on_disk - wanted)]
    with MO.open("rb") as file:
        compiled = {str(message.id): message.string for message in read_mo(file) if message.id}
    written = {str(message.id): message.string for message in catalog if message.id}
    found += [f"not compiled: {text!r}" for text in sorted(written) if compiled.get(text) != written[text]]
    return found


def update() -> None:
    """Write the catalogue and compile it."""
    catalog = merged()
    LOCALE.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    # No dates and no line numbers: the file changes only when a text does.
    write_po(buffer, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    lines = buffer.getvalue().decode().split("\n")
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    PO.write_text("\n".join(line for line in lines if not line.startswith(dated)), "utf-8", newline="\n")
    with MO.open("wb") as file:
        write_mo(file, catalog)
    prepare.update()


def main() -> int:
    """Update, or with `--check` only look; 1 where a text is not translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        found = problems()
    else:
        update()
        found = [f"not translated: {text!r}" for text in gaps(merged())]
    print("\n".join(found) or "complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
