"""What an import says: what was found in a sheet, what is wrong with its rows, and what becomes of the period."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from calculator.case.case import KnownFigures
from calculator.case.visit_edits import with_visits
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.visit_import import Sheet
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import format_month
from calculator.sheets.cells import Cell, is_empty, text_of
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.control_sums import Control
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.heading_names import BY_MEANING
from calculator.sheets.others.sheet_visits import MERGED
from calculator.sheets.others.skipped_rows import LeftOut
from calculator.sheets.own.exact_cells import cell_name
from calculator.words.field_texts import named
from calculator.words.wording import Wording

_LEFT_OUT: dict[LeftOut, str] = {
    "sum": N_("rows of sums: {count}"),
    "heading": N_("repeated headings: {count}"),
    "example": N_("example rows: {count}"),
    "closing": N_("closing lines: {count}"),
    "text": N_("lines of text: {count}"),
    "inpatient": N_("stays in hospital: {count}"),
    "other_care": N_("no outpatient visits: {count}"),
    "insurance": N_("bills of another insurance: {count}"),
    "refunded": N_("paid back: {count}"),
    "same": N_("repeated rows of one bill: {count}"),
    "part": N_("further rows of one bill: {count}"),
    "hidden": N_("hidden rows: {count}"),
}
_KINDS = {
    "workbook": N_("A workbook"),
    "old workbook": N_("A workbook of the old kind (.xls)"),
    "page": N_("A web page, XML or JSON with tables"),
    "text": N_("A table of text"),
}
_DEDUCTIBLE, _POOLED = N_("deductible used {amount}"), N_("paid by the pooled fund {amount}")
_LONGEST_CELL = 28
_MOST_CONTROLS = 5
MOST_TOLD = 200
"""So many faults are listed; who has more looks at the sheet first."""


def heading_of(key: str, wording: Wording) -> str:
    """What a column means, on one line."""
    return wording.text(BY_MEANING[key].heading).replace("\n", " ")


def letters_of(place: int) -> str:
    """The letters by which spreadsheets call a column."""
    return cell_name(place, 0).removesuffix("0")


def shown(cell: Cell) -> str:
    """A cell of the sheet on one line, shortened."""
    text = " ".join(text_of(cell).split())
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def fault_line(fault: Fault, wording: Wording) -> str:
    """What is wrong, with row and column of the sheet."""
    column, place = heading_of(fault.path, wording), fault.figures["place"]
    if isinstance(place, int):
        column = wording.text(N_("{heading} (column {letters})")).format(heading=column, letters=letters_of(place))
    where = wording.text(N_("Row {row}, {column}")).format(row=fault.figures["row"], column=column)
    sentence = wording.at_field(fault)
    if "sheet" in fault.figures:
        where = wording.text(N_("{sheet}, {where}")).format(sheet=shown(str(fault.figures["sheet"])), where=where)
    return wording.text(N_("{where}: {fault}")).format(where=where, fault=sentence)


def fault_lines(sheet: Sheet, wording: Wording) -> list[str]:
    """What is wrong with the first faulty rows."""
    lines = [fault_line(fault, wording) for fault in sheet.found.faults[:MOST_TOLD]]
    if len(sheet.found.faults) > MOST_TOLD or sheet.found.faulty > len({f.figures["row"] for f in sheet.found.faults}):
        lines.append(wording.text(N_("Further faulty rows are not listed.")))
    return lines


def summary(sheet: Sheet, wording: Wording) -> str:
    """How many rows can be imported, are faulty, and are there already."""
    found = sheet.found
    return wording.text(N_("Can be imported: {good} · With faults: {faulty} · There already: {again}")).format(
        good=f"{len(found.visits) - len(found.again):,}", faulty=f"{found.faulty:,}", again=f"{len(found.again):,}"
    )


def left_out_line(left_out: Mapping[LeftOut, int], wording: Wording) -> str:
    """How many rows are none of the visits, and why."""
    parts = [wording.text(_LEFT_OUT[why]).format(count=f"{count:,}") for why, count in left_out.items()]
    return wording.text(N_("Left out: {parts}")).format(parts=wording.text(N_("; ")).join(parts))


def file_said(sheet: Sheet, wording: Wording) -> str:
    """What a file is, as far as it was understood, in a sentence."""
    tr, found = wording.text, sheet.found
    kind = tr(_KINDS[sheet.file.kind])
    if sheet.household is not None:
        said = tr(N_("{kind}, written by this program: a household of {people} with {visits} visits."))
        return said.format(kind=kind, people=len(sheet.household.people), visits=f"{len(sheet.household.visits):,}")
    if sheet.known:
        text = N_("{kind}: what the platform says of the years so far. It becomes known figures of {person}.")
        return tr(text).format(kind=kind, person=_owner(sheet))
    if sheet.layout.heading is None:
        return tr(N_("{kind}, in which no headings of bills were recognised.")).format(kind=kind)
    days = [visit.date for visit in found.visits]
    if not days and found.asked:
        text = N_("{kind}, with headings in row {row}; the next step asks what its rows leave open ({count}).")
        return tr(text).format(kind=kind, row=sheet.layout.heading + 1, count=f"{found.faulty:,}")
    if not days:
        return tr(N_("{kind}, with headings in row {row}; none of its rows could be read as a bill.")).format(
            kind=kind, row=sheet.layout.heading + 1
        )
    said = tr(N_("{kind}, with headings in row {row} and {count} bills from {first} to {last}."))
    return said.format(kind=kind, row=sheet.layout.heading + 1, count=f"{len(days):,}", first=min(days), last=max(days))


def asked_about(sheet: Sheet) -> set[str]:
    """What is doubtful in a sheet and asked of a person: questions, `owner`, `institution` and `columns`."""
    layout, found = sheet.layout, sheet.found
    doubts: set[str] = {*found.asked}
    if sheet.known:
        return {"owner"} if len(sheet.case.people) > 1 else set()
    if len(sheet.case.people) > 1 and ("person" not in layout.columns or layout.stranger is not None):
        doubts.add("owner")
    if any(fault.path == "institution" and fault.code == "missing" for fault in found.faults):
        doubts.add("institution")
    if layout.heading is None or layout.missing():
        doubts.add("columns")
    return doubts


def totals_said(found: SheetVisits, wording: Wording, *, even_none: bool = False) -> str:
    """How many bills there are and what they come to, against the sum that the sheet itself says.

    Empty where there are none, unless `even_none` is to be said.
    """
    count, controls = len(found.visits), found.controls
    if not count and not even_none:
        return ""
    total = sum(visit.total for visit in found.visits)
    said = wording.text(N_("{count} bills, {total} in all")).format(count=f"{count:,}", total=wording.amount(total))
    if not controls:
        return wording.text(N_("{bills}; the sheet says no sum of its own")).format(bills=said)
    agree = all(control.said == control.found for control in controls)
    parts, last = sum(control.said for control in controls), controls[-1].said
    shown = parts if parts == total else last  # a sheet may say what each of its groups comes to, and no more
    if not agree:
        text = N_("{bills}; in the sheet {sum} ✗")
    elif shown == total:
        text = N_("{bills}; in the sheet {sum} ✓")
    else:
        text = N_("{bills}; in the sheet {sum}, with the rows that are left out ✓")
    return wording.text(text).format(bills=said, sum=wording.amount(shown))


def rows_said(found: SheetVisits, wording: Wording) -> list[str]:
    """What became of the rows: what was left out, what is doubtful, and what the sheet's own sums say."""
    return [*became_said(found, wording), *controls_said(found.controls, wording)]


