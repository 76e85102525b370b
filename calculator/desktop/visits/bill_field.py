"""An amount of the selected visit's bill; what cannot be read is kept, and the visit counts nowhere."""

from collections.abc import Callable

from calculator.case.case import StatedFigures, Visit
from calculator.case.unread_entries import ON_THE_SLIP, Entry
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.session.session import Session, changing
from calculator.widgets.field import Field
from calculator.words.field_texts import TOO_LARGE, read_amount

_AMOUNT = N_("Yuan with at most two decimals are expected, such as 1,200.50")


class BillField(Field):
    """One field of a visit, named `name`, under a label of the catalogue; a figure of its slip is `stated.pooled`.

    `read` gives the amount that a text stands for, in 分.
    """

    def __init__(
        self, session: Session, label: str, name: str, *, read: Callable[[str], Fen | None] = read_amount
    ) -> None:
        tr = session.wording.text
        super().__init__(
            tr(label),
            read=read,
            show_value=session.wording.entry,
            expected=tr(_AMOUNT),
            follows=True,
            objection=self._objection_to,
            too_large=tr(TOO_LARGE),
        )
        self._session, self._name, self._action = session, name, changing(label)
        self.committed.connect(self._commit)
        self.rejected.connect(self._keep)

    def show_visit(self, visit: Visit) -> None:
        """Show what stands in the case for a visit."""
        of_slip = self._name.startswith(ON_THE_SLIP)
        holder: Visit | StatedFigures = (visit.stated or StatedFigures()) if of_slip else visit
        self.set_value(getattr(holder, self._name.removeprefix(ON_THE_SLIP)), visit.id, visit.unread.get(self._name))

    def _entry(self) -> Entry | None:
        visit_id = self._session.visit_id
        return None if visit_id is None else Entry("visits", visit_id, self._name)

    def _commit(self, value: object) -> None:
        session, entry = self._session, self._entry()
        if entry is None:
            return
        with session.entry(self.entry, half=self.half_typed):
            faults = session.faults_against(entry, {self._name: value})
            if faults:
                self.refuse(session.wording.at_field(faults[0]), faults[0])
            else:
                session.enter(self._action, entry, self.edit.text(), {self._name: value})

    def _keep(self, text: str) -> None:
        entry = self._entry()
        if entry is not None:
            with self._session.entry(self.entry):
                self._session.enter(self._action, entry, text, None)

    def _objection_to(self, value: object) -> str:
        """Why an amount that can be read does not stand."""
        session, entry = self._session, self._entry()
        faults = [] if entry is None else session.faults_against(entry, {self._name: value})
        return session.wording.at_field(faults[0]) if faults else ""
