"""The policy page in a window: for a region and a day, to search, to print, and to open the documents from."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from calculator.desktop.paper.print_options import PaperOptions
from calculator.desktop.policies.policy_documents import Documents, Outside
from calculator.desktop.policies.policy_html import HISTORY, PolicyText
from calculator.desktop.policies.region_of_desk import ShownRegion
from calculator.desktop.policies.text_search_bar import SearchBar
from calculator.files.attached_originals import Attachments
from calculator.ground.language import N_
from calculator.ground.months import last_day, month_at
from calculator.ground.progress import Steps
from calculator.ground.typed_values import typed_date
from calculator.policy_pages.region_page import PolicyPage, policy_page
from calculator.printing.paper import Paper
from calculator.printing.policy_sheet import policy_paper
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.combo import Combo
from calculator.widgets.dialogs.file_dialog import open_outside
from calculator.widgets.field import Field, caption
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.citing import RuleAt
from calculator.words.field_texts import show_date


class PolicyPaperOptions(PaperOptions):
    """The page as it is shown; there is nothing to choose."""

    def __init__(self, session: Session, theme: Theme, page: PolicyPage) -> None:
        super().__init__()
        self._session, self._page = session, page
        self.title = QLabel(page.title)
        as_text(self.title)
        self.title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.addWidget(self.title)
        column.addStretch(1)

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The policy page."""
        return policy_paper(self._page, self._session.wording, printed_on)

    def file_name(self, printed_on: date) -> str:
        """The page's title with its day."""
        return self._page.title


