"""Where a person's own place is not among the regions: what can be done instead."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording


class UnknownRegion(QWidget):
    """Says the ways on; `wanted` carries `own region` or `packs`, as the menu calls them."""

    wanted = Signal(str)

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        said = QLabel(
            wording.text(
                N_(
                    "Your place is not in the list? Its figures can be entered from the text that it published, or a "
                    "policy pack installed that somebody gave you. Where the list has your province, choose it, and "
                    "enter your city's figures under “Insured person”."
                )
            )
        )
        said.setWordWrap(True)
        set_role(said, "small")
        own = push_button(wording, N_("Enter its fi&gures…"), N_("Make a region of one's own from its published text"))
        packs = push_button(wording, N_("Install a pac&k…"), N_("Take in a policy pack from a file"))
        self.buttons = {"own region": own, "packs": packs}
        flow = FlowLayout(spacing=theme.px(8))
        for what, button in self.buttons.items():
            button.clicked.connect(partial(self.wanted.emit, what))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(said)
        column.addLayout(flow)
