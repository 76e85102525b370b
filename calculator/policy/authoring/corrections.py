"""Figures and words of one's own region that were entered wrongly, put right where they stand; nothing else changes."""

from collections.abc import Mapping
from datetime import date

from calculator.policy.authoring.dated_rows import moved, statuses_of
from calculator.policy.authoring.draft import Draft, checked
from calculator.policy.authoring.form_reader import TABLES, Form, FormReader
from calculator.policy.authoring.other_rules import NAME_FIELDS, effect_fields, named_rows, put_readings
from calculator.policy.authoring.own_documents import free_ids, own_sources
from calculator.policy.authoring.pack_writer import Data, data_of
from calculator.policy.authoring.shown_values import Row, rows_on, shown_on
from calculator.policy.names import STATUSES
from calculator.policy.pack import Pack

_BASIS_FIELDS = (
    "basis", "parts", "amount", "pension_year", "pension_of", "unknown", "refusal", "approximate", "undated",
)  # fmt: skip


def mended(form: Form, base: Pack, day: date, version: int) -> Draft:
    """A region of one's own in which the fields of `shown_on` that say something else now are put right.

    A field left empty stays as it was. A rule that several statuses share is parted where one of them is mended.
    """
    shown = shown_on(base, day)
    reader = FormReader({**form, **_filled(form, shown)}, _documents(form, base))
    changed = {key for key in shown if reader.text(key) != shown[key]}
    data = data_of(base)
    before = data_of(base)
    _rules(reader, data, base, day, changed)
    _named(reader, data, base, day)
    put_readings(reader, data, shown)
    _sources(reader, data, base, changed)
    start = reader.day("start")
    if start is not None and start != day:
        moved((rows for name, rows in data.items() if isinstance(rows, list) and name != "sources"), day, start)
    if data == before and not reader.faults:
        reader.fault("start", "nothing_new")
    data["version"] = version
    _in_place(reader, data)
    return checked(reader, data, start)


def _in_place(reader: FormReader, data: Data) -> None:
    """Have the reader know the rows that are there now, each once."""
    there = {id(row) for rows in data.values() if isinstance(rows, list) for row in rows}
    known: dict[int, tuple[Data, str]] = {}
    for row, key in reader.places:
        if id(row) in there:
            known.setdefault(id(row), (row, key))
    reader.places = list(known.values())


def _filled(form: Form, shown: Mapping[str, str]) -> dict[str, str]:
    return {key: form.get(key, "").strip() or text for key, text in shown.items()}


def _documents(form: Form, base: Pack) -> dict[str, str]:
    """What a field chooses → the id of a document: those there are, and new ones after one's own."""
    own = own_sources(base)
    count = max(int(form.get("documents", len(own))) - len(own), 0)
    ids = [*(source.id for source in own), *free_ids(base, count)]
    return {f"document.{place}": name for place, name in enumerate(ids)} | {one.id: one.id for one in base.sources}


def _rules(reader: FormReader, data: Data, base: Pack, day: date, changed: set[str]) -> None:
    """The rows of rules that are there, each put right where it stands."""
    edits: dict[tuple[str, int], list[tuple[Row, Data | None]]] = {}
    for row in rows_on(base, day):
        old = data[row.table][row.place]
        reader.places.append((old, row.key))
        mine = {key.removeprefix(f"{row.key}.") for key in changed if key.rpartition(".")[0] == row.key}
        if mine:
            made = _mended(reader, row, old, mine)
            edits.setdefault((row.table, row.place), []).append((row, made))
    for table in {name for name, _place in edits}:
        rows: list[Data] = []
        for place, old in enumerate(data[table]):
            rows += _parted(reader, old, edits.get((table, place), []))
        data[table] = rows


