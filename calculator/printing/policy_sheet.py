"""The policy page on paper: every rule with its clause, what is left open, and what changed when."""

from collections.abc import Iterator
from datetime import date

from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.policy_pages.region_page import PolicyPage, Section, Turn, change_line, open_line, unknown_line
from calculator.policy_pages.rule_entries import Entry
from calculator.printing.paper import PORTRAIT, Paper, Sheet
from calculator.printing.sheet_writer import Run, Text, Writer
from calculator.words.wording import Wording

_SHARES = (20, 55, 25)


def policy_paper(page: PolicyPage, wording: Wording, printed_on: date) -> Steps[Paper]:
    """The pages of a policy page."""
    sheet = policy_sheet(page, wording)
    sheet.pages  # noqa: B018 — laying out is the long part of the work, and is done here
    yield 1, 1
    foot = wording.text(N_("Printed on {day}")).format(day=wording.day(printed_on))
    return Paper([sheet], wording, page.title, foot)


def policy_sheet(page: PolicyPage, wording: Wording) -> Sheet:
    """The whole page as one sheet."""
    writer = Writer(PORTRAIT)
    writer.paragraph(Run(page.title, 17, bold=True), below=1)
    for notice in page.notices:
        writer.paragraph(Run(notice, 9, bold=notice.startswith("⚠")), below=0.6)
    for section in page.sections:
        writer.heading(section.title)
        _section(writer, section, wording)
    if page.history:
        writer.heading(wording.text(N_("What changed when")))
        _history(writer, page.history, wording)
    return writer.sheet(page.title)


def _section(writer: Writer, section: Section, wording: Wording) -> None:
    if section.meaning:
        writer.paragraph(Run(section.meaning, 8, colour="muted"), below=0.6)
    if section.entries:
        whole = writer.width - 3
        grid = writer.table([whole * share / 100 for share in _SHARES], len(section.entries), 0, padding=0.8)
        grid.rule(range(len(section.entries)))
        for row, entry in enumerate(section.entries):
            grid.put(row, 0, Run(entry.subject, 8.5, bold=True))
            grid.put(row, 1, *_said(entry, wording))
            grid.put(row, 2, *(Run(text, 7.5, colour="muted") for text in (entry.cited, entry.since) if text))
    for question in section.open:
        writer.paragraph(Run(open_line(question, wording), 8), below=0.6)


def _said(entry: Entry, wording: Wording) -> Iterator[Text]:
    yield Run(entry.said, 8.5)
    for note in entry.notes:
        yield Run(note, 7.5, colour="muted")
    if entry.meaning:
        yield Run(entry.meaning, 7.5, colour="muted")
    if entry.unknown:
        yield Run(unknown_line(entry, wording), 7.5, colour="refused")


def _history(writer: Writer, turns: tuple[Turn, ...], wording: Wording) -> None:
    whole = writer.width - 2
    grid = writer.table([whole * 0.2, whole * 0.8], len(turns), 0, padding=0.8)
    grid.rule(range(len(turns)))
    for row, turn in enumerate(turns):
        grid.put(row, 0, Run(turn.heading, 9.5, bold=True), Run(wording.day(turn.day), 8, colour="muted"))
        grid.put(row, 1, *_changes(turn, wording))


def _changes(turn: Turn, wording: Wording) -> Iterator[Text]:
    for change in turn.changes:
        yield Run(change_line(change, wording), 8.5)
        for text in (*change.notes, change.cited):
            if text:
                yield Run(text, 7.5, colour="muted")
