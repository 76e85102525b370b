"""The form for a region of one's own, as it is filled in; it holds what was typed and asks for a draft of it."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.own_region.body_rows import correcting_rows, plain_rows
from calculator.desktop.own_region.form_body import FormBody
from calculator.desktop.own_region.grey_words import MEND, NEW, RULES
from calculator.desktop.own_region.pack_cells import Cells, PickCell
from calculator.desktop.own_region.pack_rows import BoundedCard, TableCard, say, titled
from calculator.ground.language import N_
from calculator.policy.authoring.corrections import mended
from calculator.policy.authoring.draft import Draft
from calculator.policy.authoring.region_draft import left_empty, new_region, new_rules
from calculator.policy.authoring.shown_values import first_days, shown_on
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy_pages.document_remarks import document_remarks
from calculator.widgets.choice import Choice
from calculator.widgets.field import caption
from calculator.widgets.region_field import RegionField
from calculator.widgets.theme import Theme
from calculator.words.framework_bounds import bound_lines
from calculator.words.wording import Wording

_FAR_AHEAD = 5
"""Years: no document sets rules for a day so far ahead; a year that was mistyped does."""


class PackForm(QWidget):
    """Asks for a new region, for new rules of one's own from a date, or for what is put right in one's own.

    `edited` follows every change by a person, and `typed` those of what would be saved.
    """

    edited = Signal()
    typed = Signal()

    def __init__(self, library: Library, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._library, self._wording, self._theme = library, wording, theme
        # One's own regions are those that nobody signed.
        self._own = {found.pack.id: found.pack for found in library.installed() if found.origin == "own"}
        self._kept: dict[str, Pack] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(theme.px(12))
        self._what_card()
        self._plain = self._shown = FormBody(wording, theme, plain_rows(wording))
        self._corrections: dict[tuple[str, int, date], FormBody] = {}
        self._take(self._plain)
        self._turn()

    def _take(self, body: FormBody) -> None:
        self._column.addWidget(body)
        body.edited.connect(self._follow)
        body.edited.connect(self.typed)

    # ---- the fields that are shown

    @property
    def body(self) -> FormBody:
        """The fields that are shown."""
        return self._shown

    @property
    def cells(self) -> Cells:
        """The fields that are shown, by their keys."""
        return self.body.cells

    @property
    def tables(self) -> dict[str, TableCard]:
        """The tables of figures that are shown."""
        return self.body.tables

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
        self.since = PickCell(theme, "since", tr(N_("Rules in force from")), [])
        self.since.box.activated.connect(lambda _row: self._turn(told=True))
        for widget in (self.mode, self._base_label, self.base, self.region, self.since):
            card.box.insertWidget(card.box.count() - 1, widget)
        self._column.addWidget(card)

    def _allow(self) -> None:
        """What is done to one's own regions needs one."""
        for key in (RULES, MEND):
            self.mode.button(key).setEnabled(bool(self._own))

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
        return self.body.form()

    def draft(self, made: Mapping[str, Pack]) -> Draft | None:
        """What the form comes to; None without a base. `made` holds what it made already."""
        base = self.base_pack
        if base is None:
            return None
        if not self.creating:
            version = max(made.get(base.id, base).version, base.version) + 1
            if self.mode.current() == RULES:
                return new_rules(self.form(), base, version)
            return mended(self.form(), base, self._day(base), version)
        taken = [region for region in self._library.ids() if region not in made]
        others = [*(self._library.chosen(region).pack for region in taken), *made.values()]
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
            numbers[own] = self.form().get(f"document.{place}.number", "").strip()
        rules = draft.rules if draft else {}
        cards: list[tuple[str, BoundedCard]] = [*self.tables.items(), ("credit", self.body.credits)]
        for name, card in cards:
            lines = bound_lines(name, rules, base, numbers, self._wording)
            say(card.bounds, "\n".join(line for line, beyond in lines if not beyond))
            say(card.beyond, "\n".join(line for line, beyond in lines if beyond), "warning")

    def show_doubt(self, draft: Draft | None) -> str:
        """Ask beside the first day whether it is meant, where it lies far ahead or before its document's date.

        Gives the sentences, empty if there are none.
        """
        start, sentence = draft.start if draft else None, ""
        if start is not None and start.year > datetime.now().astimezone().year + _FAR_AHEAD:
            text = self._wording.text(N_("{date} is more than {years} years from now: is this the day that is meant?"))
            sentence = text.format(date=self._wording.day(start), years=_FAR_AHEAD)
        remarks = document_remarks(draft.pack, self._wording) if draft and draft.pack else []
        sentence = "\n".join(filter(None, (sentence, *remarks)))
        say(self.body.start_note, sentence, "warning")
        return sentence

    # ---- following what is chosen

    def _day(self, base: Pack) -> date:
        """The day whose rules are put right: the last on which rules of today began, until another one is chosen."""
        days = first_days(base)
        chosen = self.since.value()
        if chosen:
            return date.fromisoformat(chosen)
        return max((day for day in days if day <= datetime.now().astimezone().date()), default=days[0])

    def rebase(self, pack: Pack, start: date | None) -> None:
        """Go on putting right what was saved just now, with the focus where it is."""
        if self.mode.current() != MEND:
            return
        here = next((key for key in self.cells.keys() if self.cells.cell(key).control.hasFocus()), "")  # noqa: SIM118
        self._own[pack.id] = pack
        self._kept.pop(pack.id, None)
        for place in [place for place in self._corrections if place[0] == pack.id]:
            body = self._corrections.pop(place)
            body.hide()
            body.deleteLater()
        self._offer_days(pack)
        if start is not None:
            self.since.put(start.isoformat())
        self._turn()
        if here in self.cells.keys():  # noqa: SIM118
            self.cells.cell(here).control.setFocus()

    def _offer_days(self, base: Pack) -> None:
        words = self._wording
        text = words.text(N_("from {first} on"))
        chosen = self._day(base).isoformat()
        self.since.offer([(day.isoformat(), text.format(first=words.day(day))) for day in first_days(base)])
        self.since.put(chosen)

    def _correction(self, base: Pack) -> FormBody:
        """The fields for putting right the rules of a day, made when they are first asked for."""
        day = self._day(base)
        place = base.id, base.version, day
        if place not in self._corrections:
            body = FormBody(self._wording, self._theme, correcting_rows(base, day, self._wording), base)
            body.fill(shown_on(base, day))
            self._corrections[place] = body
            self._take(body)
        return self._corrections[place]

    def _turn(self, *, told: bool = False) -> None:
        """Another base, or another thing to make."""
        self._own.update(self._kept)
        self._kept.clear()
        creating, base = self.creating, self.base_pack
        mending = self.mode.current() == MEND and base is not None
        for widget in (self._base_label, self.base):
            widget.setVisible(creating)
        self.region.setVisible(not creating)
        self.since.setVisible(mending)
        shown = self._plain
        if mending and base is not None:
            self._offer_days(base)
            shown = self._correction(base)
        for body in (self._plain, *self._corrections.values()):
            body.setVisible(body is shown)
        self._shown = shown
        say(self.what_note, self._explained(base))
        if base is not None and creating:
            for key, value in (("province", base.province.zh), ("province_letters", base.province.en)):
                if not self.cells.touched(key):
                    self.cells.put({key: value})
        self._follow(told=told)

    def _explained(self, base: Pack | None) -> str:
        """What is asked for, and the one thing that an empty field means."""
        tr = self._wording.text
        if base is None:
            return ""
        if self.creating and base.standing == "framework":
            what = tr(N_("What the framework leaves to its cities is asked for; everything else is copied and cited."))
        elif self.creating:
            what = tr(N_("What is not typed is copied from {region} and cited."))
            what = what.format(region=self._wording.of(base.name))
        elif self.mode.current() == RULES:
            kept = tr(
                N_("What held before the first day stays as it is; a document is asked for only where one is cited.")
            )
            begin = tr(N_("Its rules begin on {days}."))
            days = tr(N_(", ")).join(self._wording.day(day) for day in first_days(base))
            what = "\n".join((kept, begin.format(days=days)))
        else:
            what = tr(
                N_(
                    "Every field shows what is saved; what is typed over it is put right. The version before can still"
                    " be chosen."
                )
            )
        return "\n".join((what, tr(N_("In an empty field there stands in grey what holds if it is left empty."))))

    def _follow(self, *, told: bool = True) -> None:
        self.refresh()
        if told:
            self.edited.emit()

    def refresh(self) -> None:
        """Offer the documents there are, show the fields that are asked for, and say what holds where one is empty."""
        base, mode = self.base_pack, self.mode.current() or NEW
        if base is None:
            empty: Mapping[str, str] = {}
        elif mode == MEND:
            empty = shown_on(base, self._day(base))
        else:
            empty = left_empty(self.form(), base)
        self.body.refresh(base, mode, empty)
