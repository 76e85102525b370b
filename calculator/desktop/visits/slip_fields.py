"""What the settlement slip of the selected visit says, to type beside its bill; folded away until wanted."""

from collections.abc import Collection

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.case.case import Visit
from calculator.desktop.visits.bill_field import BillField
from calculator.desktop.visits.slip_figures import SLIP_FIGURES
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.buttons import label
from calculator.widgets.fold import Fold
from calculator.widgets.theme import Theme
from calculator.words.field_texts import read_optional_amount
from calculator.words.stated_words import difference_text


class SlipFields(QWidget):
    """One field a figure, each change one edit, and what was computed otherwise."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, tr = session, session.wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(6))
        self.fields = {name: BillField(session, said, name, read=read_optional_amount) for name, said in SLIP_FIGURES}
        for field in self.fields.values():
            inside.addWidget(field)
        self.difference = label("", "small")
        self.fold = Fold(tr(N_("{sign} What the slip says")), tr(N_("Show or hide what the slip says")), self._inside)
        for part in (self.fold, self._inside, self.difference):
            column.addWidget(part)

    def show_visit(self, visit: Visit, settled: VisitSettlement) -> None:
        """Show what the slip of a visit says, unfolded where it says anything."""
        for field in self.fields.values():
            field.show_visit(visit)
        against = difference_text(settled.stated_difference, self._session.wording)
        self.difference.setText(against)
        self.difference.setVisible(bool(against))
        if visit.stated is not None or any(name in visit.unread for name in self.fields):
            self.fold.show_inside(on=True)

    def keep_only(self, subjects: Collection[str]) -> None:
        """Forget what was typed for visits that are gone."""
        for field in self.fields.values():
            field.keep_only(subjects)

    def take_typed(self, other: "SlipFields") -> None:
        """Go on with what was typed into other fields of the same household and was not taken."""
        for name, field in self.fields.items():
            field.take_typed(other.fields[name].typed, self._session.wording.at_field)
