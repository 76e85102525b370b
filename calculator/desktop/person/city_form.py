"""The local parameters of a city below a provincial framework."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from calculator.case.case import City, LevelAmounts, LevelRates, bears
from calculator.case.case_checks import city_faults
from calculator.ground.language import N_
from calculator.ground.money import ONE, AmountTooLargeError, Rate, format_rate
from calculator.ground.plain_text import not_a_page
from calculator.ground.typed_values import ShareError, typed_percentage
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.widgets.field import PAUSE, Line
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import TOO_LARGE, read_optional_amount
from calculator.words.framework_bounds import city_lines

_ROWS: tuple[tuple[str, str, str, bool], ...] = (
    ("deductible", N_("Deductible"), N_("Deductible (yuan): levels 1, 2, 3"), True),
    (
        "deductible_retired",
        N_("Deductible of the retired"),
        N_("Deductible of the retired, if different (yuan)"),
        True,
    ),
    ("rate", N_("Rate of the employed"), N_("Rate of the employed (%): levels 1, 2, 3"), True),
    ("retired_uplift", N_("Uplift of the retired"), N_("Uplift of the retired (points)"), False),
    ("cap", N_("Yearly cap"), N_("Yearly cap (yuan)"), False),
    ("cap_retired", N_("Yearly cap of the retired"), N_("Yearly cap of the retired, if different (yuan)"), False),
)
"""A figure, its name, what stands above its fields, and whether each level has one of its own."""
_SHORT = {"level1": N_("L1"), "level2": N_("L2"), "level3": N_("L3")}
"""The levels, as they stand in an empty field."""
_OPTIONAL = {"deductible_retired", "cap_retired"}


def _read_rate(text: str) -> Rate | None:
    return typed_percentage(text) if text else None


def _show_rate(rate: Rate | None) -> str:
    return "" if rate is None else format_rate(rate * 100)


class CityForm(QWidget):
    """A grid of the city's figures; they go into the case once all that are required can be read.

    Until then what was typed is kept in their place, and a sentence names what is missing.
    """

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        tr = session.wording.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        heading = QLabel(tr(N_("The city's own figures")))
        set_role(heading, "heading")
        layout.addWidget(heading)
        self.edits: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(4))
        layout.addLayout(self._grid)
        line = 0
        for key, name_of, label, by_level in _ROWS:
            caption = QLabel(tr(label))
            caption.setWordWrap(True)
            set_role(caption, "small")
            self._grid.addWidget(caption, line, 0, 1, 3)
            names = [f"{key}.{level}" for level in LEVELS] if by_level else [key]
            for column, name in enumerate(names):
                level = name.partition(".")[2]
                said = f"{tr(name_of)} {session.wording.word(level)}" if level else tr(label)
                edit = self._edit(name, said)
                if level:
                    edit.setPlaceholderText(tr(_SHORT[level]))
                self._grid.addWidget(edit, line + 1, column, 1, 1 if by_level else 3)
            caption.setBuddy(self.edits[names[0]])
            line += 2
        self.note = QLabel()
        self.note.setWordWrap(True)
        layout.addWidget(self.note)
        self._entry = object()  # the figure that is being typed
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._follow)
        self._following = False
        self._kept: tuple[str, City | None, dict[str, str]] = ("", None, {})  # nobody's, until the first is shown

    def _edit(self, name: str, said: str) -> QLineEdit:
        edit = Line()
        edit.setAccessibleName(said)
        edit.setToolTip(not_a_page(said))
        edit.setMinimumWidth(10)
        edit.textEdited.connect(lambda _text: self._typing(name))
        edit.editingFinished.connect(self._finish)
        self.edits[name] = edit
        return edit

    def refresh(self) -> None:
        """Show the person's city, or what was typed for it; what is being typed is kept while that is the same."""
        person = self._session.person
        kept = person.id, person.city, {name: text for name, text in person.unread.items() if bears({name: ""}, "city")}
        if kept == self._kept:
            return
        if person.id != self._kept[0]:
            self._pause.stop()
        typing = next((name for name, edit in self.edits.items() if edit.hasFocus() and self._pause.isActive()), None)
        self._kept = kept
        texts = self._texts(person.city) | {name.partition(".")[2]: text for name, text in kept[2].items()}
        for name, edit in self.edits.items():
            if name != typing and not (self._following and edit.hasFocus()):
                edit.setText(texts[name])
        self._say()

    def _texts(self, city: City | None) -> dict[str, str]:
        texts = {}
        for name in self.edits:
            field, _dot, level = name.partition(".")
            value = None if city is None else getattr(city, field)
            if level and value is not None:
                value = getattr(value, level)
            texts[name] = self._show(field)(value)
        return texts

    def _show(self, field: str) -> Callable[[Any], str]:
        return _show_rate if field in ("rate", "retired_uplift") else self._session.wording.entry

    def _read(self, field: str) -> Callable[[str], Any]:
        return _read_rate if field in ("rate", "retired_uplift") else read_optional_amount

    def _values(self) -> tuple[dict[str, Any], list[str], list[str]]:
        """What can be read, and the fields of what is missing and of what cannot be read."""
        values: dict[str, Any] = {}
        missing: list[str] = []
        unread: list[str] = []
        for name, edit in self.edits.items():
            field = name.partition(".")[0]
            try:
                values[name] = self._read(field)(edit.text().strip())
            except ValueError:
                values[name] = None
                unread.append(name)
            else:
                if values[name] is None and field not in _OPTIONAL:
                    missing.append(name)
        return values, missing, unread

    def _is_share(self, name: str) -> bool:
        """Whether it is open if a share or a percentage was typed."""
        return self._raises(name, ShareError)

    def _raises(self, name: str, kind: type[ValueError]) -> bool:
        try:
            self._read(name.partition(".")[0])(self.edits[name].text().strip())
        except ValueError as error:
            return isinstance(error, kind)
        return False

    def _named(self, names: list[str]) -> str:
        """Fields by their figures; of a figure that has some levels but not all, with those levels."""
        words, said = self._session.wording, []
        for key, name_of, _label, _by_level in _ROWS:
            levels = [name.partition(".")[2] for name in names if name.partition(".")[0] == key]
            if 0 < len(levels) < len(LEVELS) and any(levels):
                said.append(f"{words.text(name_of)} {' '.join(words.word(f'{level}_short') for level in levels)}")
            elif levels:
                said.append(words.text(name_of))
        return words.text(N_(", ")).join(said)

    def _entered(self) -> tuple[City | None, str, bool]:
        """The city that is entered, or None with what is to be said, and whether that is a fault."""
        tr = self._session.wording.text
        values, missing, unread = self._values()
        retired = [values[f"deductible_retired.{level}"] for level in LEVELS]
        if unread:
            said = [tr(N_("Cannot be read: {names}")).format(names=self._named(unread))]
            if any(self._raises(name, AmountTooLargeError) for name in unread):
                said.append(tr(TOO_LARGE))
            if any(map(self._is_share, unread)):
                said.append(tr(N_("A number below 1 may mean a share: 60 is 60%, 0.6% is 0.6%")))
            return None, "\n".join(said), True
        if missing:
            sentence = tr(N_("Still needed before visits can be computed: {names}"))
            return None, sentence.format(names=self._named(missing)), False
        if any(value is not None for value in retired) and None in retired:
            return None, tr(N_("The deductible of the retired needs all three levels, or none")), False
        before = self._session.person.city
        city = City.model_construct(
            name=before.name if before else "",
            deductible=LevelAmounts.model_construct(**{level: values[f"deductible.{level}"] for level in LEVELS}),
            deductible_retired=None
            if None in retired
            else LevelAmounts.model_construct(**dict(zip(LEVELS, retired, strict=True))),
            rate=LevelRates.model_construct(**{level: values[f"rate.{level}"] for level in LEVELS}),
            retired_uplift=values["retired_uplift"],
            cap=values["cap"],
            cap_retired=values["cap_retired"],
        )
        if any(not 0 <= values[f"rate.{level}"] <= ONE for level in LEVELS) or list(city_faults("", city)):
            return None, tr(N_("A rate, with the uplift, lies between 0 and 100%")), True
        return city, "\n".join(city_lines(city, self._session.pack, self._session.wording)), False

    def first_unread(self) -> QLineEdit | None:
        """The first of the city's figures that cannot be read or is missing, where something waits there."""
        if not bears(self._session.person.unread, "city"):
            return None
        _values, missing, unread = self._values()
        return self.edits[next(iter((*unread, *missing, *self.edits)))]

    def _say(self) -> City | None:
        """Say what is wrong or missing, if anything; gives the city if nothing is."""
        for name, edit in self.edits.items():
            set_role(edit, "" if self._readable(name) else "faulty")
        city, sentence, fault = self._entered()
        set_role(self.note, "fault" if fault else "small")
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        return city

    def _typing(self, name: str) -> None:
        """Red goes as soon as a figure can be read; what comes of it follows after a pause."""
        edit = self.edits[name]
        if edit.property("role") == "faulty" and self._readable(name):
            self._say()
        self._pause.start()

    def _readable(self, name: str) -> bool:
        try:
            self._read(name.partition(".")[0])(self.edits[name].text().strip())
        except ValueError:
            return False
        return True

    def _follow(self) -> None:
        """Take over what is being typed, once all can be read; of what cannot nothing is said before the end."""
        if self._entered()[0] is not None:
            self._following = True
            self._take(self._say())
            self._following = False

    def _finish(self) -> None:
        self._pause.stop()
        self._take(self._say())
        self._entry = object()

    def _take(self, city: City | None) -> None:
        """Put the city into the case; until it is whole, what was typed in the place of its figures."""
        session, known = self._session, self._texts(self._session.person.city)
        others = {name: text for name, text in session.person.unread.items() if not bears({name: ""}, "city")}
        if city is not None:
            fields: dict[str, object] = {"city": city, "unread": others}
        else:
            typed = {name: edit.text() for name, edit in self.edits.items() if edit.text() != known[name]}
            fields = {"unread": others | {f"city.{name}": text for name, text in typed.items()}}
        with session.entry(self._entry, half=self._following):
            session.edit_person(N_("Change the city's figures"), **fields)
