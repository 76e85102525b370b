"""The boards after the last question: the result, why, what is doubtful, where it costs less, and the rules."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from calculator.ground.language import N_
from calculator.kiosk.controls.blocks import Flow, Rows
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run, TextBlock, height_of, plain
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.results import Figure, Place, Result
from calculator.policy_pages.region_page import PolicyPage, Section, open_line, unknown_line
from calculator.words.wording import Wording


class FigureBlock(TextBlock):
    """A large figure in its colour, its name above and its sentence below, and a bar of how much is used."""

    def __init__(self, look: Look, figure: Figure) -> None:
        super().__init__(look)
        self._figure = figure
        self.set_brief(brief=False)

    def set_brief(self, *, brief: bool, mark: str = "") -> None:
        """Say the sentence below, or leave it to `said`; `mark` stands before the name."""
        figure = self._figure
        self._bar = self._look.px(16) if figure.whole and not brief else 0
        self.set_runs(
            Run(mark + figure.name, "text", bold=True),
            Run(figure.figure, "figure", figure.meaning, bold=True, above=0),
            Run("" if brief else figure.said, "text"),
        )

    @property
    def said(self) -> tuple[Run, ...]:
        """The sentence, below the name, where it does not stand below the figure."""
        figure = self._figure
        return (Run(figure.name, "text", bold=True), Run(figure.said, "text")) if figure.said else ()

    def least_width(self) -> int:
        """The width in which the figure stands in one line."""
        return max(int(line.width) for line in self.lines(1 << 20) if line.run.size == "figure") + 2

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return height_of(self.lines(width)) + (self._bar + self._look.px(8) if self._bar else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._bar:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = height_of(self.lines(self.width())) + self._look.px(8)
        room = QRectF(0, top, self.width(), self._bar)
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(room, self._bar / 2, self._bar / 2)
        share = min(1.0, self._figure.part / self._figure.whole)
        if share:
            painter.setBrush(self._look.colour("pooled"))
            room.setWidth(max(self._bar, self.width() * share))
            painter.drawRoundedRect(room, self._bar / 2, self._bar / 2)


class _FigureRows(Rows):
    """Figures side by side where each has room in one line."""

    def __init__(self, look: Look, figures: Sequence[FigureBlock]) -> None:
        super().__init__(look, figures, 2, least=max(figure.least_width() for figure in figures))


class ResultBoard(Board):
    """The two figures; it asks for what is to be seen, or done, next.

    Where there is no room for all of it, both figures stand on the first page, and what is said of them on the next.
    """

    def __init__(self, look: Look, wording: Wording, result: Result, *, more: bool, prints: bool) -> None:
        super().__init__(look, wording)
        tr = wording.text
        banner = result.banner()
        self._banner = (Run("⚠ " + banner, "small", "refused", bold=True),) if banner else ()
        self._above = self.say(*self._banner)
        self._figures = [FigureBlock(look, figure) for figure in result.figures()]
        self._below: list[TextBlock] = []
        if self._figures:
            for figure in self._figures:
                plain(figure)
            self.add(_FigureRows(look, self._figures))
            self._below = [self.say() for _text in (banner, *self._figures)]
        else:
            said, places = result.places()
            self.say(Run(said, "key", "pooled", bold=True))
            show_places(self, places)
        doubts = len(result.doubts())
        offers = {"why": tr(N_("Why?"))}
        if doubts:
            offers["doubts"] = tr(N_("⚠ Note ({count})")).format(count=doubts)
        if result.compares:
            offers["cheaper"] = tr(N_("Pay less?"))
        if more:
            offers["more"] = tr(N_("＋ Add a visit"))
        if prints:
            offers["print"] = tr(N_("Print"))
        keys = []
        for what, text in offers.items():
            key = TouchKey(look, text, kind="primary" if what == "why" else "plain")
            self.asks(key, what if what in ("more", "print") else "go", what)
            keys.append(key)
        self.pin(Flow(look, keys))

    def arrange(self) -> None:
        """As every board, with each sentence below its figure first."""
        if self._figures:
            self._tell(brief=False)
        super().arrange()

    def shorten(self) -> bool:
        """Both figures first, then what is to be known of them."""
        if self._figures:
            self._tell(brief=True)
        return bool(self._figures)

    def _tell(self, *, brief: bool) -> None:
        self._above.set_runs(*(() if brief else self._banner))
        for figure in self._figures:
            figure.set_brief(brief=brief, mark="⚠ " if brief and self._banner else "")
        after = (self._banner, *(figure.said for figure in self._figures))
        for text, runs in zip(self._below, after, strict=True):
            text.set_runs(*(runs if brief else ()))


def show_places(board: Board, places: Sequence[Place]) -> None:
    """Each place in words, the cheapest marked."""
    look, tr = board.look, board.wording.text
    blocks = []
    if not places:
        return
    for place in places:
        name = tr(N_("{place} ✓ least")).format(place=place.name) if place.least else place.name
        runs = (
            Run(name, "text", "pooled" if place.least else "text", bold=True),
            Run(place.personal, "key", "cash", bold=True, above=0),
            Run(place.said, "small", "muted", above=0),
        )
        block = TextBlock(look, *runs)
        plain(block)
        blocks.append(block)
    board.add(Rows(look, blocks, 2, least=look.px(360)))


class PlacesBoard(Board):
    """Where the bill leaves the least to pay."""

    def __init__(self, look: Look, wording: Wording, result: Result) -> None:
        super().__init__(look, wording)
        said, places = result.places()
        title = wording.text(N_("Where do I pay less?"))
        self.say(Run(title, "question", bold=True), Run(said, "text", "pooled", bold=True))
        show_places(self, places)


class WhyBoard(Board):
    """The steps with their clauses."""

    def __init__(self, look: Look, wording: Wording, result: Result) -> None:
        super().__init__(look, wording)
        self.say(Run(wording.text(N_("Why?")), "question", bold=True), together=True)
        for number, line in enumerate(result.why(), start=1):
            self.say(
                Run(f"{number}. {line.heading}", "text", bold=True),
                Run(line.formula, "text"),
                Run(line.reading, "small", "account"),
                Run(line.clause, "small", "deductible"),
            )


class DoubtsBoard(Board):
    """What the person should know beside the figures."""

    def __init__(self, look: Look, wording: Wording, result: Result) -> None:
        super().__init__(look, wording)
        self.say(Run(wording.text(N_("Please note")), "question", bold=True), together=True)
        for doubt in result.doubts():
            self.say(Run(doubt, "text"))


class TopicsBoard(Board):
    """What the rules of a region are about."""

    def __init__(self, look: Look, wording: Wording, page: PolicyPage) -> None:
        super().__init__(look, wording)
        self.say(Run(page.title, "question", bold=True))
        for notice in page.notices:
            warns = notice.startswith("⚠")
            self.say(Run(notice, "small", "refused" if warns else "muted", bold=warns))
        keys: list[QWidget] = []
        for number, section in enumerate(page.sections, start=1):
            key = TouchKey(look, section.title, number=number if number < 10 else 0)
            self.asks(key, "go", f"topic:{section.key}")
            keys.append(key)
        self.add(Rows(look, keys, 2, grow=look.px(24), least=look.px(320)))


class TopicBoard(Board):
    """What the texts say on one thing, each with its clause, and what they leave open."""

    def __init__(self, look: Look, wording: Wording, section: Section) -> None:
        super().__init__(look, wording)
        self.say(Run(section.title, "question", bold=True), together=True)
        for entry in section.entries:
            self.say(
                Run(entry.subject, "text", bold=True),
                Run(entry.said, "text"),
                *(Run(text, "small", "muted") for text in (*entry.notes, entry.meaning) if text),
                Run(unknown_line(entry, wording) if entry.unknown else "", "small", "refused"),
                Run(" · ".join(part for part in (entry.cited, entry.since) if part), "small", "deductible"),
            )
        for question in section.open:
            self.say(Run(open_line(question, wording), "text", "account"))