def became_said(found: SheetVisits, wording: Wording) -> Iterator[str]:
    """What was left out of the rows, and what is doubtful."""
    tr = wording.text
    if found.left_out:
        yield left_out_line(found.left_out, wording)
    if found.refunded:
        yield tr(N_("Paid back, and in no sum: {amount}")).format(amount=wording.amount(found.refunded))
    if found.paid_back:
        said = N_("Visits of the household that these rows pay back, and that are marked so: {count}")
        yield tr(said).format(count=f"{len(found.paid_back):,}")
    if found.unmatched:
        said = N_("Refunds without their bill: {count}. Sums may be too high by {amount}.")
        yield tr(said).format(count=len(found.unmatched), amount=wording.amount(sum(found.unmatched)))
    if found.joined:
        yield tr(N_("Items of a bill were added up: {count} rows")).format(count=f"{found.joined:,}")
    if found.other_status:
        said = N_("Rows that say employed where the household says retired, or the other way round: {count}")
        yield tr(said).format(count=f"{found.other_status:,}")
    if "personal" in found.self_paid:
        yield tr(N_("自费 is all that the person paid: with what the insurance paid it makes up each bill"))
    if found.turned:
        yield tr(N_("The sheet runs from new to old; visits of one day are taken in the opposite order."))


def turned_said(file: SheetFile, read: Sequence[str], wording: Wording) -> list[str]:
    """That rows are not those of the file, where headings stand beside their values."""
    if not any(map(file.is_turned, read)):
        return []
    return [wording.text(N_("Headings stand beside their values: row 2 is the first bill, row 3 the second."))]


def controls_said(controls: Sequence[Control], wording: Wording) -> Iterator[str]:
    """Which sums in a sheet are other ones than those of its rows."""
    wrong = [control for control in controls if control.said != control.found]
    for control in wrong[:_MOST_CONTROLS]:
        said = N_("Row {row} of the sheet says {said} in all; its rows come to {found}.")
        amounts = {"said": wording.amount(control.said), "found": wording.amount(control.found)}
        yield wording.text(said).format(row=control.row, **amounts)


