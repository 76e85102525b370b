"""The form for a region of one's own, as it is filled in; it holds what was typed and asks for a draft of it."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calculator.desktop.own_region.pack_cells import Cells, PickCell, TextCell
from calculator.desktop.own_region.pack_rows import (
    BoundedCard,
    CitedRow,
    CreditCard,
    DocumentRow,
    TableCard,
    say,
    titled,
)
from calculator.ground.language import N_
from calculator.policy.authoring.form_reader import TABLES
from calculator.policy.authoring.region_draft import Draft, mended, new_region, new_rules
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.widgets.choice import Choice
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme
from calculator.words.framework_bounds import bound_lines
from calculator.words.wording import Wording

MOST_DOCUMENTS = 5
_LONGEST_NUMBER = 24
_FAR_AHEAD = 5
"""Years: no document sets rules for a day so far ahead; a year that was mistyped does."""
NEW, RULES, MEND = "new", "rules", "mend"


class PackForm(QWidget):
    """Asks for a new region, or for new rules of one's own from a date; `edited` follows every change by a
    person, and `typed` those of what would be saved.
    """

    edited = Signal()
    typed = Signal()

    def __init__(self, library: Library, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        # One's own regions are those that nobody signed.
        self._own = {found.pack.id: found.pack for found in library.installed() if found.origin == "own"}
        self._kept: dict[str, Pack] = {}
        self._documents: list[DocumentRow] = []
        self.cells = Cells()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(12))
        self._what_card()
        self._names_card()
        self._documents_card()
        self._start_card()
        self.tables = {name: TableCard(self.cells, wording, theme, name) for name in TABLES}
        for table in self.tables.values():
            self._column.addWidget(table.card)
            if table.below is not None:
                table.below.clicked.connect(lambda _on: self.cells.edited.emit())
        self.credits = CreditCard(self.cells, wording, theme)
        self._column.addWidget(self.credits.card)
        self.add_document()
        self.cells.edited.connect(self._follow)
        self.cells.edited.connect(self.typed)
        self._turn()

    # ---- making the parts

    def _what_card(self) -> None:
        tr, theme = self._wording.text, self._theme
        card, self.what_note = titled(theme, tr(N_("What is to be made")))
        what = tr(N_("What is to be made"))
        self.mode = Choice(
            what,
            [
                (NEW, tr(N_("A region of one's own"))),
                (RULES, tr(N_("New rules from a date for one's own region"))),
                (MEND, tr(N_("Mend figures of one's own region"))),
            ],
        )
        self.mode.set_current(NEW)
        self._allow()
        self.mode.chosen.connect(lambda _key: self._turn(told=True))
        framework = next((pack.id for pack in self._library if pack.standing == "framework"), None)
        self.base = RegionField(self._library, self._wording, theme, framework)
        self.base.chosen.connect(lambda _region: self._turn(told=True))
        self.base.unfit.connect(lambda: self._turn(told=True))
        base = tr(N_("The framework below which it stands, or the region that serves as template"))
        self._base_label = caption(base, self.base)
        self.region = PickCell(
            theme,
            "region",
            tr(N_("One's own region")),
            [(pack.id, self._wording.of(pack.name)) for pack in self._own.values()],
        )
        self.region.box.activated.connect(lambda _row: self._turn(told=True))
        for widget in (self.mode, self._base_label, self.base, self.region):
            card.box.insertWidget(card.box.count() - 1, widget)
        self._column.addWidget(card)

    def _names_card(self) -> None:
        tr, theme = self._wording.text, self._theme
        self._names, _note = titled(theme, tr(N_("The region")))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=theme.px(8), stretch=True, even=True)
        for key, label, hint in (
            ("zh", tr(N_("Name in Chinese")), ""),
            ("letters", tr(N_("Name in letters")), tr(N_("Pinyin or English; pinyin to search by is made from it"))),
            ("province", tr(N_("Province in Chinese")), ""),
            ("province_letters", tr(N_("Province in letters")), ""),
        ):
            cell = TextCell(theme, key, label, hint=hint, width=220)
            flow.addWidget(cell)
            self.cells.add(cell)
        self._names.box.insertWidget(1, holder)
        self._column.addWidget(self._names)

    def _documents_card(self) -> None:
        tr, theme = self._wording.text, self._theme
        card, note = titled(theme, tr(N_("Its own documents")))
        say(note, tr(N_("Every figure below stands on a document and a clause; these are the documents.")))
        self._documents_box = QVBoxLayout()
        self._documents_box.setSpacing(theme.px(8))
        card.box.addLayout(self._documents_box)
        self.more = self._button(N_("＋ Add document"), N_("Add a further document"))
        self.fewer = self._button(N_("Remove last document"), N_("Remove the last of the documents"))
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(8))
        for button in (self.more, self.fewer):
            flow.addWidget(button)
        self.more.clicked.connect(self.add_document)
        self.fewer.clicked.connect(self.remove_document)
        card.box.addWidget(row)
        self._column.addWidget(card)

    def _start_card(self) -> None:
        tr, theme = self._wording.text, self._theme
        self._starts, self.start_note = titled(theme, tr(N_("In force")))
        row = CitedRow(self.cells, self._wording, theme, "start", tr(N_("First day")))
        day = TextCell(theme, "start", tr(N_("Date")), name=tr(N_("First day")))
        day.setFixedWidth(theme.px(130))
        row.add(day)
        self._start_source = row.cite()
        clause = self.cells.cell("start.clause")
        assert isinstance(clause, TextCell)
        self._start_clause = clause
        self._starts.box.addWidget(row)
        self._column.addWidget(self._starts)

    def _button(self, label: str, tip: str) -> QPushButton:
        tr = self._wording.text
        button = QPushButton(tr(label))
        button.setToolTip(tr(tip))
        button.setAccessibleName(tr(tip))
        button.setAutoDefault(False)
        return button

    def _allow(self) -> None:
        """What is done to one's own regions needs one."""
        for key in (RULES, MEND):
            self.mode.button(key).setEnabled(bool(self._own))

    # ---- documents

    def add_document(self) -> None:
        """Ask for one document more."""
        row = DocumentRow(self.cells, self._wording, self._theme, len(self._documents))
        self._documents.append(row)
        self._documents_box.addWidget(row)
        self._follow()
        if len(self._documents) > 1:
            row.number.edit.setFocus()

    def remove_document(self) -> None:
        """Let the last document go; what stood on it asks for another."""
        if len(self._documents) > 1:
            row = self._documents.pop()
            self.cells.drop(cell.key for cell in row.cells)
            self._documents_box.removeWidget(row)
            row.deleteLater()
            self._follow()

    # ---- what is asked for

    @property
    def creating(self) -> bool:
        """Whether a region is made, and not new rules for one."""
        return self.mode.current() == NEW

    @property
    def base_pack(self) -> Pack | None:
        """The framework, the template, or the region that is given new rules; None while a text names none."""
        if self.creating:
            region = None if self.base.faulty else self.base.region
            return None if region is None else self._library.pack(region)
        return self._own.get(self.region.value())

    def keep(self, pack: Pack) -> None:
        """Note a region as one's own, newly made or taken in; the rules it had are built on until another is chosen."""
        self._kept[pack.id] = pack
        self._own.setdefault(pack.id, pack)
        self.region.offer([(one.id, self._wording.of(one.name)) for one in self._own.values()])
        self._allow()

    def form(self) -> dict[str, str]:
        """What stands in the fields."""
        form = self.cells.form() | {"documents": str(len(self._documents))}
        for name, table in self.tables.items():
            if table.below is not None and table.below.isChecked():
                form[f"{name}.retired.below"] = "yes"
        return form

    def draft(self, made: Mapping[str, Pack]) -> Draft | None:
        """What the form comes to; None without a base. `made` holds what it made already."""
        base = self.base_pack
        if base is None:
            return None
        if not self.creating:
            make = new_rules if self.mode.current() == RULES else mended
            return make(self.form(), base, max(made.get(base.id, base).version, base.version) + 1)
        taken = [region for region in self._library.ids() if region not in made]
        others = [*(self._library.pack(region) for region in taken), *made.values()]
        draft = new_region(self.form(), base, taken, others=others)
        before = None if draft.pack is None else made.get(draft.pack.id)
        return new_region(self.form(), base, taken, before.version + 1, others=others) if before else draft

    def show_bounds(self, draft: Draft | None) -> None:
        """What the province asks of the figures, and how those that were typed keep to it."""
        base = self.base_pack
        if base is None:
            return
        numbers = {source.id: source.number for source in base.sources}
        for place, own in enumerate(draft.documents if draft else ()):
            numbers[own] = self.form()[f"document.{place}.number"].strip()
        rules = draft.rules if draft else {}
        cards: list[tuple[str, BoundedCard]] = [*self.tables.items(), ("credit", self.credits)]
        for name, card in cards:
            lines = bound_lines(name, rules, base, numbers, self._wording)
            say(card.bounds, "\n".join(line for line, beyond in lines if not beyond))
            say(card.beyond, "\n".join(line for line, beyond in lines if beyond), "warning")

    def show_doubt(self, draft: Draft | None) -> str:
        """Ask beside the first day whether it is meant, where it lies far ahead; gives the sentence, empty if none."""
        start, sentence = draft.start if draft else None, ""
        if start is not None and start.year > datetime.now().astimezone().year + _FAR_AHEAD:
            text = self._wording.text(N_("{date} is more than {years} years from now: is this the day that is meant?"))
            sentence = text.format(date=self._wording.day(start), years=_FAR_AHEAD)
        say(self.start_note, sentence, "warning")
        return sentence

    # ---- following what is chosen

    def _turn(self, *, told: bool = False) -> None:
        """Another base, or another thing to make."""
        self._own.update(self._kept)
        self._kept.clear()
        creating, base, tr = self.creating, self.base_pack, self._wording.text
        for widget in (self._base_label, self.base, self._names, self._start_source, self._start_clause):
            widget.setVisible(creating)
        self.region.setVisible(not creating)
        framework = base is not None and base.standing == "framework"
        if base is None:
            text = ""
        elif not creating:
            lines = (
                N_("What is left empty stays in force. What held before the first day stays as it is.")
                if self.mode.current() == RULES
                else N_(
                    "What is typed takes the place of the figures that begin on the first day; the version before can"
                    " still be chosen."
                )
            )
            days = sorted({rule.from_ for name in TABLES for rule in base.rule_tables()[name] if rule.from_})
            begin = tr(N_("Its rules begin on {days}.")).format(
                days=tr(N_(", ")).join(self._wording.day(day) for day in days)
            )
            text = "\n".join((tr(lines), begin))
        elif framework:
            text = tr(N_("What the framework leaves to its cities is asked for; everything else is copied and cited."))
        else:
            text = tr(N_("What is left empty is copied from {region} and cited.")).format(
                region=self._wording.of(base.name)
            )
        say(self.what_note, text)
        cities = tr(N_("Left empty, the flexible and the retired have what the employed have."))
        for table in self.tables.values():
            say(table.note, cities if framework else "")
        if base is not None and creating:
            for key, value in (("province", base.province.zh), ("province_letters", base.province.en)):
                if not self.cells.touched(key):
                    self.cells.put({key: value})
        self._follow(told=told)

    def _follow(self, *, told: bool = True) -> None:
        self.refresh()
        if told:
            self.edited.emit()

    def refresh(self) -> None:
        """Offer the documents there are, and show the fields that are asked for."""
        tr, base = self._wording.text, self.base_pack
        options = []
        for row in self._documents:
            number = _short(row.number.value().strip())
            name = f"{row.place + 1} · {number}" if number else tr(N_("Document {number}")).format(number=row.place + 1)
            options.append((f"document.{row.place}", name))
        options += [(source.id, _short(source.number)) for source in (base.sources if base else ())]
        sources = [self._start_source, *self.credits.sources]
        for table in self.tables.values():
            sources += table.sources
        for source in sources:
            source.offer(options)
        self.more.setEnabled(len(self._documents) < MOST_DOCUMENTS)
        self.fewer.setEnabled(len(self._documents) > 1)
        self.credits.follow()


def _short(number: str) -> str:
    """A document's number, of a very long one the beginning: a list is not to be wider than the form."""
    return number if len(number) <= _LONGEST_NUMBER else f"{number[:_LONGEST_NUMBER]}…"
