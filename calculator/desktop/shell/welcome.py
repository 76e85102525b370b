"""The first thing a person sees: four doors, and the choice of language and text size before them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from calculator.desktop.document.new_household import NewHouseholdForm
from calculator.desktop.shell.settings_dialog import LANGUAGE_NAMES
from calculator.ground.language import LANGUAGES, N_
from calculator.policy.library import Library
from calculator.widgets.card import Card
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.desktop.counter.counter_page import CounterPage
    from calculator.desktop.shell.next_visit_page import NextVisitPage
    from calculator.files.hall_settings import HallSettings


class Door(Card):
    """A large button, and below it what lies behind."""

    def __init__(self, theme: Theme, text: str, said: str) -> None:
        super().__init__(theme)
        self.button = QPushButton(text)
        self.button.setAccessibleDescription(said)
        self.button.setToolTip(said)
        self.button.setAutoDefault(True)
        set_role(self.button, "door")
        note = QLabel(said)
        note.setWordWrap(True)
        set_role(note, "muted")
        self.box.setSpacing(theme.px(8))
        self.box.addWidget(self.button)
        self.box.addWidget(note)
        # No narrower than this, nor than the button, however the style sheet comes to dress it.
        self.box.addItem(QSpacerItem(theme.px(216), 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))


class WelcomePage(QWidget):
    """Four doors: enter visits, only ask about the next one, look at an example, open a file.

    `enter_wanted` carries region, status and year, which the first door asks for.
    """

    enter_wanted = Signal(str, str, int)
    example_wanted = Signal()
    open_wanted = Signal()
    language_wanted = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal(str)
    errand_wanted = Signal(str)
    """What is wanted where a place is not in the list, as the menu calls it."""
    counter_kept = Signal(object)
    """The case that a clerk at the counter keeps as a household."""

    def __init__(self, library: Library, wording: Wording, theme: Theme, hall: "HallSettings | None" = None) -> None:
        super().__init__()
        self._library, self._wording, self._theme, self._hall = library, wording, theme, hall
        self.next_visit: NextVisitPage | None = None
        self.counter: CounterPage | None = None
        tr = wording.text
        self.setWindowTitle(tr(N_("Gongjisuan")))
        set_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self._doors(), tr(N_("Welcome"))))
        self.form = NewHouseholdForm(library, wording, theme)
        self.form.errand_wanted.connect(self.errand_wanted)
        self._pages.addWidget(scrolled(self._framed(self.form), tr(N_("New household"))))
        outer = QVBoxLayout(self)
        edge = theme.px(24)
        outer.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        outer.setSpacing(theme.px(12))
        outer.addWidget(self._head())
        outer.addWidget(self._pages, 1)
        outer.addWidget(self._foot())
        self.enter.clicked.connect(lambda: self._show_form(shown=True))
        self.ask.clicked.connect(self.show_next_visit)
        self.serve.clicked.connect(self.show_counter)
        self.example.clicked.connect(self.example_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.form.chosen.connect(self.enter_wanted)
        self.form.cancelled.connect(lambda: self._show_form(shown=False))
        self.resize(1280, 720)
        self.enter.setFocus()

    def take_over(self, other: "WelcomePage") -> None:
        """Stand as another page did that this one takes the place of; nothing chosen or typed there is lost."""
        self.form.take_over(other.form)
        if other.next_visit is not None and other._pages.currentWidget() is other.next_visit:
            self.show_next_visit()
            assert self.next_visit is not None
            self.next_visit.take_over(other.next_visit)
        elif other.counter is not None and other._pages.currentWidget() is other.counter:
            self.show_counter()
            assert self.counter is not None
            self.counter.take_over(other.counter)
        elif other._pages.currentIndex():
            self._show_form(shown=True)

    def _head(self) -> QWidget:
        """The program's name; language, settings and help at the end of the line."""
        tr, row = self._wording.text, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(8))
        name = QLabel(tr(N_("Gongjisuan")))
        set_role(name, "title")
        line.addWidget(name)
        line.addStretch(1)
        other = next(language for language in LANGUAGES if language != self._wording.language)
        self.language = QPushButton(LANGUAGE_NAMES[other])
        self.language.setToolTip(LANGUAGE_NAMES[other])
        self.language.clicked.connect(lambda: self.language_wanted.emit(other))
        self.settings = QPushButton(tr(N_("&Settings…")))
        self.settings.setToolTip(tr(N_("Language, size of text, colours (Ctrl+,)")))
        # A shortcut of the button itself would take the place of its underlined letter.
        QShortcut(QKeySequence("Ctrl+,"), self, self.settings.click)
        self.settings.clicked.connect(self.settings_wanted)
        self.help = QPushButton(tr(N_("&Help")))
        self.help.setToolTip(tr(N_("How it computes, and what it cannot know (F1)")))
        QShortcut(QKeySequence("F1"), self, self.help.click)
        self.help.clicked.connect(lambda: self.help_wanted.emit("how"))
        for button in (self.language, self.settings, self.help):
            button.setAutoDefault(True)  # Enter presses it, as in a dialog
            line.addWidget(button)
        # Pages that are hidden ask for room as well; what they lack is not taken from here.
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return row

    def _doors(self) -> QWidget:
        tr, theme, page = self._wording.text, self._theme, QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        title = QLabel(tr(N_("What does the outpatient pooling pay, and why?")))
        title.setWordWrap(True)
        set_role(title, "welcome")
        said = QLabel(
            tr(
                N_(
                    "Enter the year's outpatient bills and see what the pooled fund pays, what is left of the cap, "
                    "what the account holds and what remains in cash; each figure with its steps and its clause."
                )
            )
        )
        said.setWordWrap(True)
        set_role(said, "muted")
        enter = Door(
            theme, tr(N_("&Enter my visits")), tr(N_("Choose region, status and year first, then enter bill by bill."))
        )
        ask = Door(
            theme,
            tr(N_("&Where is the next visit cheaper?")),
            tr(N_("Only region, status and an amount; the answer at once, and nothing is kept.")),
        )
        example = Door(
            theme, tr(N_("&Look at an example")), tr(N_("A household of three with a year's visits; change it freely."))
        )
        kept = tr(N_("A household that was saved under a name, or a case as a JSON file."))
        file = Door(theme, tr(N_("&Open a file")), kept)
        set_role(enter.button, "door-first")
        self.enter, self.ask, self.example, self.open = enter.button, ask.button, example.button, file.button
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(12), stretch=True)
        for door in (enter, ask, example, file):
            flow.addWidget(door)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(said)
        column.addSpacing(theme.px(12))
        column.addWidget(row)
        self.serve = QPushButton(tr(N_("&Counter: one person after the other")))
        self.serve.setToolTip(tr(N_("For service windows: one line, one large answer, and nothing of it is kept.")))
        self.serve.setAutoDefault(True)
        self.kept = QPushButton(tr(N_("Households on this com&puter…")))
        self.kept.setToolTip(tr(N_("Open or delete a household that is kept on this computer")))
        self.kept.setAutoDefault(True)
        self.kept.clicked.connect(lambda: self.errand_wanted.emit("households"))
        besides = FlowLayout(spacing=theme.px(12))
        besides.addWidget(self.serve)
        besides.addWidget(self.kept)
        column.addLayout(besides)
        column.addStretch(3)
        return self._centred(page, 1040)

    def _framed(self, form: QWidget) -> QWidget:
        """The form in a card that takes no more room than it needs."""
        page, card = QWidget(), Card(self._theme)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        card.box.addWidget(form)
        column.addStretch(2)
        column.addWidget(card)
        column.addStretch(3)
        return self._centred(page, 560)

    def _centred(self, page: QWidget, width: int) -> QWidget:
        """A page in the middle, no wider than lines are read with ease; `width` is one of the 100% design."""
        outside = QWidget()
        line = QHBoxLayout(outside)
        line.setContentsMargins(0, 0, 0, 0)
        page.setMaximumWidth(self._theme.px(width))
        line.addStretch(1)
        line.addWidget(page, 100)
        line.addStretch(1)
        return outside

    def _foot(self) -> QLabel:
        foot = QLabel(
            self._wording.text(
                N_("Results are estimates; the insurance authority's settlement counts. Data stays on this machine.")
            )
        )
        foot.setWordWrap(True)
        set_role(foot, "small")
        return foot

    def show_next_visit(self) -> None:
        """Show the page that only asks about the next visit."""
        from calculator.desktop.shell.next_visit_page import NextVisitPage

        if self.next_visit is None:
            self.next_visit = NextVisitPage(self._library, self._wording, self._theme)
            self.next_visit.kept.connect(self.enter_wanted)
            self.next_visit.errand_wanted.connect(self.errand_wanted)
            self.next_visit.cancelled.connect(lambda: self._show_form(shown=False))
            self._pages.addWidget(self.next_visit)
        self._pages.setCurrentWidget(self.next_visit)
        self.next_visit.region.setFocus()

    def show_counter(self) -> None:
        """Show the counter."""
        from calculator.desktop.counter.counter_page import CounterPage

        if self.counter is None:
            self.counter = CounterPage(self._library, self._wording, self._theme, self._hall)
            self.counter.kept.connect(self.counter_kept)
            self.counter.left.connect(lambda: self._show_form(shown=False))
            self._pages.addWidget(self.counter)
        self._pages.setCurrentWidget(self.counter)
        self.counter.form.line.setFocus()

    def _show_form(self, *, shown: bool) -> None:
        self._pages.setCurrentIndex(1 if shown else 0)
        (self.form.region if shown else self.enter).setFocus()
