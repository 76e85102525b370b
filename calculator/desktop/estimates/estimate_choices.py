"""What is estimated: whose tables or which people that are drawn, by which rules, over which months."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calculator.desktop.estimates.chosen_file import ChosenFile
from calculator.files.many_people.estimate_files import MOST_BYTES, read_population
from calculator.files.many_people.estimate_process import Question, Text
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.ground.months import Month, format_month, month_of
from calculator.ground.plain_files import read_plain
from calculator.ground.resources import resource
from calculator.ground.typed_values import typed_month
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack
from calculator.session.session import Session
from calculator.widgets.card import Card
from calculator.widgets.choice import Choice
from calculator.widgets.combo import Combo
from calculator.widgets.field import Field, caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme

_MONTH = N_("A month is expected, such as 2023-01; both are left empty for the whole year of the people or visits")
_WHOLE_YEAR = N_("empty: the whole year")
_EXAMPLE = N_("the example that comes with the program")
_ALL = N_("All files (*)")


def _read_month(text: str) -> Month | None:
    return month_of(typed_month(text)) if text else None


def _show_month(month: Month | None) -> str:
    return "" if month is None else format_month(month)


class EstimateChoices(Card):
    """`changed` when a person chose otherwise; `refused` carries a file that could not be taken, and why."""

    changed = Signal()
    refused = Signal(object, str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme, tr = session, theme, session.wording.text
        self._population: Text | None = None
        self._tried: list[Text | str] = []
        self.source = Choice(
            tr(N_("Whose figures")),
            [("drawn", tr(N_("People drawn from averages"))), ("files", tr(N_("Tables of people and visits")))],
        )
        self.source.set_current("drawn")
        self.rules = Choice(
            tr(N_("Which rules")),
            [("reform", tr(N_("The reform: before and after"))), ("pack", tr(N_("Rules of one's own")))],
        )
        self.rules.set_current("reform")
        for choice in (self.source, self.rules):
            for button in choice.findChildren(QPushButton):
                button.setAutoDefault(False)  # in a dialog Enter in a field would press it
        tables = [N_("Tables (*.csv *.parquet)"), _ALL]
        words = session.wording
        self.people = ChosenFile(words, theme, N_("&People…"), N_("Choose the table of people"), tables)
        self.visits = ChosenFile(words, theme, N_("&Visits…"), N_("Choose the table of visits"), tables)
        described = [N_("Descriptions of people (*.toml)"), _ALL]
        self.drawn = ChosenFile(
            words, theme, N_("&Averages…"), N_("Choose the file that states the averages"), described
        )
        policies = [N_("Policies (*.toml)"), _ALL]
        self.pack = ChosenFile(words, theme, N_("&Rules…"), N_("Choose the policy file that is tried"), policies)
        self.tried = Combo(theme)
        self.tried.setAccessibleName(tr(N_("Rules that are tried")))
        self.tried.setToolTip(tr(N_("Installed versions that are not in use, and files that were chosen")))
        self.first, self.last = self._month(N_("First month")), self._month(N_("Last month"))
        self._lay_out()
        self.source.chosen.connect(self._turn)
        self.rules.chosen.connect(self._turn)
        self.people.chosen.connect(lambda _path: self.changed.emit())
        self.visits.chosen.connect(lambda _path: self.changed.emit())
        self.drawn.chosen.connect(self._take_population)
        self.pack.chosen.connect(self._take_pack)
        self.tried.activated.connect(lambda _place: self.changed.emit())
        for part in self._listed:
            part.hide()  # until there are any
        self._list_versions()
        self.take_example()
        self._turn("")

    def _month(self, label: str) -> Field:
        tr = self._session.wording.text
        field = Field(tr(label), read=_read_month, show_value=_show_month, expected=tr(_MONTH), hint=tr(_WHOLE_YEAR))
        field.set_value(None)
        field.committed.connect(lambda _month: self.changed.emit())
        field.rejected.connect(lambda _text: self.changed.emit())
        field.setMinimumWidth(self._theme.px(160))
        return field

    def _lay_out(self) -> None:
        tr, theme = self._session.wording.text, self._theme
        self.box.setSpacing(theme.px(8))
        months = QWidget()
        flow = FlowLayout(months, spacing=theme.px(12))
        for field in (self.first, self.last):
            flow.addWidget(field)
        self._listed = (caption(tr(N_("Rules that are tried")), self.tried), self.tried)
        self._under: dict[str, QWidget] = {
            "drawn": self._column(self.drawn),
            "files": self._column(self.people, self.visits),
            "pack": self._column(*self._listed, self.pack),
        }
        for part in (
            caption(tr(N_("Whose figures"))),
            self.source,
            self._under["drawn"],
            self._under["files"],
            caption(tr(N_("Which rules"))),
            self.rules,
            self._under["pack"],
            months,
        ):
            self.box.addWidget(part)

    def _column(self, *parts: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        for part in parts:
            column.addWidget(part)
        return holder

    def _turn(self, _key: str) -> None:
        shown = {self.source.current(), self.rules.current()}
        for key, part in self._under.items():
            part.setVisible(key in shown)
        self.changed.emit()

    # ---- files that are taken

    def take_example(self) -> None:
        """Draw the people of the example that comes with the program."""
        path = resource("examples", "estimate.toml")
        self._take_population(path, self._session.wording.text(_EXAMPLE))

    def _take_population(self, path: Path, name: str = "") -> None:
        try:
            content = read_plain(path, MOST_BYTES, "1 MiB")
            population = read_population(content, path.name)
        except FaultsError as error:
            self._population = None
            self.refused.emit(error, path.name)
            return
        self._population = Text(content.decode(), path.name)
        text = self._session.wording.text(N_("{name}: {source}"))
        self.drawn.say(text.format(name=name or path.name, source=population.source), str(path))
        self.changed.emit()

    def _take_pack(self, path: Path) -> None:
        try:
            content = read_plain(path, MAX_PACK_BYTES, "1 MiB")
            pack = parse_pack(content, path.name)
        except FaultsError as error:
            self.refused.emit(error, path.name)
            return
        self._add(Text(content.decode(), path.name), pack, path.name)
        self.tried.setCurrentIndex(self.tried.count() - 1)
        self.changed.emit()

    def _list_versions(self) -> None:
        """The versions of regions that lie there and are not the ones in use."""
        library = self._session.library
        for region in library.ids():
            for name in library.names_of(region):
                pack = library.chosen(name).pack
                if pack.version != library.pack(region).version:
                    self._add(name, pack, name)

    def _add(self, rules: Text | str, pack: Pack, where: str) -> None:
        self._tried.append(rules)
        text = self._session.wording.text(N_("{name} ({where})"))
        self.tried.addItem(text.format(name=self._session.wording.of(pack.name), where=where))
        for part in self._listed:
            part.show()

    # ---- what was chosen

    def missing(self) -> str:
        """What is still to be chosen or mended before anything can be computed; nothing where all is there."""
        tr = self._session.wording.text
        if self.source.current() == "drawn" and self._population is None:
            return tr(N_("A file that states averages is still to be chosen."))
        if self.source.current() == "files" and (self.people.path is None or self.visits.path is None):
            return tr(N_("The tables of people and of visits are still to be chosen."))
        if self.rules.current() == "pack" and not self._tried:
            return tr(N_("The policy file that is tried is still to be chosen."))
        if self.first.faulty or self.last.faulty or (self._first is None) != (self._last is None):
            return tr(N_("First and last month are both expected, or neither."))
        return ""

    @property
    def _first(self) -> Month | None:
        return _month_in(self.first)

    @property
    def _last(self) -> Month | None:
        return _month_in(self.last)

    def question(self) -> Question:
        """What is asked, once nothing is missing."""
        session, first, last = self._session, self._first, self._last
        source: tuple[str, str] | Text = (str(self.people.path), str(self.visits.path))
        if self.source.current() == "drawn":
            assert self._population is not None
            source = self._population
        return Question(
            source=source,
            tried=None if self.rules.current() == "reform" else self._tried[self.tried.currentIndex()],
            language=session.wording.language,
            readings=session.case.readings,
            period=None if first is None or last is None else (first, last),
            library=session.library.told(),
        )


def _month_in(field: Field) -> Month | None:
    return _read_month(field.edit.text().strip())
