"""Steps, warnings, exclusions, refusals and faults as sentences, in Chinese or English."""

import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from calculator.engine.statement import Phrase, Readings
from calculator.ground.faults import Fault
from calculator.ground.language import N_, Language, translate
from calculator.ground.money import format_amount, format_grouped, format_percent
from calculator.ground.months import Month, format_month
from calculator.ground.plain_text import begun
from calculator.policy.pack import CreditPart, Pack
from calculator.policy.pack_fields import Text
from calculator.words.sentences import TEMPLATES
from calculator.words.vocabulary import QUESTIONS, READING_VALUES, WORDS

_EXPECTED = N_("; expected: {values}")
_WHEN = N_(" where {readings}")
_ADOPTED = N_("{reading} (adopted by this office)")
_NOT_ENTERED = N_("{field} is still to be entered")
_NOT_TAKEN = N_("{field} “{text}” could not be taken")
_FIGURES = 4096
"""How many amounts or rates in words are kept."""
NO_READINGS: Mapping[str, Mapping[str, str]] = MappingProxyType({})

Write: TypeAlias = Callable[[Any], str]
"""A figure in words."""
Fill: TypeAlias = Callable[[Mapping[str, Any]], str]
"""A template filled with the figures that it names; one that is not carried is left empty."""


class Wording:
    """Sentences in one language; amounts have two decimals, and separators between thousands if `grouped`.

    `adopted` are the readings by region that an office adopted: wherever they decide it is said that they are its own.
    """

    def __init__(
        self, language: Language, *, grouped: bool = False, adopted: Mapping[str, Mapping[str, str]] = NO_READINGS
    ) -> None:
        self.language, self.adopted = language, adopted
        self.amount = format_grouped if grouped else format_amount
        self._fills: dict[str, Fill] = {}
        self._formats: dict[str, Write] = {
            "yuan": self.amount,
            "percent": format_percent,
            "word": lru_cache(maxsize=1024)(self.word),
            "text": self.of,
            "heading": lambda value: " ".join(self.text(value).split()),
            "date": self.day,
            "month": lambda value: format_month(Month(value)),
            "parts": self._parts,
            "unread": self._unread,
            "expected": lambda value: self._optional(_EXPECTED, "values", value),
            "when": lambda value: self._optional(_WHEN, "readings", value),
        }

    def yuan(self, fen: int | None) -> str:
        """An amount; a dash where nothing was computed."""
        return "—" if fen is None else self.amount(fen)

    def entry(self, fen: int | None) -> str:
        """An amount in a field; nothing where nothing was entered."""
        return "" if fen is None else self.amount(fen)

    def text(self, text: str) -> str:
        """A text of the catalogue in this language."""
        return translate(text, self.language)

    def of(self, text: Text | None) -> str:
        """A pack's text in this language; empty where there is none."""
        return "" if text is None else getattr(text, self.language)

    def word(self, name: str) -> str:
        """The field's word for a name; the name itself where it is a person's own."""
        return self.text(WORDS[name]) if name in WORDS else name

    def say(self, phrase: Phrase) -> str:
        """The sentence of a phrase. Raises KeyError for a template that does not exist."""
        template, figures = phrase
        return self.fill(TEMPLATES[template], figures).strip()

    def fill(self, template: str, figures: Mapping[str, Any]) -> str:
        """A text of the catalogue with its figures; one that a fault or a doubt does not carry is left empty."""
        fill = self._fills.get(template)
        if fill is None:
            fill = self._fills[template] = filled_by(self.text(template), self._write)
        return fill(figures)

    def fault(self, fault: Fault) -> str:
        """One line: the path of the field, what was found, and what is expected."""
        from calculator.words.fault_sentences import FAULTS  # a start seldom needs them

        sentence = self._filled_in(FAULTS[fault.code], fault)
        return f"{fault.path}: {sentence}" if fault.path else sentence

    def at_field(self, fault: Fault) -> str:
        """The fault as a form says it, which has no paths and asks for nothing in the way a file is written."""
        from calculator.words.fault_sentences import FAULTS, FORM_FAULTS

        return self._filled_in(FORM_FAULTS.get(fault.code, FAULTS[fault.code]), fault)

    def _filled_in(self, sentence: str, fault: Fault) -> str:
        return self.fill(sentence, fault.figures)

    def question(self, pack: Pack, reading: str) -> str:
        """An open question in words."""
        own = next((row.question for row in pack.reading if row.id == reading), None)
        return self.of(own) if own is not None else self.text(QUESTIONS.get(reading, reading))

    def reading(self, pack: Pack, reading: str, value: str) -> str:
        """A way to read a question, in words."""
        row = next((row for row in pack.reading if row.id == reading), None)
        own = next((choice.label for choice in row.values if choice.id == value), None) if row else None
        return self.of(own) if own is not None else self.text(READING_VALUES.get(f"{reading}: {value}", value))

    def readings(self, pack: Pack, said: Readings) -> str:
        """The readings that bore on a figure, in words; those that an office adopted bear its mark."""
        return self.text(N_("; ")).join(
            self.marked(pack, name, value, self.reading(pack, name, value)) for name, value in said
        )

    def adopts(self, pack: Pack, reading: str, value: str) -> bool:
        """Whether the office adopted this way to read a question."""
        return self.adopted.get(pack.id.partition("@")[0], {}).get(reading) == value

    def marked(self, pack: Pack, reading: str, value: str, words: str) -> str:
        """What is said of a way to read a question, with the office's mark where it adopted that way."""
        return self.text(_ADOPTED).format(reading=words) if self.adopts(pack, reading, value) else words

    def adopted_in(self, readings: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]] | None:
        """Of the readings that a case chose, by region, those that the office adopted; None where there are none."""
        found = {
            region: ours
            for region, office in self.adopted.items()
            if (ours := {name: value for name, value in office.items() if readings.get(region, {}).get(name) == value})
        }
        return found or None

    def _write(self, spec: str) -> Write:
        """What a format says of a figure: yuan, percent, word and so on, or Python's own."""
        if spec.startswith("less "):
            what = spec[5:]
            return lambda value: f" − {self.word(what)} {self.amount(value)}" if value else ""
        known = self._formats.get(spec)
        if known is None:
            return lambda value: format(value, spec)

        def figure(value: Any) -> str:
            return "" if value is None or value == "" else known(value)

        # The same amounts and rates stand in many sentences; other figures may be lists, which cannot be looked up.
        return lru_cache(_FIGURES)(figure) if spec in ("yuan", "percent") else figure

    def day(self, day: date) -> str:
        """A date as people write it."""
        return day.isoformat() if self.language == "en" else f"{day.year}年{day.month}月{day.day}日"

    def _parts(self, parts: Sequence[CreditPart]) -> str:
        rates = [format_percent(part.rate) for part in parts]
        return rates[0] if len(rates) == 1 else f"({' + '.join(rates)})"

    def _unread(self, unread: Mapping[str, str]) -> str:
        told = (
            self.text(_NOT_TAKEN if text else _NOT_ENTERED).format(field=self._field(name), text=begun(text))
            for name, text in unread.items()
        )
        return self.text(N_("; ")).join(told)

    def _field(self, name: str) -> str:
        """A field, or a part of one told as `opening.pooled`, in words."""
        return self.word(name) if name in WORDS else " · ".join(map(self.word, name.split(".")))

    def _optional(self, template: str, name: str, value: object) -> str:
        return self.text(template).replace("{" + name + "}", str(value)) if value else ""


def filled_by(template: str, write: Callable[[str], Write]) -> Fill:
    """A template with fields such as `{total:yuan}`, ready to be filled; `write` gives what a format does.

    Raises ValueError for a field that is not a plain name.
    """
    literals: list[str] = []
    fields: list[tuple[str, Write]] = []
    for literal, name, spec, conversion in string.Formatter().parse(template):
        literals.append(literal)
        if name is None:
            continue
        if not name.isidentifier() or conversion:
            raise ValueError(f"{name!r} in {template!r}")
        fields.append((name, write(spec or "")))
    # Each field with what stands after it, which is nothing where the template ends with a field.
    first, *others = [*literals, *[""] * (1 + len(fields) - len(literals))]
    filled = [(name, written, after) for (name, written), after in zip(fields, others, strict=True)]

    def fill(figures: Mapping[str, Any]) -> str:
        get = figures.get
        return first + "".join([written(get(name, "")) + after for name, written, after in filled])

    return fill
