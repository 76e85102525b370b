"""The person: region, status, age, what they pay contributions on, and what their account began with."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.case.case import Opening, Person
from calculator.case.people_edits import CHANGE_REGION
from calculator.desktop.person.city_form import CityForm
from calculator.desktop.person.known_figures_form import KnownFiguresForm
from calculator.desktop.person.person_field import AMOUNT, PersonField, account_field, by_month_field
from calculator.desktop.person.region_picker import RegionPicker
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import first_day
from calculator.policy.names import LEVELS, PLANS, STATUSES
from calculator.policy.needed_facts import Needs, needs_of
from calculator.session.session import Session, changing
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.field import caption
from calculator.widgets.fold import Fold
from calculator.widgets.region_list import described
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import (
    choices,
    named,
    read_birth,
    read_date,
    read_optional_amount,
    show_birth,
    show_date,
)

_DATE = N_("A date is expected, such as 2023-06-30")
_BIRTH = N_("A date of birth such as 1980-05-17, or completed years such as 43, is expected")


class PersonPanel(Card):
    """Everything a case can say about the shown person; rare fields are folded away.

    Who is retired sees what concerns them: the credit that they know, else the official average; no contribution base.
    """

    household_wanted = Signal()
    person_wanted = Signal()
    """One more person is wanted."""
    errand_wanted = Signal(str)
    """What is wanted where a place is not in the list, as the menu calls it."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        tr = session.wording.text
        self.captions: dict[str, QLabel] = {}
        self._fields: list[PersonField] = []
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
        self.region.errand_wanted.connect(self.errand_wanted)
        self._column.addWidget(caption(tr(N_("&Region")), self.region.box))
        self._column.addWidget(self.region)
        self.region_note = self._note()
        self.status = self._choice(N_("Status"), "status", choices(STATUSES, session.wording))
        self.status_note = self._note()
        self.whom_retired = Fold(
            tr(N_("{sign} Who is meant by retired?")),
            tr(N_("How the texts word it, each with its clause")),
            self.status_note,
        )
        self._column.insertWidget(self._column.indexOf(self.status_note), self.whom_retired)
        self.level = self._choice(N_("Usual level of hospital"), "usual_level", choices(LEVELS, session.wording))
        self.pooled = self._earlier(N_("Paid by the pooled fund this year already (yuan)"), "pooled")
        self.birth = self._add(
            PersonField(
                session,
                N_("Date of birth or age"),
                "birth_date",
                lambda person: (person.birth_date, person.age),
                lambda _person, known: {"birth_date": known[0], "age": known[1]},
                read=read_birth,
                show_value=show_birth,
                expected=_BIRTH,
            )
        )
        self.base = self._add(by_month_field(session, N_("Contribution base a month (yuan)"), "contribution_base"))
        self._credit = self._box()
        self._pensions: dict[int, PersonField] = {}
        self._or_average = self._note()
        self._or_average.setText(tr(N_("Where the credit is not known, the official average gives it:")))
        self._pension_box = self._box()
        self.opening = self._add(account_field(session, N_("Account balance at the start (yuan)"), "opening_balance"))
        self.city = CityForm(session, theme)
        self._column.addWidget(self.city)
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
        title.setWordWrap(True)
        set_role(title, "title")
        self.add = QPushButton("＋")
        self.add.setAccessibleName(tr(N_("Add person")))
        self.add.setToolTip(tr(N_("Add a person to the household")))
        self.add.clicked.connect(self.person_wanted)
        self.household = QPushButton("⋯")
        self.household.setAccessibleName(tr(N_("People of the household")))
        self.household.setToolTip(tr(N_("Rename, remove or reorder people")))
        self.household.clicked.connect(self.household_wanted)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.household)
        head.addWidget(self.add)
        return head

    def _note(self) -> QLabel:
        note = QLabel()
        note.setWordWrap(True)
        set_role(note, "small")
        self._column.addWidget(note)
        return note

    def _box(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(self._theme.px(6))
        self._column.addLayout(box)
        return box

    def _choice(self, name: str, field: str, options: list[tuple[str, str]]) -> Choice:
        text = self._session.wording.text(name)
        choice = Choice(text, options)
        choice.chosen.connect(lambda key: self._choose(name, **{field: key}))
        self.captions[field] = caption(text, choice)
        self._column.addWidget(self.captions[field])
        self._column.addWidget(choice)
        return choice

    def _add(self, field: PersonField) -> PersonField:
        self._column.addWidget(field)
        self._fields.append(field)
        return field

    def _earlier(self, label: str, name: str) -> PersonField:
        """A field for what was used before the period; with one emptied and nothing in the other, there is none."""

        def fields(person: Person, value: Fen | None) -> dict[str, object]:
            none = Opening.model_construct(deductible_used=None)
            known = value if name == "deductible_used" else value or Fen(0)
            opening = (person.opening or none).model_copy(update={name: known})
            return {"opening": opening if value is not None or opening != none else None}

        return self._add(
            PersonField(
                self._session,
                label,
                f"opening.{name}",
                lambda person: None if person.opening is None else getattr(person.opening, name),
                fields,
                read=read_optional_amount,
                show_value=self._session.wording.entry,
                expected=AMOUNT,
                follows=True,
            )
        )

    def _fold_rare(self) -> None:
        tr, session = self._session.wording.text, self._session
        self._rare = QWidget()
        self.fold = Fold(
            tr(N_("{sign} More: retirement date,\nknown credit, known figures")),
            tr(N_("Show or hide the rare fields")),
            self._rare,
        )
        self._column.addWidget(self.fold)
        outer, self._column = self._column, QVBoxLayout(self._rare)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.px(6))
        self.retirement = self._add(
            PersonField(
                session,
                N_("Date of retirement within the period"),
                "retirement_date",
                lambda person: person.retirement_date,
                lambda _person, day: {"retirement_date": day},
                read=lambda text: read_date(text, session.year),
                show_value=show_date,
                expected=_DATE,
            )
        )
        self.plan = self._choice(N_("Plan"), "plan", choices(PLANS, session.wording))
        self._rare_credit = self._box()
        label = N_("Known credit a month (replaces the computed one)")
        self.known_credit = self._add(account_field(session, label, "monthly_credit", by_month=True))
        self.own_pension = self._add(by_month_field(session, N_("Own pension a month (yuan)"), "own_pension"))
        self.used = self._earlier(N_("Deductible used before the period (yuan)"), "deductible_used")
        self.known = KnownFiguresForm(session, self._theme)
        self._column.addWidget(self.known)
        self._column = outer
        self._column.addWidget(self._rare)

    # ---- showing

    def refresh(self) -> None:
        """Show the session's person."""
        session = self._session
        person, pack = session.person, session.pack
        self.people.set_options([(one.id, named(one)) for one in session.case.people])
        self.people.set_current(person.id)
        self.people.setVisible(len(session.case.people) > 1)
        # Nothing about a region stands below a text that was typed over it.
        self.region_note.setVisible("region" not in person.unread)
        self.region_note.setText(described(pack, session.case.readings.get(pack.id, {}), session.wording))
        self.status.set_current(person.status)
        self.level.set_current(person.usual_level)
        self.plan.set_current(person.plan)
        needs = needs_of(pack)
        self._show_pensions(person, needs)
        for field in (*self._fields, *self._pensions.values()):
            field.refresh()
        self._show_needed(person, needs)
        self.city.refresh()
        self.known.refresh()

    def _show_needed(self, person: Person, needs: Needs) -> None:
        """Show what concerns the person, and say of what the figures stand for."""
        session, tr = self._session, self._session.wording.text
        retired = person.status == "retired"
        self.birth.set_hint("" if needs.age else tr(N_("This region's rules do not look at age.")))
        about_retired = retired or person.retirement_date is not None
        self.whom_retired.setVisible(about_retired)
        if not about_retired:
            self.whom_retired.show_inside(on=False)
        else:
            from calculator.words.retired_help import retired_help  # not for the first picture of who is in service

            self.status_note.setText(retired_help(session.pack, session.wording))
        self.retirement.setVisible(not retired or self.retirement.unread)
        self.base.setVisible(not retired or self.base.unread)
        for field in (self.known_credit, self.own_pension):
            box = self._credit if retired else self._rare_credit
            if box.indexOf(field) < 0:
                box.addWidget(field)
        for widget in (self.plan, self.captions["plan"]):
            widget.setVisible(needs.plan or person.plan != "combined")
        self.own_pension.setVisible(needs.own_pension or self.own_pension.unread)
        self._or_average.setVisible(retired and any(field.isVisibleTo(self) for field in self._pensions.values()))
        begins = first_day(session.case.from_)
        day = session.wording.day(begins)
        self.opening.set_hint(tr(N_("On {day}; left empty, it counts as 0.00.")).format(day=day))
        self.pooled.set_label(
            tr(N_("Paid by the pooled fund in {year} already (yuan)")).format(year=begins.year)
            if len(session.years()) > 1
            else tr(N_("Paid by the pooled fund this year already (yuan)"))
        )
        inferred = [one for one in session.computed.warnings if one.code == "opening_deductible_inferred"]
        hint = tr(N_("For visits that are not entered one by one, before {day}.")).format(day=day)
        if begins.month == 1:
            hint = tr(N_("For visits of the year that are not entered one by one."))
        self.used.set_hint(self.used.told)
        self.pooled.set_hint("\n".join([hint, *(session.wording.say(one.message) for one in inferred)]))
        self.city.setVisible(needs.city)

    def go_to_unread(self) -> None:
        """Stand in the first place of the shown person whose text could not be read, folded away or not."""
        fields = (*self._fields, *self._pensions.values(), *self.known.fields())
        found = self.region.edit if self.region.faulty else next((one.edit for one in fields if one.unread), None)
        place = found or self.city.first_unread()
        if place is not None:
            if self._rare.isAncestorOf(place):
                self.fold.show_inside(on=True)
            place.setFocus()
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(place))

    def _show_pensions(self, person: Person, needs: Needs) -> None:
        years = set(needs.pension_years)
        if needs.previous_year_pension:
            case = self._session.case
            years |= set(range(case.from_ // 12 - 1, case.through // 12))
        unread = {int(name.partition(".")[2]) for name in person.unread if name.startswith("average_pension.")}
        for year in sorted(years | unread):
            self._pension(year)
        for year, field in self._pensions.items():
            field.setVisible(year in years | unread)

    def _pension(self, year: int) -> None:
        if year in self._pensions:
            return
        session, tr = self._session, self._session.wording.text

        def fields(person: Person, value: Fen | None) -> dict[str, object]:
            pensions = {name: amount for name, amount in person.average_pension.items() if name != year}
            return {"average_pension": pensions if value is None else {**pensions, year: value}}

        field = PersonField(
            session,
            N_("Average basic pension"),
            f"average_pension.{year}",
            lambda person: person.average_pension.get(year),
            fields,
            read=read_optional_amount,
            show_value=session.wording.entry,
            expected=AMOUNT,
            hint=tr(N_("The official figure; the retired are credited a share of it.")),
            follows=True,
        )
        field.set_label(tr(N_("Average basic pension {year} (yuan a month)")).format(year=year))
        self._pension_box.insertWidget(sum(other < year for other in self._pensions), field)
        self._pensions[year] = field

    # ---- edits

    def _choose(self, name: str, **fields: object) -> None:
        session = self._session
        if faults := session.edit_person(changing(name), **fields):
            self.refresh()  # what stands is pressed again
            # The one choice that is ever refused: the retired do not retire within the period.
            self.fold.show_inside(on=True)
            self.retirement.remark(session.wording.at_field(faults[0]))
            self.retirement.setFocus()
            # Only when the fields that were folded away have their places.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.retirement))

    def _set_region(self, region: str) -> None:
        from calculator.case.variants import moved_to_region  # not for the first window

        session = self._session
        session.edit(CHANGE_REGION, moved_to_region(session.case, region, session.person_id))
