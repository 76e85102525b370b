"""The person: region, status, age, what they pay contributions on, and what their account began with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.case.case import Opening, Person
from calculator.case.people_edits import CHANGE_REGION
from calculator.desktop.person.city_form import CityForm
from calculator.desktop.person.region_picker import RegionPicker
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.policy.names import LEVELS, PLANS, STATUSES
from calculator.policy.needed_facts import Needs, needs_of
from calculator.session.session import Session, changing
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.field import Field, caption
from calculator.widgets.fold import Fold
from calculator.widgets.region_list import described
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import (
    choices,
    named,
    read_amount,
    read_birth,
    read_date,
    read_optional_amount,
    read_series,
    show_birth,
    show_date,
    show_series,
)

_AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")
_SERIES = N_("Yuan a month are expected, such as 6000, or by month: 2023-01 6000; 2023-07 6500")
_DATE = N_("A date is expected, such as 2023-06-30")
_BIRTH = N_("A date of birth such as 1980-05-17, or completed years such as 43, is expected")


class PersonPanel(Card):
    """Everything a case can say about the shown person; rare fields are folded away."""

    household_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        tr = session.wording.text
        self.captions: dict[str, QLabel] = {}
        self._fields: list[Field] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(6))
        self._column.addLayout(self._head())
        self.people = Choice(tr(N_("Person")))
        self.people.chosen.connect(session.select_person)
        self._column.addWidget(self.people)
        self.region = RegionPicker(session, theme)
        self.region.chosen.connect(self._set_region)
        self._column.addWidget(caption(tr(N_("&Region")), self.region.box))
        self._column.addWidget(self.region)
        self.region_note = QLabel()
        self.region_note.setWordWrap(True)
        set_role(self.region_note, "small")
        self._column.addWidget(self.region_note)
        self.status = self._choice(N_("Status"), "status", choices(STATUSES, session.wording))
        self.birth = self._field(N_("Date of birth or age"), read_birth, show_birth, _BIRTH, self._set_birth)
        self.level = self._choice(N_("Usual level of hospital"), "usual_level", choices(LEVELS, session.wording))
        self.base = self._person_field(N_("Contribution base a month (yuan)"), "contribution_base", _SERIES)
        self.opening = self._field(
            N_("Account balance at the start (yuan)"),
            read_amount,
            self._session.wording.entry,
            _AMOUNT,
            self._set_opening_balance,
        )
        self.city = CityForm(session, theme)
        self._column.addWidget(self.city)
        self._pensions: dict[int, Field] = {}
        self._pension_box = QVBoxLayout()
        self._pension_box.setSpacing(theme.px(6))
        self._column.addLayout(self._pension_box)
        self._fold_rare()
        self._column.addStretch(1)
        self._area = scrolled(inside, tr(N_("Insured person")))
        self.box.addWidget(self._area)
        session.changed.connect(self.refresh)
        self.refresh()

    # ---- making the fields

    def _head(self) -> QHBoxLayout:
        tr = self._session.wording.text
        title = QLabel(tr(N_("Insured person")))
        set_role(title, "title")
        self.household = QPushButton("＋")
        self.household.setAccessibleName(tr(N_("People of the household")))
        self.household.setToolTip(tr(N_("Add, rename, remove or reorder people")))
        self.household.clicked.connect(self.household_wanted)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.household)
        return head

    def _choice(self, name: str, field: str, options: list[tuple[str, str]]) -> Choice:
        text = self._session.wording.text(name)
        choice = Choice(text, options)
        choice.chosen.connect(lambda key: self._choose(name, **{field: key}))
        self.captions[field] = caption(text, choice)
        self._column.addWidget(self.captions[field])
        self._column.addWidget(choice)
        return choice

    def _field(
        self,
        label: str,
        read: Callable[[str], Any],
        show_value: Callable[[Any], str],
        expected: str,
        commit: Callable[[Any], list[Fault]],
    ) -> Field:
        tr = self._session.wording.text
        follows = expected in (_AMOUNT, _SERIES)
        field = Field(tr(label), read=read, show_value=show_value, expected=tr(expected), follows=follows)
        field.committed.connect(lambda value: self._commit(field, commit, value))
        self._column.addWidget(field)
        self._fields.append(field)
        return field

    def _person_field(self, label: str, name: str, expected: str) -> Field:
        return self._field(label, read_series, self._series, expected, lambda value: self._edit(label, **{name: value}))

    def _series(self, series: Any) -> str:
        return show_series(series, self._session.wording)

    def _fold_rare(self) -> None:
        tr = self._session.wording.text
        self._rare = QWidget()
        self.fold = Fold(
            tr(N_("{sign} More: retirement date,\nknown credit, earlier visits")),
            tr(N_("Show or hide the rare fields")),
            self._rare,
        )
        self._column.addWidget(self.fold)
        outer, self._column = self._column, QVBoxLayout(self._rare)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.px(6))
        self.retirement = self._field(
            N_("Date of retirement within the period"),
            lambda text: read_date(text, self._session.year),
            show_date,
            _DATE,
            lambda value: self._edit(N_("Date of retirement"), retirement_date=value),
        )
        self.plan = self._choice(N_("Plan"), "plan", choices(PLANS, self._session.wording))
        self.own_pension = self._person_field(N_("Own pension a month (yuan)"), "own_pension", _SERIES)
        self.known_credit = self._field(
            N_("Known credit a month (replaces the computed one)"),
            read_series,
            self._series,
            _SERIES,
            lambda value: self._set_account(monthly_credit=value),
        )
        self.used = self._field(
            N_("Deductible used before the period (yuan)"),
            read_optional_amount,
            self._session.wording.entry,
            _AMOUNT,
            lambda value: self._set_earlier("deductible_used", value),
        )
        self.pooled = self._field(
            N_("Paid by the pooled fund before the period (yuan)"),
            read_optional_amount,
            self._session.wording.entry,
            _AMOUNT,
            lambda value: self._set_earlier("pooled", value),
        )
        self._column = outer
        self._column.addWidget(self._rare)

    # ---- showing

    def refresh(self) -> None:
        """Show the session's person."""
        session = self._session
        person, pack = session.person, session.pack
        for field in (*self._fields, *self._pensions.values()):
            field.keep_only({one.id for one in session.case.people})
        self.people.set_options([(one.id, named(one)) for one in session.case.people])
        self.people.set_current(person.id)
        self.people.setVisible(len(session.case.people) > 1)
        self.region_note.setText(described(pack, session.case.readings.get(pack.id, {}), session.wording))
        self.status.set_current(person.status)
        self.birth.set_value((person.birth_date, person.age), person.id)
        self.level.set_current(person.usual_level)
        self.base.set_value(person.contribution_base, person.id)
        self.opening.set_value(person.account.opening_balance, person.id)
        self._show_rare(person, needs_of(pack))

    def _show_rare(self, person: Person, needs: Needs) -> None:
        tr = self._session.wording.text
        self.birth.set_hint("" if needs.age else tr(N_("This region's rules do not look at age.")))
        self.retirement.set_value(person.retirement_date, person.id)
        self.retirement.setVisible(person.status != "retired")
        self.plan.set_current(person.plan)
        for widget in (self.plan, self.captions["plan"]):
            widget.setVisible(needs.plan or person.plan != "combined")
        self.own_pension.set_value(person.own_pension, person.id)
        self.own_pension.setVisible(needs.own_pension)
        self.known_credit.set_value(person.account.monthly_credit, person.id)
        earlier = person.opening
        self.used.set_value(None if earlier is None else earlier.deductible_used, person.id)
        self.pooled.set_value(None if earlier is None else earlier.pooled, person.id)
        self.city.setVisible(needs.city)
        self.city.refresh()
        self._show_pensions(person, needs)

    def _show_pensions(self, person: Person, needs: Needs) -> None:
        years = set(needs.pension_years)
        if needs.previous_year_pension:
            case = self._session.case
            years |= set(range(case.from_ // 12 - 1, case.through // 12))
        for year in sorted(years):
            self._pension(year)
        for year, field in self._pensions.items():
            field.setVisible(year in years)  # what was typed stays in one that is not needed now
            field.set_value(person.average_pension.get(year), person.id)

    def _pension(self, year: int) -> Field:
        if year in self._pensions:
            return self._pensions[year]
        tr = self._session.wording.text
        field = Field(
            tr(N_("Average basic pension {year} (yuan a month)")).format(year=year),
            read=read_optional_amount,
            show_value=self._session.wording.entry,
            expected=tr(_AMOUNT),
            hint=tr(N_("The official figure; the retired are credited a share of it.")),
            follows=True,
        )
        field.committed.connect(lambda value: self._commit(field, partial(self._set_pension, year), value))
        self._pension_box.insertWidget(sum(other < year for other in self._pensions), field)
        self._pensions[year] = field
        return field

    def take_typed(self, other: "PersonPanel") -> None:
        """Go on with what was typed into another panel of the same household, for whomever, and was not taken."""
        say = self._session.wording.at_field
        for before, now in zip(other._fields, self._fields, strict=True):
            now.take_typed(before.typed, say)
        for year, before in other._pensions.items():
            if before.typed:
                self._pension(year).take_typed(before.typed, say)
        self.region.take_typed(other.region)
        self.city.take_typed(other.city)
        self.refresh()

    # ---- edits

    def _edit(self, name: str, **fields: object) -> list[Fault]:
        return self._session.edit_person(changing(name), **fields)

    def _choose(self, name: str, **fields: object) -> None:
        if faults := self._edit(name, **fields):
            self.refresh()  # what stands is pressed again
            # The one choice that is ever refused: the retired do not retire within the period.
            self.fold.show_inside(on=True)
            self._say(self.retirement, faults)
            self.retirement.setFocus()
            # Only when the fields that were folded away have their places.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.retirement))

    def _commit(self, field: Field, commit: Callable[[Any], list[Fault]], value: object) -> None:
        with self._session.entry(field.entry):
            self._say(field, commit(value))

    def _say(self, field: Field, faults: list[Fault]) -> None:
        """Say at a field why what was typed there was refused; it stays."""
        if faults:
            field.refuse(self._session.wording.at_field(faults[0]), faults[0])

    def _set_region(self, region: str) -> None:
        from calculator.case.variants import moved_to_region  # not for the first window

        session = self._session
        session.edit(CHANGE_REGION, moved_to_region(session.case, region, session.person_id))

    def _set_birth(self, value: tuple[Any, Any]) -> list[Fault]:
        birth_date, age = value
        return self._edit(N_("Date of birth or age"), birth_date=birth_date, age=age)

    def _set_account(self, **fields: object) -> list[Fault]:
        account = self._session.person.account.model_copy(update=fields)
        return self._edit(N_("Account"), account=account)

    def _set_opening_balance(self, value: object) -> list[Fault]:
        return self._set_account(opening_balance=value)

    def _set_earlier(self, name: str, value: Fen | None) -> list[Fault]:
        """What was used before the period; with one emptied and nothing in the other, it has not been entered."""
        opening = (self._session.person.opening or Opening()).model_copy(update={name: value or Fen(0)})
        entered = value is not None or opening != Opening()
        return self._edit(N_("Earlier visits"), opening=opening if entered else None)

    def _set_pension(self, year: int, value: object) -> list[Fault]:
        pensions = {name: amount for name, amount in self._session.person.average_pension.items() if name != year}
        if value is not None:
            pensions[year] = value  # type: ignore[assignment]
        return self._edit(N_("Average basic pension"), average_pension=pensions)