def hidden_said(file: SheetFile, read: Sequence[str], wording: Wording) -> list[str]:
    """Which sheets of a file, and which columns of those that were `read`, are not read, or hidden."""
    mark, said = wording.text(N_("; ")), list[str]()
    others = [name for name in file.names if name not in read]
    if others:
        text = wording.text(N_("Sheets that are not read: {sheets}"))
        said.append(text.format(sheets=mark.join(map(shown, others))))
    if file.hidden:
        names = mark.join(map(shown, file.hidden))
        said.append(wording.text(N_("Hidden sheets, which are not read: {sheets}")).format(sheets=names))
    columns = [(name, letters_of(place)) for name in read for place in file.hidden_columns(name)]
    if columns:
        called = [letters if len(read) == 1 else f"{shown(name)} {letters}" for name, letters in columns]
        text = wording.text(N_("Hidden columns, which are not read ({count}): {columns}"))
        said.append(text.format(count=len(called), columns=mark.join(called)))
    return said


def remarks(sheet: Sheet, wording: Wording, *, skip_again: bool) -> list[str]:
    """What else a person should know before importing."""
    return [*_about_columns(sheet, wording), *_about_rows(sheet, wording, skip_again=skip_again)]


def _owner(sheet: Sheet) -> str:
    return next(named(person) for person in sheet.case.people if person.id == sheet.owner)


def known_said(figures: Sequence[KnownFigures], account_paid: Mapping[date, Fen], wording: Wording) -> list[str]:
    """The known figures of each day, in words, and that what the account paid is none of them."""
    lines = []
    for known in figures:
        parts = [
            wording.text(text).format(amount=wording.amount(amount))
            for text, amount in ((_DEDUCTIBLE, known.deductible_used), (_POOLED, known.pooled))
            if amount is not None
        ]
        lines.append(
            wording.text(N_("{day}: {figures}")).format(day=known.date, figures=wording.text(N_("; ")).join(parts))
        )
    if account_paid:
        day = max(account_paid)
        said = N_(
            "The account paid {amount} until {day}. This is not what is left in it, and is not taken over: enter the"
            " balance as the app or a slip says it."
        )
        lines.append(wording.text(said).format(amount=wording.amount(account_paid[day]), day=day))
    return lines


def _about_columns(sheet: Sheet, wording: Wording) -> Iterator[str]:
    tr, mark = wording.text, wording.text(N_("; "))
    if sheet.known:
        yield from known_said(sheet.known, sheet.account_paid, wording)
        return
    if sheet.layout.heading is None:
        yield tr(N_("No headings were recognised: choose in the table what each column holds."))
    missing = [heading_of(key, wording) for key in sheet.layout.missing()]
    if missing and sheet.layout.heading is not None:
        yield tr(N_("No column holds: {columns}. Choose one in the table.")).format(columns=mark.join(missing))
    yield from unread_said(sheet.head, sheet.layout, wording)
    if sheet.layout.stranger is not None:
        column = shown(sheet.layout.heading_of(sheet.head, sheet.layout.columns.index("person")))
        owner = _owner(sheet)
        yield tr(
            N_("Column {column} holds {found}, who is not in the household: imported as visits of {owner}.")
        ).format(column=column, found=shown(sheet.layout.stranger), owner=owner)
    if sheet.more:
        names = mark.join(map(shown, (sheet.name, *sheet.more)))
        yield tr(N_("Read together: {sheets}")).format(sheets=names)
    if sheet.others:
        names = mark.join(map(shown, sheet.others))
        yield tr(N_("Only this sheet is imported. Further sheets with visits: {sheets}")).format(sheets=names)


def unread_said(head: list[list[Cell]], layout: Layout, wording: Wording) -> list[str]:
    """Which columns are not read."""
    unread = list(_unread(head, layout, wording))
    if not unread:
        return []
    columns = wording.text(N_("; ")).join(unread)
    return [wording.text(N_("Columns that are not read: {columns}")).format(columns=columns)]


def _unread(head: list[list[Cell]], layout: Layout, wording: Wording) -> Iterator[str]:
    """What columns are called that are not read; by their letters those that hold something under no heading."""
    if layout.heading is None:
        return
    below = head[layout.heading + 1 :]
    for place in range(max(map(len, head))):
        if place < len(layout.columns) and layout.columns[place] is not None:
            continue
        heading = layout.heading_of(head, place)
        if not is_empty(heading):
            yield shown(heading)
        elif any(place < len(row) and not is_empty(row[place]) for row in below):
            yield wording.text(N_("column {letters}")).format(letters=letters_of(place))


def _about_rows(sheet: Sheet, wording: Wording, *, skip_again: bool) -> Iterator[str]:
    tr = wording.text
    yield from rows_said(sheet.found, wording)
    yield from turned_said(sheet.file, sheet.read, wording)
    yield from hidden_said(sheet.file, sheet.read, wording)
    if any(fault.code == MERGED for fault in sheet.found.faults):
        yield tr(N_("Rows of one visit look merged: the total of the visit above them may be too low."))
    before = sheet.case
    after = with_visits(before, sheet.found.chosen(skip_again=skip_again))
    if (before.from_, before.through) != (after.from_, after.through):
        line = tr(N_("The period is lengthened to {from}–{through}."))
        yield line.format_map({"from": format_month(after.from_), "through": format_month(after.through)})
    if after.from_ < before.from_:
        yield tr(N_("Opening balances then stand at the start of {from}: look at them again.")).format_map(
            {"from": format_month(after.from_)}
        )
