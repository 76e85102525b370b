"""What stands at the counter for everyone: region and day, and below a framework the city's own figures."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.case.case import City
from calculator.case.new_case import new_case
from calculator.desktop.person.city_form import CityForm
from calculator.files.hall_settings import HallSettings
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.field import Field, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.fold import Fold
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme
from calculator.words.counter.entry import Standing, day_of
from calculator.words.field_texts import read_date, show_date
from calculator.words.wording import Wording


class StandingRow(QWidget):
    """Region, day, and a city's figures; they are the office's, and stay when a person goes."""

    changed = Signal()

    def __init__(self, library: Library, wording: Wording, theme: Theme, hall: HallSettings, today: date) -> None:
        super().__init__()
        self._library, self._wording, self._theme, self._hall = library, wording, theme, hall
        self._day = day_of(hall.defaults.year, today)
        self._city: Session | None = None
        defaults, tr = hall.defaults, wording.text
        self.fixed = defaults.fixed_region
        self._cities: dict[str, City] = {}
        if defaults.region is not None and defaults.city is not None:
            self._cities[defaults.region] = defaults.city
        self.region = RegionField(library, wording, theme, defaults.region)
        self.region.edit.setPlaceholderText(tr(N_("Choose a region")))
        self.region.setEnabled(not self.fixed)
        expected = tr(N_("A date is expected, such as 3-5 or 2023-03-05"))
        self.day = Field(
            tr(N_("Date of the visit")),
            read=lambda text: read_date(text, self._day.year) or self._day,
            show_value=show_date,
            expected=expected,
        )
        self.day.set_value(self._day)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(caption(tr(N_("Region")), self.region.box))
        column.addWidget(self.region)
        box.setMinimumWidth(theme.px(216))
        self.day.setMinimumWidth(theme.px(120))
        self._figures = QWidget()
        self._place = QVBoxLayout(self._figures)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.fold = Fold(
            tr(N_("{sign} The city's own figures")), tr(N_("Show or hide the city's figures")), self._figures
        )
        flow = FlowLayout(spacing=theme.px(8), stretch=True)
        flow.addWidget(box)
        flow.addWidget(self.day)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(4))
        outer.addLayout(flow)
        for widget in (self.fold, self._figures):
            outer.addWidget(widget)
        self.region.chosen.connect(lambda _region: self._turn())
        self.region.unfit.connect(self.changed)
        self.day.committed.connect(self._set_day)
        self.day.rejected.connect(lambda _text: self.changed.emit())
        self._turn()

    def value(self) -> Standing:
        """What holds for whoever comes."""
        defaults = self._hall.defaults
        return Standing(self._day, self.region.region, defaults.status, defaults.level, self._cities)

    def unread(self) -> list[str]:
        """The names of what was typed here and cannot be read; what stood before holds for nobody meanwhile."""
        tr, city = self._wording.text, self._city
        typed = {
            N_("Region"): self.region.faulty,
            N_("Date of the visit"): self.day.faulty,
            N_("The city's own figures"): city is not None and bool(city.person.unread),
        }
        return [tr(name) for name, unread in typed.items() if unread]

    def _set_day(self, day: date) -> None:
        self._day = day
        self.day.set_value(day)
        self.changed.emit()

    def _turn(self) -> None:
        """Another region: one that is a framework asks for the city's figures."""
        region = self.region.region
        framework = region is not None and self._library.pack(region).standing == "framework"
        self.fold.setVisible(framework)
        if self._city is not None:
            self._city.deleteLater()
            self._city = None
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if framework and region is not None:
            self._offer_city(region)
        else:
            self._figures.hide()
        self.changed.emit()

    def _offer_city(self, region: str) -> None:
        """The form of a city's figures, on a case that nobody sees."""
        known = self._cities.get(region)
        case = new_case(region, "employed", "", self._day.year)
        person = case.people[0].model_copy(update={"city": known})
        city = self._city = Session(case.model_copy(update={"people": (person,)}), self._library, self._wording)
        city.setParent(self)
        form = CityForm(city, self._theme)
        self._place.addWidget(form)

        def take() -> None:
            if city.person.city is not None:
                self._cities[region] = city.person.city
            self.changed.emit()

        city.changed.connect(take)
        form.refresh()
        self.fold.show_inside(on=known is None)

    def take_over(self, other: "StandingRow") -> None:
        """Stand as another row did."""
        self._cities = other._cities
        self.region.take_over(other.region)
        self._set_day(other._day)
        self._turn()
