"""Where the clerk types: one line for everything, and the parts of the bill one key away."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.ground.money import AmountTooLargeError, Fen
from calculator.ground.typed_values import typed_amount
from calculator.policy.pack import Pack
from calculator.widgets.field import Line, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.counter.line import CounterLine, read_line
from calculator.words.wording import Wording

_PARTS = {
    "pooled": N_("Reimbursed this year (yuan)"),
    "out_of_catalogue": N_("of it out of catalogue (yuan)"),
    "over_price_limit": N_("Over the price limit (yuan)"),
    "first_self_pay": N_("First self-pay of class B items (yuan)"),
    "paid_elsewhere": N_("Paid by another scheme (yuan)"),
    "deductible_used": N_("Deductible used this year (yuan)"),
    "balance": N_("Account balance (yuan)"),
}


class EntryForm(QWidget):
    """The line, and its parts in `beside`, which stands where the page has it; `changed` follows every key.

    What stands in them is all that there is of an entry.
    """

    changed = Signal()

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording = wording
        tr = wording.text
        self.line = Line()
        self.line.setObjectName("counter-line")
        set_role(self.line, "large")
        example = tr(N_("level, amount, reimbursed this year — such as 3 3000 500"))
        self.line.setPlaceholderText(example)
        self.line.setAccessibleName(tr(N_("The visit on one line")))
        self.line.setToolTip(
            tr(N_("Level, amount, reimbursed this year; also status, region and parts by their words"))
        )
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(tr(N_("What is still missing")))
        set_role(self.fault, "fault")
        self.parts = {name: self._part(tr(label)) for name, label in _PARTS.items()}
        self.beside = QWidget()
        flow = FlowLayout(self.beside, spacing=theme.px(8), stretch=True, even=True)
        for name, edit in self.parts.items():
            flow.addWidget(self._labelled(tr(_PARTS[name]), edit, theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (caption(tr(N_("The visit on one line")), self.line), self.line, self.fault):
            column.addWidget(widget)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.say("")

    def _part(self, label: str) -> Line:
        edit = Line()
        edit.setAccessibleName(label)
        edit.textChanged.connect(self.changed)
        return edit

    def _labelled(self, label: str, edit: Line, theme: Theme) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addStretch(1)
        column.addWidget(caption(label, edit))
        column.addWidget(edit)
        box.setMinimumWidth(theme.px(120))
        return box

    @property
    def empty(self) -> bool:
        """Whether nothing has been typed."""
        return not any(edit.text().strip() for edit in (self.line, *self.parts.values()))

    def read(self, packs: Iterable[Pack]) -> CounterLine:
        """What the line says."""
        return read_line(self.line.text(), packs)

    def amounts(self) -> tuple[dict[str, Fen], list[str], list[str]]:
        """The parts that can be read, the names of those that cannot, and of those that are beyond all bills."""
        read, unread, large = dict[str, Fen](), list[str](), list[str]()
        for name, edit in self.parts.items():
            text = edit.text().strip()
            try:
                if text:
                    read[name] = typed_amount(text)
                set_role(edit, "")
            except ValueError as error:
                set_role(edit, "faulty")
                (large if isinstance(error, AmountTooLargeError) else unread).append(edit.accessibleName())
        return read, unread, large

    def say(self, sentence: str, *, fault: bool = True) -> None:
        """Say what cannot be understood, or is missing; or what was done."""
        set_role(self.fault, "fault" if fault else "small")
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence or self.line.toolTip())

    def texts(self) -> dict[str, str]:
        """All that was typed, for a form that takes the place of this one."""
        return {"line": self.line.text(), **{name: edit.text() for name, edit in self.parts.items()}}

    def type_again(self, texts: dict[str, str]) -> None:
        """What was typed into another form."""
        self.line.setText(texts["line"])
        for name, edit in self.parts.items():
            edit.setText(texts[name])

    def clear(self) -> None:
        """Nothing stands here any more, nor can be brought back."""
        for edit in (self.line, *self.parts.values()):
            edit.setText("")  # unlike `clear`, this forgets what could be undone
            edit.setModified(False)
        self.line.setFocus()
