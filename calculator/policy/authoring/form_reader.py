"""Reading what was typed into the form of a region of one's own: every value, or a fault beside its field."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from calculator.ground.faults import Fault, quoted
from calculator.ground.money import MAX_AMOUNT, ONE, AmountTooLargeError, Fen, Rate
from calculator.ground.typed_values import ShareError, typed_amount, typed_date, typed_percentage
from calculator.policy.authoring.pack_writer import Data, decimal_of, yuan
from calculator.policy.names import LEVELS, STATUSES, Status
from calculator.policy.pack import Source

Form = Mapping[str, str]
"""What stands in the fields, as it was typed: the field's key → its text."""

KINDS: tuple[str, ...] = tuple(
    kind for kind in get_args(Source.__dataclass_fields__["kind"].type) if kind != "framework"
)
"""What a document of one's own can be."""

BASES: tuple[str, ...] = ("contribution_base", "own_pension", "average_pension", "fixed", "nothing")
"""What a month's credit can be reckoned from."""

TABLES: dict[str, tuple[str, ...]] = {"deductible": LEVELS, "rate": LEVELS, "cap": ("amount",)}
"""The tables of figures by status, with the figures of a row."""

_FIRST_YEAR = 1900
_LETTERS = re.compile(r"[A-Za-z][A-Za-z' -]*")
_ENDINGS = {"省": "shěng", "市": "shì", "县": "xiàn", "区": "qū", "州": "zhōu", "旗": "qí", "盟": "méng"}


