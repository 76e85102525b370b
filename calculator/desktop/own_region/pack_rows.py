"""The parts of the form for a region of one's own: documents, rows of figures by status, and credits."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.own_region.body_rows import BodyRow
from calculator.desktop.own_region.pack_cells import Cells, PickCell, TextCell
from calculator.ground.language import N_
from calculator.policy.authoring.form_reader import BASES, KINDS, TABLES
from calculator.widgets.card import Card
from calculator.widgets.check import Check
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording

Options = Sequence[tuple[str, str]]

KIND_WORDS: dict[str, str] = {
    "notice": N_("notice"),
    "plan": N_("implementation plan"),
    "interpretation": N_("interpretation"),
    "draft": N_("draft for comment"),
    "draft_explanation": N_("explanation of a draft"),
}
TABLE_TITLES: dict[str, str] = {
    "deductible": N_("Deductible a year (yuan)"),
    "rate": N_("Rate that the fund pays (%)"),
    "cap": N_("Cap a year (yuan)"),
}
BASIS_WORDS: dict[str, str] = {
    "": N_("as before"),
    "contribution_base": N_("a rate of the contribution base"),
    "own_pension": N_("a rate of the person's own pension"),
    "average_pension": N_("a rate of an average pension"),
    "fixed": N_("a fixed amount a month"),
    "nothing": N_("nothing"),
}

PAYERS: dict[str, str] = {
    "personal": N_("from the person"),
    "employer": N_("from the employer"),
    "fund": N_("from the fund"),
}


def titled(theme: Theme, title: str) -> tuple[Card, QLabel]:
    """A card with a title, and a sentence below it that may be filled in."""
    card = Card(theme)
    card.box.setSpacing(theme.px(8))
    heading, note = QLabel(title), QLabel()
    heading.setWordWrap(True)
    note.setWordWrap(True)
    set_role(heading, "title")
    set_role(note, "small")
    card.box.addWidget(heading)
    card.box.addWidget(note)
    note.hide()
    return card, note


def say(label: QLabel, text: str, role: str = "small") -> None:
    """Put a sentence, or several, into a label that is only there where it says something."""
    set_role(label, role)
    label.setText(text)
    label.setVisible(bool(text))


class DocumentRow(QWidget):
    """One document of one's own."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, place: int) -> None:
        super().__init__()
        tr, key = wording.text, f"document.{place}"
        self.place = place
        head = tr(N_("Document {number}")).format(number=place + 1)

        def named(text: str) -> str:
            return f"{head}: {text}"

        number, title = tr(N_("Number, as it is cited")), tr(N_("Title"))
        english, kind, signed = tr(N_("Title in English (may be left empty)")), tr(N_("Kind")), tr(N_("Date"))
        kinds = [(name, tr(KIND_WORDS[name])) for name in KINDS]
        self.number = TextCell(theme, f"{key}.number", number, name=named(number), width=220)
        self.title = TextCell(theme, f"{key}.title", title, name=named(title), width=320)
        self.cells = (
            self.number,
            PickCell(theme, f"{key}.kind", kind, kinds, name=named(kind)),
            TextCell(theme, f"{key}.signed", signed, name=named(signed), width=130),
            self.title,
            TextCell(theme, f"{key}.title_en", english, name=named(english), width=320),
        )
        heading = QLabel(head)
        set_role(heading, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(heading)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=theme.px(8), stretch=True)
        for cell in self.cells:
            flow.addWidget(cell)
            cells.add(cell)
        column.addWidget(holder)


