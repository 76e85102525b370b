"""Steps, warnings, exclusions, refusals and faults as sentences, in Chinese or English."""

import string
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from calculator.engine.statement import Phrase, Readings
from calculator.ground.faults import Fault
from calculator.ground.language import N_, Language, translate
from calculator.ground.money import format_amount, format_grouped, format_percent
from calculator.ground.months import Month, format_month
from calculator.policy.pack import CreditPart, Pack
from calculator.policy.pack_fields import Text
from calculator.words.sentences import TEMPLATES
from calculator.words.vocabulary import QUESTIONS, READING_VALUES, WORDS

_EXPECTED = N_("; expected: {values}")
_WHEN = N_(" where {readings}")
_NOT_ENTERED = N_("{field} is still to be entered")
_NOT_TAKEN = N_("{field} “{text}” could not be taken")
NO_READINGS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Wording(string.Formatter):
    """Sentences in one language; amounts have two decimals, and separators between thousands if `grouped`.

    `adopted` are the readings by region that an office adopted: wherever they decide it is said that they are its own.
    """

    def __init__(
        self, language: Language, *, grouped: bool = False, adopted: Mapping[str, Mapping[str, str]] = NO_READINGS
    ) -> None:
        self.language, self.adopted = language, adopted
        self.amount = format_grouped if grouped else format_amount

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
        return self.vformat(self.text(TEMPLATES[template]), (), figures).strip()

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
        return self.vformat(self.text(sentence), (), fault.figures)

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
        """The readings that bore on a figure, in words."""
        return self.text(N_("; ")).join(self.reading(pack, name, value) for name, value in said)

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """A figure; one that a fault or a doubt does not carry is left empty."""
        return kwargs.get(key, "") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:
        """A figure as its format says."""
        formats = {
            "yuan": lambda: self.amount(value),
            "percent": lambda: format_percent(value),
            "word": lambda: self.word(value) if value else "",
            "text": lambda: self.of(value),
            "heading": lambda: " ".join(self.text(value).split()),
            "date": lambda: self.day(value),
            "month": lambda: format_month(Month(value)),
            "parts": lambda: self._parts(value),
            "unread": lambda: self._unread(value),
            "expected": lambda: self._optional(_EXPECTED, "values", value),
            "when": lambda: self._optional(_WHEN, "readings", value),
        }
        if format_spec.startswith("less "):
            return f" − {self.word(format_spec[5:])} {self.amount(value)}" if value else ""
        if format_spec in formats:
            return formats[format_spec]() if value not in (None, "") else ""
        return str(super().format_field(value, format_spec))

    def day(self, day: date) -> str:
        """A date as people write it."""
        return day.isoformat() if self.language == "en" else f"{day.year}年{day.month}月{day.day}日"

    def _parts(self, parts: Sequence[CreditPart]) -> str:
        rates = [format_percent(part.rate) for part in parts]
        return rates[0] if len(rates) == 1 else f"({' + '.join(rates)})"

    def _unread(self, unread: Mapping[str, str]) -> str:
        told = (
            self.text(_NOT_TAKEN if text else _NOT_ENTERED).format(field=self._field(name), text=text)
            for name, text in unread.items()
        )
        return self.text(N_("; ")).join(told)

    def _field(self, name: str) -> str:
        """A field, or a part of one told as `opening.pooled`, in words."""
        return self.word(name) if name in WORDS else " · ".join(map(self.word, name.split(".")))

    def _optional(self, template: str, name: str, value: object) -> str:
        return self.text(template).replace("{" + name + "}", str(value)) if value else ""
