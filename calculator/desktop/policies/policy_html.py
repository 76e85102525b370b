"""The policy page as rich text: sections of rules, each with a clause that leads to its document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from calculator.ground.language import N_
from calculator.policy_pages.region_page import (
    OpenQuestion,
    PolicyPage,
    Section,
    Turn,
    change_line,
    open_line,
    unknown_line,
)
from calculator.policy_pages.rule_entries import Entry
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

HISTORY = "history"
"""The name of the part that tells what changed when; the others go by their section's key."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: to a clause of a source, or to an open question where `reading` names one."""

    source: str = ""
    cited: str = ""
    clause: str = ""
    reading: str = ""
    section: str = ""


_LARGE = 140
"""The size of text in percent from which three columns are too narrow for words, and stand one below the other."""


class PolicyText:
    """A page as rich text, with what its links lead to; a link's address is its number."""

    def __init__(self, page: PolicyPage, wording: Wording, theme: Theme, *, choices: bool = True) -> None:
        self._wording, self._theme, self._choices = wording, theme, choices
        self._links: list[Link] = []
        self._section_key = ""
        self.html = self._styled("".join(self._page(page)))

    def link(self, address: str) -> Link | None:
        """What an address leads to."""
        number = address.rpartition("-")[2]
        found = number.isascii() and number.isdecimal() and int(number) < len(self._links)
        return self._links[int(number)] if found else None

    def anchor_of(self, cited: str, sections: Sequence[str]) -> str | None:
        """The anchor of a clause as it is cited: in one of the sections where it stands there, else anywhere."""
        found = [(number, link) for number, link in enumerate(self._links) if link.cited == cited]
        found.sort(key=lambda one: one[1].section not in sections)
        return f"at-{found[0][0]}" if found else None

    def _styled(self, body: str) -> str:
        px, colours = self._theme.px, self._theme.colours
        style = (
            f"h1 {{ font-size: {px(20)}px; color: {colours.text}; margin-bottom: {px(4)}px; }}"
            f"h2 {{ font-size: {px(16)}px; color: {colours.pooled}; margin: {px(14)}px 0 {px(2)}px 0; }}"
            f"p {{ color: {colours.text}; margin: {px(2)}px 0; }}"
            f"td {{ color: {colours.text}; padding: {px(4)}px {px(8)}px {px(4)}px 0; }}"
            f"td {{ border-bottom: 1px solid {colours.line}; }}"
            f".small {{ font-size: {px(12)}px; color: {colours.muted}; }}"
            f".unknown {{ font-size: {px(12)}px; color: {colours.refused}; }}"
            f".open {{ font-size: {px(12)}px; color: {colours.account}; }}"
            f"a {{ color: {colours.deductible}; }}"
        )
        return f"<html><head><style>{style}</style></head><body>{body}</body></html>"

    def _page(self, page: PolicyPage) -> Iterator[str]:
        yield f"<h1>{escape(page.title)}</h1>"
        for notice in page.notices:
            kind = "open" if notice.startswith("⚠") else "small"
            yield f"<p class='{kind}'>{escape(notice)}</p>"
        for section in page.sections:
            yield from self._section(section)
        if page.history:
            self._section_key = HISTORY
            yield f"<h2><a name='{HISTORY}'></a>{escape(self._wording.text(N_('What changed when')))}</h2>"
            yield "<table width='100%' cellspacing='0'>"
            for turn in page.history:
                yield self._turn(turn)
            yield "</table>"

    def _section(self, section: Section) -> Iterator[str]:
        self._section_key = section.key
        yield f"<h2><a name='{section.key}'></a>{escape(section.title)}</h2>"
        if section.meaning:
            yield f"<p class='small'>{escape(section.meaning)}</p>"
        if section.entries:
            yield "<table width='100%' cellspacing='0'>"
            for entry in section.entries:
                yield self._entry(entry)
            yield "</table>"
        for question in section.open:
            yield self._open(question)

    def _entry(self, entry: Entry) -> str:
        said = [escape(entry.said)]
        said += [f"<span class='small'>{escape(note)}</span>" for note in entry.notes]
        if entry.meaning:
            said.append(f"<i class='small'>{escape(entry.meaning)}</i>")
        if entry.unknown:
            said.append(f"<span class='unknown'>{escape(unknown_line(entry, self._wording))}</span>")
        rests = [self._clause(entry.source, entry.cited, entry.clause)] if entry.cited else []
        if entry.since:
            rests.append(f"<span class='small'>{escape(entry.since)}</span>")
        return self._row(f"<b>{escape(entry.subject)}</b>", "<br>".join(said), "<br>".join(rests))

    def _row(self, *cells: str) -> str:
        """The cells side by side, or one below the other where text is large."""
        if self._theme.percent >= _LARGE:
            return f"<tr><td>{'<br>'.join(cell for cell in cells if cell)}</td></tr>"
        widths = (22, 50, 28) if len(cells) == 3 else (22, 78)
        row = (f"<td width='{width}%'>{cell}</td>" for width, cell in zip(widths, cells, strict=True))
        return f"<tr>{''.join(row)}</tr>"

    def _turn(self, turn: Turn) -> str:
        lines = []
        for change in turn.changes:
            lines.append(escape(change_line(change, self._wording)))
            lines += [f"<span class='small'>{escape(note)}</span>" for note in change.notes]
            if change.cited:
                lines.append(self._clause(change.source, change.cited, change.clause))
        day = escape(self._wording.day(turn.day))
        heading = f"<b>{escape(turn.heading)}</b><br><span class='small'>{day}</span>"
        return self._row(heading, "<br>".join(lines))

    def _clause(self, source: str, cited: str, clause: str) -> str:
        return self._anchor(Link(source, cited, clause, section=self._section_key), cited)

    def _open(self, question: OpenQuestion) -> str:
        more = self._anchor(Link(reading=question.reading), self._wording.text(N_("choices"))) if self._choices else ""
        return f"<p class='open'>{escape(open_line(question, self._wording))} {more}</p>"

    def _anchor(self, link: Link, text: str) -> str:
        self._links.append(link)
        number = len(self._links) - 1
        return f"<a name='at-{number}' href='to-{number}' style='font-size: {self._theme.px(12)}px'>{escape(text)}</a>"