class FormReader:
    """Reads the fields of a form; `faults` holds what could not be read, with the field's key as path.

    `grey` is what holds where a figure is left empty, by the key of its field; without it, figures are required.
    `documents` leads from what a field chooses, `document.0` for the first of one's own, to the id of a source.
    `places` leads from a row that was made to the keys of the fields that it came from.
    """

    def __init__(self, form: Form, documents: Mapping[str, str], grey: Form | None = None) -> None:
        self.form, self.documents, self.grey = form, documents, grey or {}
        self.used: set[str] = set()
        self.faults: list[Fault] = []
        self.places: list[tuple[Data, str]] = []

    def text(self, key: str) -> str:
        """What stands in a field, without spaces around it."""
        return self.form.get(key, "").strip()

    def fault(self, key: str, code: str, **figures: object) -> None:
        """Note a fault of a field."""
        self.faults.append(Fault(key, code, figures))

    def required(self, key: str, code: str = "missing") -> str:
        """A text that must not be empty."""
        text = self.text(key)
        if not text:
            self.fault(key, code)
        return text

    def letters(self, key: str) -> str:
        """A name in Latin letters."""
        text = self.required(key)
        if text and _LETTERS.fullmatch(text) is None:
            self.fault(key, "not_letters", found=quoted(text))
        return text

    def day(self, key: str) -> date | None:
        """A date with its year."""
        text = self.required(key)
        return self._day(key, text) if text else None

    def _day(self, key: str, text: str) -> date | None:
        try:
            day = typed_date(text, 0)  # the year 0 does not exist: it has to be written
        except ValueError:
            day = date.min
        if day.year < _FIRST_YEAR:
            self.fault(key, "not_a_day", found=quoted(text))
            return None
        return day

    def cited(self, key: str) -> Data:
        """The document and clause beside figures; both are required."""
        self.used.add(self.text(f"{key}.source"))
        source = self.documents.get(self.text(f"{key}.source"))
        if source is None:
            self.fault(f"{key}.source", "document_required")
        return {"source": source, "clause": self.required(f"{key}.clause", "clause_required")}

    # ---- documents

    def begun(self, number: int) -> bool:
        """Whether anything was typed of a document; its kind is chosen from the beginning."""
        return any(self.text(f"document.{number}.{name}") for name in ("number", "title", "title_en", "signed"))

    def document(self, number: int, source_id: str, *, dated: bool = True) -> Data:
        """A document of one's own; `number` is its place in the form. Without `dated` it may have no date."""
        key = f"document.{number}"
        title = self.required(f"{key}.title")
        row: Data = {
            "id": source_id,
            "number": self.required(f"{key}.number"),
            "title": {"zh": title, "en": self.text(f"{key}.title_en") or title},
            "kind": self.text(f"{key}.kind"),
        }
        if row["kind"] not in KINDS:
            self.fault(f"{key}.kind", "missing")
        signed = self.day(f"{key}.signed") if dated or self.text(f"{key}.signed") else None
        if signed is not None:
            row["signed"] = signed
        self.places.append((row, key))
        return row

    # ---- figures

    def entered(self, table: str) -> list[Status]:
        """The statuses for which a figure or a clause was typed."""
        fields = (*TABLES[table], "clause")
        return [status for status in STATUSES if any(self.text(f"{table}.{status}.{name}") for name in fields)]

    def figures(self, table: str, status: Status) -> Data | None:
        """The figures of a row with document and clause; None where something is missing or cannot be read."""
        key, before = f"{table}.{status}", len(self.faults)
        found = {name: self.figure(f"{key}.{name}", rate=table == "rate") for name in TABLES[table]}
        cited = self.cited(key)
        if len(self.faults) > before:
            return None
        row: Data = {**found, **cited}
        if self.text(f"{key}.below"):
            row["retired_below_employed"] = True
        return row

    def figure(self, key: str, *, rate: bool) -> Decimal | int | None:
        """An amount in yuan or a rate as a share; what is left empty holds as it stands in grey, if anything does."""
        text = self.text(key) or self.grey.get(key, "") or self.required(key)
        if not text:
            return None
        return self._share(key, text) if rate else self._amount(key, text)

    def _amount(self, key: str, text: str) -> Decimal | int | None:
        try:
            return yuan(Fen(typed_amount(text)))
        except AmountTooLargeError:
            self.fault(key, "amount_too_large", found=quoted(text), limit=MAX_AMOUNT)
            return None
        except ValueError:
            self.fault(key, "not_an_amount", found=quoted(text))
            return None

    def _share(self, key: str, text: str) -> Decimal | int | None:
        try:
            share = Rate(typed_percentage(text))
        except ShareError:
            self.fault(key, "share_or_percentage", found=quoted(text))
            return None
        except ValueError:
            self.fault(key, "not_a_percentage", found=quoted(text))
            return None
        if not 0 <= share <= ONE:
            self.fault(key, "percentage_out_of_range", found=quoted(text))
            return None
        return decimal_of(share)

    # ---- credits

    def credit(self, status: Status, key: str = "") -> Data | None:
        """What is credited a month; None where nothing was chosen, or something is missing."""
        key, before = key or f"credit.{status}", len(self.faults)
        basis = self.text(f"{key}.basis")
        if not basis:
            return None
        row: Data = {"basis": basis}
        if basis == "fixed":
            row["amount"] = self.figure(f"{key}.figure", rate=False)
        elif basis != "nothing":
            payer = "personal" if status != "retired" else "fund"
            row["parts"] = [{"payer": payer, "rate": self.figure(f"{key}.figure", rate=True)}]
        if basis == "average_pension":
            row["pension_year"] = self.year(f"{key}.year")
            row["pension_of"] = self.named(f"{key}.pension")
        row |= self.cited(key)
        return None if len(self.faults) > before else row

    def named(self, key: str) -> Data:
        """A text that is the same in both languages."""
        text = self.required(key)
        return {"zh": text, "en": text}

    def year(self, key: str) -> int | str:
        """A year; left empty, the one before."""
        text = self.text(key)
        if not text:
            return "previous"
        if re.fullmatch(r"[12]\d{3}", text, re.ASCII) is None:
            self.fault(key, "not_a_year", found=quoted(text))
            return "previous"
        return int(text)


def spelt(zh: str, letters: str) -> Iterator[str]:
    """A name as pinyin, as far as it can be told: its letters, and the syllable of what kind of place it is."""
    word = "".join(char for char in letters.casefold() if char.isascii() and char.isalpha())
    if word:
        yield word
    ending = _ENDINGS.get(zh.strip()[-1:])
    if word and ending is not None:
        yield "".join(char for char in unicodedata.normalize("NFKD", ending) if char.isascii())


def identifier(letters: str, taken: Sequence[str]) -> str:
    """An id that no pack has yet, from a name in letters; empty where there are none."""
    plain = re.sub(r"[^a-z0-9]+", "-", letters.casefold().replace("'", "")).strip("-")[:50]
    if not plain:
        return ""
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found
