"""What is compared: the kind of comparison, whose figures, and the regions, years or day that it takes."""

from datetime import date
from typing import Literal, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.comparison.compare_regions import RegionsChoice
from calculator.ground.language import N_
from calculator.ground.months import last_day, month_at
from calculator.session.session import Session
from calculator.whatif.comparison import MOST_REGIONS, Kind, Question
from calculator.whatif.comparison_words import KINDS
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.combo import Combo
from calculator.widgets.field import Field, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme
from calculator.words.field_texts import named, read_date, show_date

Shown = Kind | Literal["curve"]
_OF_ONE = ("status", "curve")
"""Kinds that are asked of one person."""
_YEAR = N_("A year is expected, such as 2024")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def _read_year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise ValueError(text)
    return int(text)


class CompareChoices(Card):
    """The choices of a comparison; `changed` when a person chose otherwise."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme, tr = session, theme, session.wording.text
        self._years = [session.year, session.year + 1]
        self._day: date | None = None
        kinds = [(kind, tr(text)) for kind, text in KINDS.items()]
        self.kind = Choice(tr(N_("What is compared")), [*kinds, ("curve", tr(N_("Curve of a year")))])
        self.kind.set_current("regions")
        for key in (*KINDS, "curve"):
            self.kind.button(key).setAutoDefault(False)  # in a dialog Enter in a field would press it
        self.person = Combo(theme)
        self.person.setAccessibleName(tr(N_("Whose figures")))
        self.person.setToolTip(tr(N_("The whole household, or one person")))
        self.regions = RegionsChoice(session.library, session.wording, theme, self._first_regions(), self._readings)
        self.region = RegionField(session.library, session.wording, theme, session.pack.id, self._readings)
        self.first = self._field(N_("First year"), 0)
        self.second = self._field(N_("Second year"), 1)
        self.day = Field(
            tr(N_("Rules of the day")),
            read=lambda text: read_date(text, session.year),
            show_value=show_date,
            expected=tr(N_("A date is expected, such as 3-5 or 2023-03-05; left empty, the last day of the year")),
        )
        self.day.committed.connect(self._take_day)
        self.day.rejected.connect(lambda _text: self.changed.emit())
        self.region.unfit.connect(self.changed)
        self._lay_out()
        self.kind.chosen.connect(self._chosen)
        self.person.activated.connect(lambda _place: self.changed.emit())
        for source in (self.regions.changed, self.region.chosen):
            source.connect(self._tell)
        self.refresh()

    def _field(self, label: str, place: int) -> Field:
        tr = self._session.wording.text
        field = Field(tr(label), read=_read_year, show_value=str, expected=tr(_YEAR))

        def take(year: object) -> None:
            self._years[place] = cast(int, year)
            self.changed.emit()

        field.committed.connect(take)
        field.rejected.connect(lambda _text: self.changed.emit())
        return field

    def _take_day(self, day: object) -> None:
        self._day = cast(date | None, day)
        self.refresh()
        self.changed.emit()

    def _first_regions(self) -> tuple[str, ...]:
        """The household's own regions, and others as far as there are any."""
        own = [person.region for person in self._session.case.people]
        own.insert(0, self._session.person.region)
        return tuple(dict.fromkeys([*own, *self._session.library.ids()]))[:MOST_REGIONS]

    def _readings(self, region: str) -> dict[str, str]:
        return self._session.case.readings.get(region, {})

    def _lay_out(self) -> None:
        theme, tr = self._theme, self._session.wording.text
        self.box.setSpacing(theme.px(8))
        self.box.addWidget(self.kind)
        flow = FlowLayout(spacing=theme.px(12))
        self._parts: dict[str, tuple[QWidget, tuple[Shown, ...]]] = {
            "person": (
                self._under(tr(N_("Whose figures")), self.person),
                ("regions", "reform", "status", "years", "curve"),
            ),
            "first": (self.first, ("years",)),
            "second": (self.second, ("years",)),
            "region": (self._under(tr(N_("Region")), self.region), ("curve",)),
            "day": (self.day, ("curve",)),
        }
        for part, _kinds in self._parts.values():
            part.setMinimumWidth(theme.px(200))
            flow.addWidget(part)
        self.box.addLayout(flow)
        self.box.addWidget(self.regions)

    def _under(self, name: str, control: QWidget) -> QWidget:
        """A control under its caption."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        buddy = control.box if isinstance(control, RegionField) else control
        column.addWidget(caption(name, buddy))
        column.addWidget(control)
        return holder

    # ---- what was chosen

    def unread(self) -> str:
        """Which of the fields that bear on what is shown hold what cannot be read; nothing where all can be."""
        words, names = self._session.wording, list[str]()
        if self.shown == "curve":
            names += [self.day.label.text()] if self.day.faulty else []
            names += [self.region.box.accessibleName()] if self.region.faulty else []
        elif self.shown == "years":
            names = [field.label.text() for field in (self.first, self.second) if field.faulty]
        return words.text(N_("Cannot be read: {names}")).format(names=words.text(N_(", ")).join(names)) if names else ""

    @property
    def shown(self) -> Shown:
        """The kind of comparison, or the curve."""
        return cast(Shown, self.kind.current() or "regions")

    @property
    def person_id(self) -> str | None:
        """Whose figures; None for the household."""
        chosen = self.person.currentData()
        return None if chosen is None else str(chosen)

    @property
    def curve_region(self) -> str:
        """The region of the curve."""
        return self.region.region or self._session.pack.id

    @property
    def curve_day(self) -> date:
        """The day whose rules the curve follows."""
        return self._day or last_day(month_at(self._session.year, 12))

    def question(self) -> Question | None:
        """The question that is asked; None where the choices do not make one yet."""
        kind, year = self.shown, self._session.year
        if kind == "curve":
            return None
        keys: tuple[str, ...] = ()
        if kind == "regions":
            keys = self.regions.regions
        elif kind == "years":
            keys = (str(self._years[0]), str(self._years[1]))
        if kind in ("regions", "years") and (len(keys) < 2 or keys[0] == keys[1]):
            return None
        return Question(kind, year, self.person_id, keys)

    def what_is_missing(self) -> str:
        """What a person has to choose before there is something to compare."""
        if self.shown == "years":
            return self._session.wording.text(N_("Two different years are needed to compare."))
        return self._session.wording.text(N_("Two regions at least are needed to compare."))

    # ---- following

    def refresh(self) -> None:
        """Follow the session's people and year."""
        session, tr = self._session, self._session.wording.text
        kept = self.person.currentData() if self.person.count() else session.person_id
        items: list[tuple[str, str | None]] = []
        if self.shown not in _OF_ONE and len(session.case.people) > 1:
            items.append((tr(N_("the whole household")), None))
        items += [(named(person), person.id) for person in session.case.people]
        if [
            (self.person.itemText(place), self.person.itemData(place)) for place in range(self.person.count())
        ] != items:
            self.person.clear()
            for text, key in items:
                self.person.addItem(text, key)
            ids = [key for _text, key in items]
            wanted = kept if kept in ids else session.person_id
            self.person.setCurrentIndex(ids.index(wanted))
        for part, kinds in self._parts.values():
            part.setVisible(self.shown in kinds)
        self.regions.setVisible(self.shown == "regions")
        self.first.set_value(self._years[0])
        self.second.set_value(self._years[1])
        self.day.set_value(self.curve_day)

    def _chosen(self, _kind: str) -> None:
        self.refresh()
        self.changed.emit()

    def _tell(self, *_what: object) -> None:
        self.changed.emit()
