"""The rest of the selected visit: parts of the bill, setting, circumstances, prescriber, who pays, and its slip."""

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.case.case import Visit
from calculator.desktop.visits.bill_field import BillField
from calculator.desktop.visits.slip_fields import SlipFields
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy.names import LEVELS, SETTINGS, Circumstance
from calculator.session.session import Session, changing
from calculator.widgets.card import Card
from calculator.widgets.check import Check
from calculator.widgets.combo import Combo
from calculator.widgets.field import caption
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import named

_PARTS = (
    ("out_of_catalogue", N_("Out of catalogue (yuan)")),
    ("over_price_limit", N_("Over the price limit (yuan)")),
    ("first_self_pay", N_("First self-pay of class B items (yuan)")),
    ("paid_elsewhere", N_("Paid by another scheme (yuan)")),
)


class VisitForm(Card):
    """A form for the selected visit; every change is one edit."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        tr = session.wording.text
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(6))
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        self._column.addWidget(self.title)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.total = self._amount("total", N_("Total (yuan)"))
        self.parts = {name: self._amount(name, label) for name, label in _PARTS}
        self.setting = self._list(N_("Where and how it was settled"), [(s, session.wording.word(s)) for s in SETTINGS])
        self.setting.activated.connect(lambda _: self._edit(N_("setting"), setting=self.setting.currentData()))
        self.emergency = self._check(tr(N_("Emergency rescue")))
        self.emergency.clicked.connect(lambda on: self._edit(N_("emergency"), emergency=on))
        self.prescriber = self._list(N_("Level of the prescribing institution"), self._levels())
        self.prescriber.activated.connect(
            lambda _: self._edit(N_("prescriber"), prescriber=self.prescriber.currentData())
        )
        heading = QLabel(tr(N_("Circumstances")))
        set_role(heading, "small")
        self._column.addWidget(heading)
        self.circumstances: dict[Circumstance, Check] = {}
        for name in get_args(Circumstance):
            box = self.circumstances[name] = self._check(session.wording.word(name))
            box.clicked.connect(self._set_circumstances)
        self._payers_heading = caption(tr(N_("Accounts that pay the personal share, in this order")))
        self._column.addWidget(self._payers_heading)
        self.payers: list[Combo] = []
        self._payers_column = QVBoxLayout()
        self._column.addLayout(self._payers_column)
        self.slip = SlipFields(session, theme)
        self._column.addWidget(self.slip)
        self.box.addWidget(scrolled(inside, tr(N_("This visit"))))
        session.changed.connect(self.refresh)
        session.selected.connect(self.refresh)
        self.refresh()

    # ---- making the fields

    def _levels(self) -> list[tuple[str, str]]:
        return [(level, self._session.wording.word(level)) for level in LEVELS]

    def _amount(self, name: str, label: str) -> BillField:
        field = BillField(self._session, label, name)
        self._column.addWidget(field)
        return field

    def _list(self, label: str, options: list[tuple[str, str]]) -> Combo:
        text = self._session.wording.text(label)
        box = Combo(self._theme)
        box.setAccessibleName(text)
        box.setToolTip(not_a_page(text))
        box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for key, words in options:
            box.addItem(words, key)
        name = caption(text, box)
        box.setProperty("caption", name)
        self._column.addWidget(name)
        self._column.addWidget(box)
        return box

    def _check(self, text: str) -> Check:
        box = Check(self._theme, text)
        self._column.addWidget(box)
        return box

    # ---- showing

    def refresh(self) -> None:
        """Show the selected visit."""
        visit_id = self._session.visit_id
        tr = self._session.wording.text
        there = {visit.id for visit in self._session.case.visits}
        for field in (self.total, *self.parts.values()):
            field.keep_only(there)
        self.slip.keep_only(there)
        self._body.setVisible(visit_id is not None)
        if visit_id is None:
            self.title.setText(tr(N_("Select a visit to enter the rest of its bill.")))
            return
        visit = self._session.visit(visit_id)
        self.title.setText(tr(N_("Visit of {date}")).format(date=self._session.wording.day(visit.date)))
        for field in (self.total, *self.parts.values()):
            field.show_visit(visit)
        self.setting.setCurrentIndex(self.setting.findData(visit.setting))
        self.emergency.setChecked(visit.emergency)
        pharmacy = visit.institution == "pharmacy"
        self.prescriber.setVisible(pharmacy)
        self.prescriber.property("caption").setVisible(pharmacy)
        self.prescriber.setCurrentIndex(self.prescriber.findData(visit.prescriber))
        for circumstance, box in self.circumstances.items():
            box.setChecked(circumstance in visit.circumstances)
        self._show_payers(visit)
        self.slip.show_visit(visit, self._session.settlement(visit.id))

    def _show_payers(self, visit: Visit) -> None:
        tr, people = self._session.wording.text, self._session.case.people
        while len(self.payers) < len(people):
            label = tr(N_("Paying account {number}")).format(number=len(self.payers) + 1)
            box = Combo(self._theme)
            box.setAccessibleName(label)
            box.setToolTip(not_a_page(label))
            box.activated.connect(partial(self._set_payer, len(self.payers)))
            self._payers_column.addWidget(box)
            self.payers.append(box)
        payers = visit.pay_from_account
        for place, box in enumerate(self.payers):
            box.setVisible(place < min(len(people), len(payers) + 1))
            box.clear()
            box.addItem(tr(N_("— cash")), None)
            for person in people:
                # Whoever pays already cannot be added: arrow keys would not get past them.
                if place < len(payers) or person.id not in payers:
                    box.addItem(named(person), person.id)
            box.setCurrentIndex(max(0, box.findData(payers[place])) if place < len(payers) else 0)

    def take_typed(self, other: "VisitForm") -> None:
        """Go on with what was typed into another form of the same household, for whichever visit, and was not taken."""
        self.total.take_typed(other.total.typed, self._session.wording.at_field)
        for name, field in self.parts.items():
            field.take_typed(other.parts[name].typed, self._session.wording.at_field)
        self.slip.take_typed(other.slip)

    # ---- edits

    def _edit(self, name: str, **fields: object) -> list[Fault]:
        visit_id = self._session.visit_id
        if visit_id is None:
            return []
        faults = self._session.edit_visit(changing(name), visit_id, **fields)
        if faults:
            self.refresh()
        return faults

    def _set_circumstances(self) -> None:
        chosen = tuple(name for name, box in self.circumstances.items() if box.isChecked())
        self._edit(N_("circumstances"), circumstances=chosen)

    def _set_payer(self, place: int, _item: int) -> None:
        """Take what was chosen at a place; with who pays at another one already, that place is exchanged."""
        visit_id = self._session.visit_id
        if visit_id is None:
            return
        payers, chosen = list(self._session.visit(visit_id).pay_from_account), self.payers[place].currentData()
        before = payers[place : place + 1]
        if chosen in payers:
            payers[payers.index(chosen)] = before[0]
        payers[place : place + 1] = [] if chosen is None else [chosen]
        self._edit(N_("paying accounts"), pay_from_account=tuple(payers))
