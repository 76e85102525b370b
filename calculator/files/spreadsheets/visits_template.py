"""A spreadsheet to fill in: the columns that visits are read from, what belongs in them, and an example."""

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.case.case import Case
from calculator.files.whole_file import give_out
from calculator.ground.language import N_
from calculator.ground.text_width import display_width
from calculator.policy.names import LEVELS, SETTINGS
from calculator.sheets.cell_text import person_labels
from calculator.sheets.others.heading_names import MEANINGS, REQUIRED, Meaning
from calculator.sheets.others.skipped_rows import EXAMPLE
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

PHARMACY = N_("pharmacy ({level})")
_ROWS = 2000
"""So many rows offer lists to choose from; more may be filled in."""
_NARROWEST, _WIDEST = 12, 40
_NOTES = {
    "date": N_("Day of the visit, such as 2023-03-05. Needed."),
    "person": N_("Whose visit it is, by name as in the household. Empty in all rows: the person chosen when reading."),
    "institution": N_("Level of the institution. At a pharmacy in brackets the level of the one that prescribed."),
    "total": N_("Everything on the bill, in yuan with at most two decimals. Needed."),
    "out_of_catalogue": N_("Of the total: what the catalogue does not contain."),
    "over_price_limit": N_("Of the total: what lies over the price limit."),
    "first_self_pay": N_("Of the total: what is paid by oneself first, for class B items."),
    "paid_elsewhere": N_("Of the total: what another scheme has paid."),
    "setting": N_("How it was settled. Empty: local, settled directly."),
    "emergency": N_("Yes for emergency rescue. Empty: no."),
    "circumstances": N_("What may exclude the visit, several with semicolons between. Empty: nothing."),
    "institution_name": N_("The name of the hospital or pharmacy, for finding the visit again."),
    "note": N_("Department, or anything worth noting."),
    "receipt": N_("Number of the receipt or settlement. Rows of one number are one bill."),
    "time": N_("Time of day, such as 09:30; it orders the visits of a day."),
    "pay_from_account": N_("Whose accounts pay, by name, several with semicolons between. Empty: cash."),
}
_EXAMPLES: dict[str, Any] = {"total": 1480, "out_of_catalogue": 80}
_EXAMPLE_DAY = (3, 5)


def write_template(path: Path, case: Case, wording: Wording) -> None:
    """Put an empty table for the visits of a household in the place of a file. Raises FaultsError."""
    give_out(path, template_bytes(case, wording))


def template_bytes(case: Case, wording: Wording) -> bytes:
    """The table as an .xlsx file."""
    from xlsxwriter import Workbook

    memory = io.BytesIO()
    with Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Template(book, case, wording).write()
    return memory.getvalue()


class _Template:
    def __init__(self, book: "Workbook", case: Case, wording: Wording) -> None:
        self._book, self._case, self._words = book, case, wording
        self._columns = [meaning for meaning in MEANINGS if meaning.key in _NOTES]
        self._people = list(person_labels({person.id: person.name for person in case.people}).values())

    def write(self) -> None:
        """Both sheets: the table, and what belongs in it."""
        table = self._book.add_worksheet(self._words.text(N_("Visits")))
        notes = self._book.add_worksheet(self._words.text(N_("How to fill in")))
        heading = self._format(bold=True, text_wrap=True, valign="vcenter", bg_color="#E6F2F0", bottom=1)
        example = {"italic": True, "font_color": "#6B7280"}
        kinds = {"amount": {"num_format": "#,##0.00"}, "date": {"num_format": "yyyy-mm-dd", "align": "left"}}
        table.freeze_panes(1, 1)
        for place, meaning in enumerate(self._columns):
            head, shown = self._heading(meaning), self._example(meaning)
            width = max(map(display_width, (head, str(shown), *self._choices(meaning))))
            look = kinds.get(meaning.kind, {"num_format": "@"})
            table.set_column(place, place, min(max(width + 4, _NARROWEST), _WIDEST), self._format(**look))
            table.write_string(0, place, head, heading)
            table.write(1, place, shown, self._format(**look, **example))
            self._offer(table, place, meaning)
            self._note(notes, place, meaning)
        last = len(self._columns)
        table.set_column(last, last, display_width(self._words.text(EXAMPLE)) + 2)
        table.write_string(1, last, self._words.text(EXAMPLE), self._format(**example))
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 90, self._format(text_wrap=True))
        table.activate()

    def _format(self, **look: Any) -> "Format":
        return self._book.add_format(look)

    def _heading(self, meaning: Meaning) -> str:
        return self._words.text(meaning.heading).replace("\n", " ")

    def _choices(self, meaning: Meaning) -> list[str]:
        """What a cell offers to choose from."""
        words = self._words
        if meaning.kind == "institution":
            levels = [words.word(level) for level in LEVELS]
            return levels + [words.text(PHARMACY).format(level=level) for level in levels]
        if meaning.kind == "setting":
            return [words.word(name) for name in SETTINGS]
        if meaning.kind == "yes_no":
            return [words.text(N_("yes")), words.text(N_("no"))]
        return self._people if meaning.kind in {"person", "payers"} else []

    def _example(self, meaning: Meaning) -> Any:
        if meaning.key == "date":
            return date(self._case.through // 12, *_EXAMPLE_DAY)
        if meaning.kind in {"institution", "setting", "person", "payers"}:
            return self._choices(meaning)[1 if meaning.kind == "institution" else 0]
        return _EXAMPLES.get(meaning.key, "")

    def _offer(self, table: "Worksheet", place: int, meaning: Meaning) -> None:
        """A list to choose from, which still lets other text be typed, and a note when the cell is entered."""
        rule: dict[str, Any] = {"validate": "any"}
        choices = self._choices(meaning)
        # What a list may hold in all is limited; commas would take names apart, and quotation marks the file.
        if choices and len(",".join(choices)) <= 255 and not set(',"') & set("".join(choices)):
            rule = {"validate": "list", "source": choices, "error_type": "information"}
        said = self._words.text(_NOTES[meaning.key])
        rule |= {"input_title": self._heading(meaning)[:32], "input_message": said[:255]}
        table.data_validation(1, place, _ROWS, place, rule)

    def _note(self, notes: "Worksheet", row: int, meaning: Meaning) -> None:
        bold = self._format(bold=meaning.key in REQUIRED, valign="top")
        notes.write_string(row, 0, self._heading(meaning), bold)
        notes.write_string(row, 1, self._words.text(_NOTES[meaning.key]))