class CitedRow(QWidget):
    """Fields side by side under a heading, and after them the document and clause that they stand on."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, key: str, heading: str, within: str = "") -> None:
        super().__init__()
        self._cells, self._theme, self._tr, self.key = cells, theme, wording.text, key
        self.heading = f"{within} · {heading}" if within else heading
        label = QLabel(heading)
        label.setWordWrap(True)
        set_role(label, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label)
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=theme.px(8))
        column.addWidget(holder)
        self._labels: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._later: dict[str, Callable[[], object]] = {}
        self._documents: list[tuple[str, str]] = []
        self._optional = False
        self._source: PickCell | None = None
        self._clause: TextCell | None = None
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        set_role(self.fault, "fault")
        column.addWidget(self.fault)
        self.fault.hide()

    def line(self, name: str, label: str, width: int = 80) -> TextCell:
        """Add a line of text."""
        cell = TextCell(self._theme, f"{self.key}.{name}", label, name=f"{self.heading}: {label}")
        cell.setFixedWidth(self._theme.px(width))
        self.add(cell)
        return cell

    def pick(self, name: str, label: str, options: Options) -> PickCell:
        """Add a choice."""
        cell = PickCell(self._theme, f"{self.key}.{name}", label, options, name=f"{self.heading}: {label}")
        self.add(cell)
        return cell

    def add(self, cell: TextCell | PickCell) -> None:
        """Add a field."""
        cell.told = self._tell
        before = next(reversed(self._labels), "")
        self._labels[cell.key] = cell.label.text()
        self._flow.addWidget(cell)
        self._cells.add(cell, before)

    def keys(self) -> list[str]:
        """The keys of its fields."""
        return list(self._labels)

    def show_cited(self, *, on: bool) -> None:
        """Have document and clause there or not: where a row is left empty, it stands on none of its own."""
        if on and self._source is None:
            self._make_cited()
        for cell in (self._source, self._clause):
            if cell is not None:
                cell.setVisible(on)

    def show_later(self, name: str, *, on: bool) -> None:
        """Have a line that was announced there or not."""
        key = f"{self.key}.{name}"
        if on and key not in self._labels:
            self._later[name]()
        if key in self._labels:
            cell = self._cells.cell(key)
            assert isinstance(cell, QWidget)
            cell.setVisible(on)

    def entered(self) -> bool:
        """Whether a figure or a clause stands in one of its lines."""
        lines = (self._cells.cell(key) for key in self._labels if not key.endswith((".source", ".basis")))
        return any(cell.value().strip() for cell in lines)

    def _tell(self, key: str, sentence: str) -> None:
        """Gather the faults of the row below it, where there is room for sentences."""
        if sentence == self._faults.get(key, ""):
            return
        self._faults[key] = sentence
        lines = [f"{self._labels[name]}: {said}" for name, said in self._faults.items() if said]
        say(self.fault, "\n".join(lines), "fault")

    def line_later(self, name: str, label: str, width: int) -> None:
        """Announce a line of text that is only made when it is to be shown or filled."""
        self._later[name] = lambda: self.line(name, label, width)
        self._cells.later(f"{self.key}.{name}", self._later[name])

    def cite(self, *, optional: bool = False) -> None:
        """Announce document and clause, at first of none where they are `optional`; they are made when shown."""
        self._documents = [("", self._tr(N_("none")))] if optional else [("document.0", "")]
        self._optional = optional
        for name in ("source", "clause"):
            self._cells.later(f"{self.key}.{name}", self._make_cited)

    def _make_cited(self) -> None:
        if self._source is None:
            self._source = self.pick("source", self._tr(N_("Document")), self._documents)
            self._clause = self.line("clause", self._tr(N_("Clause")), 120)

    def offer(self, documents: Options) -> None:
        """The documents that it can stand on."""
        self._documents = [("", self._tr(N_("none"))), *documents] if self._optional else list(documents)
        if self._source is not None:
            self._source.offer(self._documents)

    @property
    def document(self) -> str:
        """What it stands on, as far as that is asked for."""
        return "" if self._source is None else self._source.value()


class BoundedCard:
    """A card with a title; `bounds` says what the framework asks and how figures keep to it, `beyond` which do not."""

    def __init__(self, theme: Theme, title: str) -> None:
        self.card, self.bounds = titled(theme, title)
        self.beyond = QLabel()
        as_text(self.beyond)
        self.beyond.setWordWrap(True)
        self.card.box.addWidget(self.beyond)
        self.beyond.hide()
        self.lines: list[CitedRow] = []


class TableCard(BoundedCard):
    """The figures of one table, a row for each status, or for each rule that is corrected."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, table: str, rows: Sequence[BodyRow]) -> None:
        tr = wording.text
        self.table = table
        title = tr(TABLE_TITLES[table])
        super().__init__(theme, title)
        self.rows: dict[str, CitedRow] = {}
        for of in rows:
            row = CitedRow(cells, wording, theme, of.key, of.heading, title)
            for name in TABLES[table]:
                row.line(name, tr(N_("Amount")) if name == "amount" else wording.word(f"{name}_short"))
            row.cite()
            self.lines.append(row)
            self.rows[of.key.partition(".")[2]] = row
            self.card.box.addWidget(row)
        self.retired = [of.key for of in rows if of.name == "retired"]
        self.below: Check | None = None
        if table != "deductible":
            self.below = Check(theme, tr(N_("The document does give the retired less than the employed")))
            self.card.box.addWidget(self.below)


class CreditCard(BoundedCard):
    """What is credited to the account a month, for each status, or for each rule that is corrected."""

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, rows: Sequence[BodyRow]) -> None:
        tr = wording.text
        title = tr(N_("Credited to the account a month"))
        super().__init__(theme, title)
        self._parts: list[tuple[CitedRow, PickCell, list[TextCell], TextCell, TextCell]] = []
        for of in rows:
            names = BASES if "known" in of.effects else ("", *BASES)
            options = [(name, tr(BASIS_WORDS[name])) for name in names]
            row = CitedRow(cells, wording, theme, of.key, of.heading, title)
            basis = row.pick("basis", tr(N_("Reckoned from")), options)
            figures = [
                row.line("figure" if number == 1 else f"figure{number}", _rate_label(payer, wording), 130)
                for number, payer in enumerate(of.parts, 1)
            ]
            year = row.line("year", tr(N_("Year")), 130)
            pension = row.line("pension", tr(N_("Whose average")), 210)
            row.cite()
            self.lines.append(row)
            self._parts.append((row, basis, figures, year, pension))
            self.card.box.addWidget(row)
        self.follow()

    def follow(self) -> None:
        """Show the fields that what was chosen asks for; what was typed in the others stays."""
        for row, basis, figures, year, pension in self._parts:
            chosen = basis.value()
            for figure in figures:
                figure.setVisible(chosen not in ("", "nothing"))
            year.setVisible(chosen == "average_pension")
            pension.setVisible(chosen == "average_pension")
            row.show_cited(on=bool(chosen))


def _rate_label(payer: str, wording: Wording) -> str:
    text = wording.text(N_("Rate (%) or yuan"))
    return f"{wording.text(PAYERS[payer])}: {text}" if payer else text
