"""One open question as a card: its choices, why the default is the default, and what each would change."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QWidget

from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy_pages.open_questions import SUMS, Choice, Effect, Question
from calculator.widgets.card import Card
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import with_clause
from calculator.words.wording import Wording


def effect_line(effect: Effect, name: str, wording: Wording) -> str:
    """`Name: paid by the pooled fund 700.00 → 640.00 (−60.00); …`."""
    tr = wording.text
    if effect.wanting is not None:
        said = tr(N_("cannot be computed: {why}")).format(why=wording.say(effect.wanting))
        return tr(N_("{place}: {text}")).format(place=name, text=said)
    parts = []
    for figure in effect.figures:
        sign = "+" if figure.difference > 0 else "−"
        parts.append(
            tr(N_("{figure} {before} → {after} ({difference})")).format(
                figure=tr(SUMS[figure.key]),
                before=wording.yuan(figure.before),
                after=wording.yuan(figure.after),
                difference=f"{sign}{wording.yuan(abs(figure.difference))}",
            )
        )
    text = tr(N_("; ")).join(parts)
    if not effect.complete:
        text = tr(N_("{figure} (incomplete)")).format(figure=text)
    return tr(N_("{place}: {text}")).format(place=name, text=text)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(label, role)
    return label


class ChoiceRow:
    """A way to read a question: a button to choose it, and beside it what it says and what it would change."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.button = QPushButton()
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        set_role(self.button, "choice")
        self.words = _label("")
        self.effect = _label("small")

    def show_choice(self, choice: Choice, question: str) -> None:
        """Say what the choice is, and whether it is in use."""
        tr = self._wording.text
        words = tr(N_("{words} (default)")).format(words=choice.words) if choice.default else choice.words
        if choice.adopted:
            words = tr(N_("{reading} (adopted by this office)")).format(reading=words)
        self.words.setText(words)
        set_role(self.words, "heading" if choice.chosen else "")
        self.button.setText(tr(N_("✓ in use")) if choice.chosen else tr(N_("Choose")))
        self.button.setChecked(choice.chosen)
        self.button.setAccessibleName(f"{self.button.text()} {words}")
        self.button.setToolTip(not_a_page(tr(N_("{question} {words}")).format(question=question, words=words)))

    def show_effect(self, text: str) -> None:
        """Say what it would change."""
        self.effect.setText(text)
        self.effect.setVisible(bool(text))
        self.button.setAccessibleDescription(text)


class QuestionCard(Card):
    """A question; `chosen` carries the value that a person chose. Arrow keys go through the choices."""

    chosen = Signal(str)

    def __init__(self, question: Question, wording: Wording, theme: Theme) -> None:
        super().__init__(theme)
        self._wording, self.reading = wording, question.reading
        self.title, self.mark, self.bears = _label("title"), _label("warning"), _label("clause")
        self.why, self.bearings = _label("muted"), _label("small")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.rows: dict[str, ChoiceRow] = {}
        for place, choice in enumerate(question.choices):
            row = self.rows[choice.value] = ChoiceRow(wording)
            row.button.clicked.connect(partial(self._choose, choice.value))
            self._group.addButton(row.button)
            grid.addWidget(row.button, 2 * place, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row.words, 2 * place, 1)
            grid.addWidget(row.effect, 2 * place + 1, 1)
        for part in (self.title, self.mark, self.bears, inside, self.why, self.bearings):
            self.box.addWidget(part)
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show the question and which choice is in use."""
        self._question = question
        tr = self._wording.text
        self.title.setText(question.words)
        default = next(choice for choice in question.choices if choice.default)
        chosen = question.chosen
        office = next((choice for choice in question.choices if choice.adopted), None)
        self.mark.setText("" if chosen is default else tr(N_("✎ Chosen otherwise than by default")))
        if office is chosen:
            self.mark.setText(tr(N_("✎ Adopted by this office: {reading}")).format(reading=office.words))
        elif office is not None:
            other = tr(N_("✎ Chosen otherwise than this office reads it: {reading}"))
            self.mark.setText(other.format(reading=office.words))
        self.mark.setVisible(bool(self.mark.text()))
        bears = tr(N_("Bears on: {what}")).format(what=tr(N_(", ")).join(question.bears_on))
        self.bears.setText(" · ".join(part for part in (bears, question.cited) if part))
        self.why.setText(
            tr(N_("Why “{default}” is the default: {why}")).format(default=default.words, why=question.why)
        )
        lines = [
            with_clause(f"{bearing.region} {bearing.said}", bearing.cited, None, self._wording)
            for bearing in question.bearings
        ]
        self.bearings.setText("\n".join([tr(N_("Other texts:")), *lines]) if lines else "")
        self.bearings.setVisible(bool(lines))
        for choice in question.choices:
            self.rows[choice.value].show_choice(choice, question.words)

    def show_effects(self, texts: dict[str, str]) -> None:
        """What each choice would change, by its value."""
        for value, row in self.rows.items():
            row.show_effect(texts.get(value, ""))

    def focus(self) -> None:
        """Go to the choice that is in use."""
        self.rows[self._question.chosen.value].button.setFocus()

    def _choose(self, value: str, _checked: bool = False) -> None:
        if value != self._question.chosen.value:
            self.chosen.emit(value)
