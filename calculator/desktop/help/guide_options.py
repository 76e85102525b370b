"""A guide in the print dialog."""

from datetime import date

from PySide6.QtWidgets import QLabel, QVBoxLayout

from calculator.desktop.help.help_titles import TITLES, PageName
from calculator.desktop.paper.print_options import PaperOptions
from calculator.files.guides import guide_folder, guide_text
from calculator.ground.progress import Steps
from calculator.printing.guide_sheet import guide_paper
from calculator.printing.paper import Paper
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


class GuideOptions(PaperOptions):
    """The guide that is shown; there is nothing to choose."""

    def __init__(self, name: PageName, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._name, self._wording = name, wording
        self._title = wording.text(TITLES[name])
        title = QLabel(self._title)
        title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.addWidget(title)
        column.addStretch(1)

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The guide's pages."""
        text = guide_text(self._name, self._wording.language)
        return guide_paper(text, guide_folder(), self._title, self._wording, printed_on)

    def file_name(self, printed_on: date) -> str:
        """The guide's title."""
        del printed_on
        return self._title
