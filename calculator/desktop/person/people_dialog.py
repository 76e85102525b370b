"""The people of the household: add, rename, reorder and remove them, and where and how each is insured."""

from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from calculator.case.case import Case
from calculator.case.people_edits import (
    ADD_PERSON,
    CHANGE_REGION,
    LONGEST_NAME,
    MOVE_PERSON,
    PRESETS,
    RELATION_OF_PRESET,
    REMOVE_PERSON,
    RENAME_PERSON,
    free_name,
    leaving,
    moved,
    new_person_id,
    related,
    renamed,
    with_person,
    without,
)
from calculator.case.variants import moved_to_region
from calculator.desktop.person.region_picker import RegionPicker
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.ground.text_width import in_lines
from calculator.policy.names import STATUSES, Relation
from calculator.session.session import Session, changing
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.field import Field, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.messages import Dialogs
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import choices, named

_MOST = 44
"""Half-width places in a line of the list."""


def _read_name(text: str) -> str:
    """A name. Raises ValueError where it is empty or too long."""
    if not 0 < len(text) <= LONGEST_NAME:
        raise ValueError("not a name")
    return text


def removal_question(session: Session, person_id: str) -> tuple[str, str]:
    """The question whether a person is to go, and what goes too, as sentences."""
    tr, gone = session.wording.text, leaving(session.case, person_id)
    lines = [
        tr(N_("Visits that go too: {visits}; other account uses: {uses}.")).format(visits=gone.visits, uses=gone.uses),
    ]
    if gone.paid_for_others:
        line = tr(N_("Visits of others that this account no longer pays for: {count}."))
        lines.append(line.format(count=gone.paid_for_others))
    lines.append(tr(N_("Undo (Ctrl+Z) brings everything back.")))
    question = tr(N_("Remove {name} from the household?")).format(name=named(session.person_of(person_id)))
    return question, "\n".join(lines)