class PolicyView(QWidget):
    """At the left what is shown and its documents, at the right the page; `reading_wanted` asks for a question.

    The page follows the session: it is that of the region and the readings of its case. Without `choices` it has no
    ways to questions.
    """

    reading_wanted = Signal(str, str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        data: Path,
        today: date,
        *,
        outside: Outside = open_outside,
        choices: bool = True,
    ) -> None:
        super().__init__()
        self._choices = choices
        self._session, self._theme, self._today = session, theme, today
        self._region = session.person.region
        self._day = today if today.year == session.year else self._last_day()
        self._shown: tuple[object, ...] = ()
        self.documents = Documents(Attachments(data), session.wording, theme, outside=outside)
        self.text = QTextBrowser()
        self._made: PolicyText | None = None
        self._page: PolicyPage | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(8), 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._left())
        row.addLayout(self._right(), 1)
        for keys, act in self._keys().items():
            # Of the whole window, as long as this tab is the one that is shown.
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        session.changed.connect(self.refresh)
        self.refresh()

    def _last_day(self) -> date:
        session = self._session
        return last_day(min(session.case.through, month_at(session.year, 12)))

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {
            "Ctrl+F": self.search.begin,
            "F3": lambda: self.search.turn(1),
            "Shift+F3": lambda: self.search.turn(-1),
            "Ctrl+P": self.ask_print,
        }

    # ---- making the parts

    def _left(self) -> QWidget:
        session, theme, tr = self._session, self._theme, self._session.wording.text
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(6))
        self.region = ShownRegion(session, theme, lambda: self._region)
        self.region.chosen.connect(self.show_region)
        self.day = Field(
            tr(N_("Rules as of")),
            read=lambda text: typed_date(text, self._day.year),
            show_value=show_date,
            expected=tr(N_("A date is expected, such as 3-5 or 2023-03-05")),
        )
        self.day.committed.connect(self._take_day)
        self.day.rejected.connect(lambda _text: self._follow_fields())
        self.region.unfit.connect(self._follow_fields)
        self.part = Combo(theme)
        self.part.setAccessibleName(tr(N_("Go to")))
        self.part.setToolTip(tr(N_("Turn to a part of the page")))
        self.part.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.part.activated.connect(lambda _row: self.text.scrollToAnchor(str(self.part.currentData())))
        self.print = push_button(session.wording, N_("&Print…"), N_("Print the page, or save it as a PDF (Ctrl+P)"))
        self.print.clicked.connect(self.ask_print)
        column.addWidget(caption(tr(N_("Region")), self.region.box))
        column.addWidget(self.region)
        column.addWidget(self.day)
        column.addWidget(caption(tr(N_("Go to")), self.part))
        column.addWidget(self.part)
        column.addWidget(self.print)
        heading = QLabel(tr(N_("Documents")))
        set_role(heading, "heading")
        column.addWidget(heading)
        column.addWidget(self.documents)
        self.documents.told.connect(self._say)
        column.addStretch(1)
        area = scrolled(inside, tr(N_("What is shown")))
        area.setFixedWidth(theme.px(250))
        return area

    def _right(self) -> QVBoxLayout:
        tr = self._session.wording.text
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr(N_("The rules")))
        self.text.setToolTip(tr(N_("Tab goes from clause to clause, Enter opens the document")))
        self.text.anchorClicked.connect(self._follow)
        self.search = SearchBar(self.text, self._session.wording, self._theme)
        self.said, self.waiting = QLabel(), QLabel()
        for label in (self.said, self.waiting):
            as_text(label)
            label.setWordWrap(True)
            label.hide()
        set_role(self.waiting, "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.waiting.setText(tr(N_("The rules stand here once region and day can be read.")))
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(6))
        for part in (self.search, self.text, self.waiting, self.said):
            column.addWidget(part, 1 if part in (self.text, self.waiting) else 0)
        return column

    # ---- choosing

    @property
    def page(self) -> PolicyPage:
        """What is shown."""
        assert self._page is not None
        return self._page

    def show_region(self, region: str) -> None:
        """Show the rules of another region."""
        self._region = region
        self.refresh()

    @property
    def place(self) -> tuple[str, date]:
        """The region that is shown, as a case names it, and the day."""
        return self._region, self._day

    def turn_to(self, region: str, day: date) -> None:
        """Show the rules of a region as of a day."""
        self._region, self._day = region, day
        self.refresh()

    def show_rule(self, region: str, rule: RuleAt) -> None:
        """Show the rules of a region as of a rule's day, with that rule at the top of the view and marked.

        Where the original is attached, it stands before the page, at the rule's clause.
        """
        self.turn_to(region, rule.day)
        anchor = None if self._made is None else self._made.anchor_of(rule.cited, rule.tables)
        if anchor is None or self._made is None:
            return
        self.text.scrollToAnchor(anchor)
        self.text.setExtraSelections(list(self._row_of(anchor)))
        self.text.setFocus()
        link = self._made.link(anchor)
        if link is not None:
            self.documents.lead_to(link.source, link.clause)

    def _row_of(self, anchor: str) -> Iterator[QTextEdit.ExtraSelection]:
        """The row of the table in which an anchor stands, marked."""
        block = self.text.document().begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                if anchor in parts.fragment().charFormat().anchorNames():
                    yield from self._marked(QTextCursor(block))
                    return
                parts += 1
            block = block.next()

    def _marked(self, at: QTextCursor) -> Iterator[QTextEdit.ExtraSelection]:
        table = at.currentTable()
        if table is None:
            return
        row = table.cellAt(at).row()
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            marked = QTextEdit.ExtraSelection()
            marked.cursor = cell.firstCursorPosition()
            marked.cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
            marked.format.setBackground(self._theme.colour("selection"))
            yield marked

    def _take_day(self, day: date) -> None:
        self._day = day
        self.refresh()
        announce(self, self.page.title)

    def _follow_fields(self) -> None:
        """Nothing of what held before stands beside a region or a day that cannot be read."""
        read = not (self.day.faulty or self.region.faulty)
        for part in (self.text, self.search, self.documents):
            part.setVisible(read)
        for control in (self.part, self.print):
            control.setEnabled(read)
        self.waiting.setVisible(not read)

    def refresh(self) -> None:
        """Follow the session; what is shown already is left as it is, and keeps its place."""
        session = self._session
        readings = session.case.readings.get(self._region, {})
        shown = (self._region, self._day, tuple(sorted(readings.items())))
        self.day.set_value(self._day)
        self.region.refresh()
        self._follow_fields()
        if shown == self._shown:
            return
        same_text = self._shown[:1] == shown[:1]
        self._shown = shown
        pack = session.library.pack(self._region)
        self._page = policy_page(pack, readings, self._day, session.wording)
        self._made = PolicyText(self._page, session.wording, self._theme, choices=self._choices)
        bar = self.text.verticalScrollBar()
        place = bar.value() if same_text else 0
        self.text.setHtml(self._made.html)
        bar.setValue(place)
        self.search.look(stay=True)
        self.documents.show_pack(pack)
        self._list_parts()

    def _list_parts(self) -> None:
        page = self.page
        parts = [(section.title, section.key) for section in page.sections]
        if page.history:
            parts.append((self._session.wording.text(N_("What changed when")), HISTORY))
        self.part.clear()
        for title, key in parts:
            self.part.addItem(title, key)

    # ---- following links, and printing

    def _follow(self, address: QUrl) -> None:
        link = self._made.link(address.toString()) if self._made is not None else None
        if link is None:
            return
        if link.reading:
            self.reading_wanted.emit(self._region, link.reading)
        else:
            self.documents.read(link.source, link.clause)

    def ask_print(self) -> None:
        """Show the page as it will be printed; there is none where region or day cannot be read."""
        if not self.text.isVisible():
            return
        from calculator.desktop.paper.print_dialog import PaperDialog

        options = PolicyPaperOptions(self._session, self._theme, self.page)
        PaperDialog(self._session, self._theme, self._today, options, self).open()

    def _say(self, sentence: str, fault: bool) -> None:
        set_role(self.said, "fault" if fault else "small")
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))
        announce(self, sentence)