def _parted(reader: FormReader, old: Data, edits: list[tuple[Row, Data | None]]) -> list[Data]:
    """A row with what was mended of it beside it, for the statuses that it was mended for."""
    if not edits:
        return [old]
    if edits[0][0].table in NAME_FIELDS or edits[0][0].table == "pharmacy":
        made = edits[0][1]
        if made is not None:
            reader.places.append((made, edits[0][0].key))
        return [] if made is None else [made]
    names = [row.name for row, _made in edits]
    rest = [status for status in statuses_of(old) if status not in names]
    rows = [{**old, "status": rest}] if rest else []
    for row, made in edits:
        alike = next((one for one in rows[bool(rest) :] if {**one, "status": 0} == {**(made or {}), "status": 0}), None)
        if alike is not None:
            alike["status"] = [*alike["status"], row.name]
        elif made is not None:
            made["status"] = [row.name]
            reader.places.append((made, row.key))
            rows.append(made)
    return rows


def _mended(reader: FormReader, row: Row, old: Data, mine: set[str]) -> Data | None:
    """A row as it is typed now; None where it is to go."""
    new = dict(old)
    if mine & {"source", "clause"}:
        new |= reader.cited(row.key)
    if row.table in TABLES:
        _figures(reader, row, new, mine)
    elif row.table == "credit":
        _credit(reader, row, new, mine)
    elif mine & {"effect", "why"}:
        if reader.text(f"{row.key}.effect") == "none":
            return None
        for name in ("effect", "emergency", "unknown", "status"):
            new.pop(name, None)
        new |= effect_fields(reader, row.table, row.key)
    return new


def _figures(reader: FormReader, row: Row, new: Data, mine: set[str]) -> None:
    names = TABLES[row.table]
    if mine & set(names):
        for name in names:
            if name in mine or name not in new:
                new[name] = reader.figure(f"{row.key}.{name}", rate=row.table == "rate")
        new.pop("unknown", None)
    if "below" in mine:
        new.pop("retired_below_employed", None)
        if reader.text(f"{row.key}.below") == "yes":
            new["retired_below_employed"] = True


def _credit(reader: FormReader, row: Row, new: Data, mine: set[str]) -> None:
    key = row.key
    if "basis" in mine:
        for name in _BASIS_FIELDS:
            new.pop(name, None)
        status = next(status for status in STATUSES if status == row.name)
        new |= reader.credit(status, key) or {}
        return
    if "figure" in mine and "amount" in new:
        new["amount"] = reader.figure(f"{key}.figure", rate=False)
    elif mine & {"figure", "figure2"}:
        fields = ("figure", "figure2")
        new["parts"] = [
            {**part, "rate": reader.figure(f"{key}.{field}", rate=True)} if field in mine else part
            for part, field in zip(new["parts"], fields, strict=False)
        ]
    if "year" in mine:
        new["pension_year"] = reader.year(f"{key}.year")
    if "pension" in mine:
        new["pension_of"] = reader.named(f"{key}.pension")


def _named(reader: FormReader, data: Data, base: Pack, day: date) -> None:
    """What the region had no rule for: other places and exclusions that are named now."""
    there = {row.key for row in rows_on(base, day)}
    for table, name, key in named_rows():
        if key not in there and reader.text(f"{key}.effect") not in ("", "none"):
            row = {NAME_FIELDS[table]: name, "from": day, **effect_fields(reader, table, key), **reader.cited(key)}
            reader.places.append((row, key))
            data[table] = [*data.get(table, []), row]


def _sources(reader: FormReader, data: Data, base: Pack, changed: set[str]) -> None:
    """The documents of one's own as they are called now, and new ones that something stands on."""
    own = own_sources(base)
    rows = {row["id"]: row for row in data["sources"]}
    for place, (token, name) in enumerate(reader.documents.items()):
        if not token.startswith("document."):
            break
        if place >= len(own):
            if token in reader.used or reader.begun(place):
                data["sources"] = [*data["sources"], reader.document(place, name)]
            continue
        mine = {key.rpartition(".")[2] for key in changed if key.startswith(f"{token}.")}
        if mine:
            made = reader.document(place, name, dated="signed" in mine)
            row = rows[name]
            row |= {field: made[field] for field in mine & {"number", "kind", "signed"} if field in made}
            if mine & {"title", "title_en"}:
                row["title"] = made["title"]
    if any(key.startswith("document.") and key.endswith(".kind") for key in changed):
        drafts = [row["kind"] for row in data["sources"] if row["kind"].startswith("draft")]
        data["standing"] = "draft" if drafts else "issued"