class HouseholdDialog(QDialog):
    """The list of people and, below it, the name, region and status of the one that is selected.

    Every change is an edit of the session at once, so that undo (Ctrl+Z) takes it back; the selected person is the
    one that the window shows. Closed, the dialog is gone. `errand_wanted` carries what is wanted where a place is not
    in the list, as the menu calls it.
    """

    errand_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._theme = session, theme
        self._dialogs = Dialogs(lambda: self, lambda: session.wording)
        tr = session.wording.text
        self.setWindowTitle(tr(N_("Household")))
        self._presets = tuple(tr(preset) for preset in PRESETS)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._list_card())
        column.addWidget(self._person_card())
        column.addStretch(1)
        area = scrolled(inside, tr(N_("Household")))
        self.close_button = self._button(N_("Close"), N_("Close (Esc); everything has been taken over already"))
        self.close_button.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        edge = theme.px(12)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(8))
        outer.addWidget(area, 1)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self._keys()
        session.changed.connect(self.refresh)
        self.refresh()
        fit(self, theme, 480, 620)

    # ---- making the parts

    def _button(self, label: str, tip: str) -> QPushButton:
        tr = self._session.wording.text
        button = QPushButton(tr(label))
        button.setToolTip(tr(tip))
        button.setAccessibleName(tr(tip))
        return button

    def _list_card(self) -> Card:
        tr = self._session.wording.text
        card = Card(self._theme)
        title = QLabel(tr(N_("&People")))
        set_role(title, "title")
        self.people = QListWidget()
        self.people.setAccessibleName(tr(N_("People")))
        self.people.setToolTip(tr(N_("F2 renames, Del removes, Alt+Up and Alt+Down move the selected person")))
        self.people.setWordWrap(True)
        self.people.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.people.setMinimumHeight(self._theme.px(120))
        self.people.setMaximumHeight(self._theme.px(180))
        set_role(self.people, "people")
        self.people.currentRowChanged.connect(self._select)
        title.setBuddy(self.people)
        self.add = self._button(N_("＋ Add person"), N_("Add a person to the household"))
        self.up = self._button(N_("↑ Up"), N_("Move the person up (Alt+Up)"))
        self.down = self._button(N_("↓ Down"), N_("Move the person down (Alt+Down)"))
        self.remove = self._button(N_("Remove…"), N_("Remove the person with their visits (Del)"))
        row = QWidget()
        flow = FlowLayout(row, spacing=self._theme.px(8))
        for button in (self.add, self.up, self.down, self.remove):
            flow.addWidget(button)
        self.add.clicked.connect(self.add_person)
        self.up.clicked.connect(lambda: self.move_person(-1))
        self.down.clicked.connect(lambda: self.move_person(1))
        self.remove.clicked.connect(self.ask_to_remove)
        for widget in (title, self.people, row):
            card.box.addWidget(widget)
        return card

    def _person_card(self) -> Card:
        tr, words = self._session.wording.text, self._session.wording
        card = Card(self._theme)
        card.box.setSpacing(self._theme.px(6))
        self.name = Field(
            tr(N_("Name")),
            read=_read_name,
            show_value=str,
            expected=tr(N_("A name of at most 60 characters is expected")),
        )
        self.name.committed.connect(self._rename)
        card.box.addWidget(self.name)
        names = QWidget()
        flow = FlowLayout(names, spacing=self._theme.px(4))
        self.presets: dict[str, QPushButton] = {}
        for name in self._presets:
            button = QPushButton(name)
            tip = tr(N_("Name the person “{name}”")).format(name=name)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked=False, name=name: self._call(name))
            flow.addWidget(button)
            self.presets[name] = button
        card.box.addWidget(names)
        self.region = RegionPicker(self._session, self._theme)
        self.region.chosen.connect(self._set_region)
        self.region.errand_wanted.connect(self._leave_for)
        card.box.addWidget(caption(tr(N_("Region")), self.region))
        card.box.addWidget(self.region)
        status = tr(N_("Status"))
        self.status = Choice(status, choices(STATUSES, words))
        self.status.chosen.connect(lambda key: self._session.edit_person(changing(N_("Status")), status=key))
        card.box.addWidget(caption(status, self.status))
        card.box.addWidget(self.status)
        relation = tr(N_("Relation to {name}")).format(name=named(self._session.case.people[0]))
        self.relation = Choice(relation, choices(get_args(Relation)[1:], words))
        self.relation.chosen.connect(lambda key: self._session.edit_person(changing(N_("Relation")), relation=key))
        self.relation_caption = caption(relation, self.relation)
        about = N_("Whose account may pay for whom follows from it; where it is not entered, that is said.")
        self.relation_note = caption(tr(about))
        for part in (self.relation_caption, self.relation, self.relation_note):
            card.box.addWidget(part)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(tr(N_("What could not be read")))
        set_role(self.fault, "fault")
        card.box.addWidget(self.fault)
        self._session.refused.connect(self._say)
        return card

    def _keys(self) -> None:
        tr, session = self._session.wording.text, self._session
        for keys, name, act in (
            ("F2", N_("Rename person"), self._begin_rename),
            ("Alt+Up", N_("Move the person up (Alt+Up)"), lambda: self.move_person(-1)),
            ("Alt+Down", N_("Move the person down (Alt+Down)"), lambda: self.move_person(1)),
            (QKeySequence(QKeySequence.StandardKey.Undo).toString(), N_("Undo"), session.undo),
            ("Ctrl+Y; Ctrl+Shift+Z", N_("Redo"), session.redo),
        ):
            action = QAction(tr(name), self)
            action.setShortcuts(QKeySequence.listFromString(keys))
            action.triggered.connect(act)
            self.addAction(action)
        action = QAction(tr(N_("Remove person")), self.people)
        action.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.ask_to_remove)
        self.people.addAction(action)

    # ---- showing

    def refresh(self) -> None:
        """Follow the session."""
        session, words = self._session, self._session.wording
        people = session.case.people
        self.people.blockSignals(True)
        while self.people.count() > len(people):
            self.people.takeItem(self.people.count() - 1)
        while self.people.count() < len(people):
            self.people.addItem(QListWidgetItem())
        for row, person in enumerate(people):
            region = words.of(session.library.pack(person.region).name)
            line = " · ".join((named(person), region, words.word(person.status)))
            item = self.people.item(row)
            item.setText(in_lines(line, _MOST))
            item.setToolTip(not_a_page(line))
        place = next(row for row, person in enumerate(people) if person.id == session.person_id)
        self.people.setCurrentRow(place)
        self.people.blockSignals(False)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < len(people) - 1)
        self.remove.setEnabled(len(people) > 1)
        self.name.keep_only({person.id for person in people})
        self.name.set_value(session.person.name, session.person_id)
        taken = {person.name for person in people}
        for name, button in self.presets.items():
            button.setEnabled(name not in taken)
        self.status.set_current(session.person.status)
        # The first person is the one that the others are related to.
        self.relation.set_current(session.person.relation)
        self.relation_caption.setText(words.text(N_("Relation to {name}")).format(name=named(people[0])))
        for part in (self.relation_caption, self.relation, self.relation_note):
            part.setVisible(place > 0)
        self.fault.clear()
        self.fault.hide()

    def _say(self, faults: list[Fault]) -> None:
        words = self._session.wording
        self.fault.setText("\n".join(words.at_field(fault) for fault in faults))
        self.fault.setVisible(bool(faults))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter ends an entry and presses no button that happens to be the first."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # ---- edits

    def _edit(self, name: str, case: Case) -> None:
        self._session.edit(name, case)

    def _select(self, row: int) -> None:
        if 0 <= row < len(self._session.case.people):
            self._session.select_person(self._session.case.people[row].id)

    def add_person(self) -> None:
        """A further person with the first name that is free, insured as the selected one; the name can be typed."""
        session = self._session
        person_id, name = new_person_id(session.case), free_name(session.case, self._presets)
        added = with_person(session.case, person_id, name, session.person.region, session.person.status)
        if session.edit(ADD_PERSON, added):
            return  # which is said below the fields
        session.select_person(person_id)
        self._begin_rename()

    def move_person(self, by: int) -> None:
        """Move the selected person up (negative) or down."""
        self._edit(MOVE_PERSON, moved(self._session.case, self._session.person_id, by))

    def ask_to_remove(self) -> None:
        """Ask, saying what goes too; the answer that takes nothing away is the one Enter gives."""
        session = self._session
        if len(session.case.people) == 1:
            return
        title, text = removal_question(session, session.person_id)
        self._dialogs.ask_to_remove(title, text, partial(self._remove, session.person_id))

    def _remove(self, person_id: str) -> None:
        self._edit(REMOVE_PERSON, without(self._session.case, person_id))
        self.people.setFocus()

    def _begin_rename(self) -> None:
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def _call(self, preset: str) -> None:
        """Take an offered name, and the relation that it says where none is entered."""
        session = self._session
        relation = RELATION_OF_PRESET.get(PRESETS[self._presets.index(preset)])
        case, first = session.case, session.case.people[0].id
        if session.person.relation is None and relation is not None and session.person_id != first:
            case = related(case, session.person_id, relation)
        self._edit(RENAME_PERSON, renamed(case, session.person_id, preset))

    def _rename(self, name: str) -> None:
        session = self._session
        others = {person.name for person in session.case.people if person.id != session.person_id}
        if name in others:
            sentence = session.wording.text(N_("Someone else is called {name}; a name of their own is expected"))
            self.name.refuse(sentence.format(name=name))
            return
        self._edit(RENAME_PERSON, renamed(session.case, session.person_id, name))

    def _leave_for(self, what: str) -> None:
        self.accept()
        self.errand_wanted.emit(what)

    def _set_region(self, region: str) -> None:
        self._edit(CHANGE_REGION, moved_to_region(self._session.case, region, self._session.person_id))
