"""The open questions of a region in a window, with what each choice would change for the open household.

A choice is an edit of the case like every other. The figures are computed beside the window.
"""

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from calculator.case.variants import with_reading
from calculator.desktop.policies.readings_card import QuestionCard, effect_line
from calculator.desktop.policies.region_of_desk import ShownRegion
from calculator.engine.alternative_statement import StatementWithAlternatives
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.policy_pages.open_questions import Choice, Effects, Question, effects, questions
from calculator.session.background import Background
from calculator.session.session import Session
from calculator.whatif.alternatives import with_alternatives
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import named

CHOOSE = N_("Choose a reading")
_SOON = 50
"""Milliseconds after an edit elsewhere before the figures are computed anew."""


class ReadingsView(QWidget):
    """A card a question; `work` computes what the choices would change, and is to be closed with the window."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._region = session.person.region
        self._effects: Effects | None = None
        self.work = Background(self)
        self.work.done.connect(self._computed)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.work.close)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._compute)
        self._scroll = QTimer(self)
        self._scroll.setSingleShot(True)
        self._scroll.setInterval(_SOON)
        self._scroll.timeout.connect(self._scroll_to_wanted)
        self._wanted = ""
        self.cards: dict[str, QuestionCard] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.px(8), 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addWidget(self._head())
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(12))
        self.about = QLabel()
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self._column.addWidget(self.about)
        self._column.addStretch(1)
        self._area: QScrollArea = scrolled(self._inside, session.wording.text(N_("Open questions")))
        outer.addWidget(self._area, 1)
        session.changed.connect(self.refresh)
        self.refresh()

    def _head(self) -> QWidget:
        session, theme = self._session, self._theme
        self.region = ShownRegion(session, theme, lambda: self._region)
        self.region.setMinimumWidth(theme.px(220))
        self.region.chosen.connect(self.show_region)
        tip = N_("Answer every question of this region by default again")
        self.defaults = push_button(session.wording, N_("All by &default"), tip)
        self.defaults.clicked.connect(self.choose_defaults)
        head = QWidget()
        flow = FlowLayout(head, spacing=theme.px(8))
        for part in (self.region, self.defaults):
            flow.addWidget(part)
        return head

    # ---- choosing

    def show_region(self, region: str, reading: str = "") -> None:
        """Show the questions of a region; with `reading`, go to that one."""
        if region != self._region:
            self._region = region
            self.refresh()
        self._wanted = reading if reading in self.cards else ""
        if self._wanted:
            self.cards[reading].focus()
            self._scroll.start()

    def _scroll_to_wanted(self) -> None:
        """Put the question that was asked for at the top, once all that stands above it has its height."""
        card = self.cards.get(self._wanted)
        if card is not None:
            self._area.verticalScrollBar().setValue(card.y())
        if self.computed:
            self._wanted = ""

    def choose(self, reading: str, value: str) -> None:
        """Read a question otherwise; one edit of the session."""
        session = self._session
        session.edit(CHOOSE, with_reading(session.case, session.library.pack(self._region), reading, value))
        card = self.cards[reading]
        announce(card, card.rows[value].button.accessibleName())

    def choose_defaults(self) -> None:
        """Read every question of the region by default; one edit of the session."""
        session = self._session
        others = {name: held for name, held in session.case.readings.items() if name != self._region}
        session.edit(CHOOSE, session.case.model_copy(update={"readings": others}))

    # ---- following

    def refresh(self) -> None:
        """Show the session's case; what the choices would change follows soon."""
        session = self._session
        self._effects = None
        self.work.stop()  # what it would give is that of the case before
        self.region.refresh()
        chosen = session.case.readings.get(self._region, {})
        self.defaults.setEnabled(bool(chosen))
        found = questions(session.library, self._region, chosen, session.wording)
        if list(self.cards) != [question.reading for question in found] or self._shown != self._region:
            self._replace(found)
        for question in found:
            self.cards[question.reading].show_question(question)
        self.about.setText(self._about())
        self._questions = found
        self._show_effects()
        if self.isVisible():
            self._soon.start()

    def _replace(self, found: tuple[Question, ...]) -> None:
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        self._shown = self._region
        for question in found:
            card = QuestionCard(question, self._session.wording, self._theme)
            card.chosen.connect(partial(self.choose, question.reading))
            self.cards[question.reading] = card
            self._column.insertWidget(self._column.count() - 1, card)

    _shown = ""

    def _about(self) -> str:
        session, words = self._session, self._session.wording
        own = [person for person in session.case.people if person.region == self._region]
        place = words.of(session.library.pack(self._region).name)
        if not own:
            text = N_("Nobody of this household is insured in {region}: a choice here changes none of its figures.")
            return words.text(text).format(region=place)
        names = words.text(N_(", ")).join(named(person) for person in own)
        text = N_("Insured in {region}: {names}. The figures are the sums of the whole period, as computed.")
        return words.text(text).format(region=place, names=names)

    # ---- what the choices would change

    @property
    def computed(self) -> bool:
        """Whether the figures shown are those of the case as it stands."""
        return self._effects is not None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._effects is None:
            self._compute()

    def _compute(self) -> None:
        case, statement, library = self._session.case, self._session.statement, self._session.library

        def job(work: Work) -> StatementWithAlternatives:
            return with_alternatives(case, statement, library, reached=work.reach)

        self.work.start(job)

    def _computed(self, stated: StatementWithAlternatives) -> None:
        self._effects = effects(stated)
        self._show_effects()
        self._scroll.start()

    def _show_effects(self) -> None:
        for question in self._questions:
            texts = {choice.value: self._told(question, choice) for choice in question.choices}
            self.cards[question.reading].show_effects(texts)

    def _told(self, question: Question, choice: Choice) -> str:
        session, tr = self._session, self._session.wording.text
        if choice.chosen:
            return ""
        if self._effects is None:
            return tr(N_("being computed…"))
        found = self._effects.get((self._region, question.reading, choice.value), ())
        if not found:
            return tr(N_("would change no sum of this household"))
        lines = [effect_line(effect, named(session.person_of(effect.person)), session.wording) for effect in found]
        return "\n".join([tr(N_("would change:")), *lines])
