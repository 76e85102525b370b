"""A region of one's own: a pack made from a form and the rules of another region, or new rules for one's own.

Pure: nothing is read or written. What is made is text of the same format, checked as every other pack is.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from calculator.ground.typed_values import typed_date
from calculator.policy.authoring.dated_rows import (
    POOLING_TABLES,
    beginning_with,
    beginnings,
    replaced_from,
    without_idle_readings,
    without_idle_sources,
)
from calculator.policy.authoring.draft import Draft, checked
from calculator.policy.authoring.form_reader import TABLES, Form, FormReader, identifier, spelt
from calculator.policy.authoring.other_rules import NAMED, Put, put_named, put_readings
from calculator.policy.authoring.own_documents import COPIED_NOTE, free_ids
from calculator.policy.authoring.pack_writer import Data, data_of
from calculator.policy.authoring.shown_values import alone_on, first_days
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import STATUSES
from calculator.policy.pack import FORMAT, Pack

_FIGURES = (*TABLES, "credit")


def new_region(form: Form, base: Pack, taken: Sequence[str], version: int = 1, *, others: Iterable[Pack] = ()) -> Draft:
    """A region of one's own under a framework, or with another region as its template; `taken` are others' ids.

    None of the `others` may have its name in its province, unless it is the version before. Below a framework the
    figures that it leaves to its cities are required, and a status left empty has those of the employed. Of a template
    what is left empty is copied.
    """
    reader = _reader(form, base)
    zh, letters = reader.required("zh"), reader.letters("letters")
    province, province_letters = reader.required("province"), reader.letters("province_letters")
    own_id = identifier(letters, taken)
    if any((one.name.zh, one.province.zh) == (zh, province) for one in others if one.id != own_id):
        reader.fault("zh", "region_name_taken")
    start = reader.day("start")
    begins = reader.cited("start")
    began = min((rule.from_ for rule in base.pooling if rule.from_ is not None), default=date.min)
    if start is not None and start < began:
        reader.fault("start", "starts_before_base", found=start, start=began)
        start = None
    first = start or date.max
    data = data_of(base)
    for table in POOLING_TABLES:
        if table in data:
            data[table] = beginning_with(data[table], first)
    data["pooling"] = [{"from": first, **begins}]
    reader.places.append((data["pooling"][0], "start"))
    framework = base.standing == "framework"
    _figures(reader, data, first, replaced_from, required=framework)
    _credits(reader, data, first, replaced_from)
    put_named(reader, data, first, replaced_from)
    put_readings(reader, data, {})
    sources = _documents(reader)
    drafted = any(source["kind"].startswith("draft") for source in sources)
    data |= {
        "format": FORMAT,
        "id": own_id,
        "version": version,
        "name": {"zh": zh, "en": letters},
        "province": {"zh": province, "en": province_letters},
        "pinyin": " ".join((*spelt(zh, letters), *spelt(province, province_letters))),
        "standing": "draft" if drafted else "issued",
    }
    if not framework:
        for name in ("fact", "before_reform", "succeeded_by"):
            data.pop(name, None)
        data["sources"] = [{**row, "note": COPIED_NOTE} for row in data["sources"]]
    data["sources"] = [*sources, *data["sources"]]
    return checked(reader, without_idle_sources(without_idle_readings(data, MECHANISMS)), start)


def new_rules(form: Form, base: Pack, version: int) -> Draft:
    """A region of one's own with new figures from a day on; what held before is closed and stays as it is.

    What is left empty stays in force.
    """
    reader, data = _reader(form, base), data_of(base)
    start = reader.day("start")
    before = {name: data.get(name, []) for name in (*_FIGURES, *NAMED)}
    first = start or date.max
    _figures(reader, data, first, replaced_from, required=False)
    _credits(reader, data, first, replaced_from)
    put_named(reader, data, first, replaced_from)
    changed = {name: rows for name, rows in before.items() if data.get(name, []) != rows}
    if not changed and not reader.faults:
        reader.fault("start", "nothing_new")
    data["sources"] = [*data["sources"], *_documents(reader)]
    last = max((day for rows in changed.values() for day in beginnings(rows)), default=None)
    if start is not None and last is not None and start <= last:
        reader.fault("start", "new_rules_too_early", found=start, start=last)
    data["version"] = version
    return checked(reader, data, start)


def left_empty(form: Form, base: Pack) -> dict[str, str]:
    """What holds where a field is left empty, by its key: as in the template, or as it is in force before new rules.

    Below a framework it is what was typed for the employed. What is not here is required, or cannot be said in a field.
    """
    if base.standing == "framework":
        fields = ((table, name) for table, names in TABLES.items() for name in (*names, "source", "clause"))
        found = {
            f"{table}.{status}.{name}": form.get(f"{table}.employed.{name}", "").strip()
            for table, name in fields
            for status in STATUSES[1:]
        }
        others = {key: text for key, text in alone_on(base, _grey_day(form, base)).items() if not _asked(key)}
        return others | {key: text for key, text in found.items() if text}
    return alone_on(base, _grey_day(form, base))


def _asked(key: str) -> bool:
    """Whether a field is one of the tables that a framework leaves to its cities."""
    return key.partition(".")[0] in TABLES


def _grey_day(form: Form, base: Pack) -> date:
    """The first day, where one is typed on which the base has rules; else that on which its last rules begin."""
    days = first_days(base)
    try:
        typed = typed_date(form.get("start", ""), 0)
    except ValueError:
        return days[-1]
    return typed if days[0] <= typed else days[-1]


def says_the_same(pack: Pack, last: Pack | None) -> bool:
    """Whether a pack differs from an earlier one in its version at most."""
    return last is not None and pack.model_copy(update={"version": last.version}) == last


def _reader(form: Form, base: Pack) -> FormReader:
    own = {f"document.{place}": name for place, name in enumerate(free_ids(base, int(form.get("documents", "1"))))}
    return FormReader(form, own | {source.id: source.id for source in base.sources}, left_empty(form, base))


def _documents(reader: FormReader) -> list[Data]:
    """The documents of one's own, without those of which nothing was typed and that nothing stands on."""
    return [
        reader.document(place, own)
        for place, (token, own) in enumerate(reader.documents.items())
        if token.startswith("document.") and (token in reader.used or reader.begun(place))
    ]


def _figures(reader: FormReader, data: Data, first: date, put: Put, *, required: bool) -> None:
    """Put the figures that were typed in force from a day on; with `required` all of them must be there."""
    for table in TABLES:
        entered = reader.entered(table)
        if required and "employed" not in entered:
            entered.insert(0, "employed")
        for status in entered:
            row = reader.figures(table, status)
            if row is None:
                continue
            meant = [status]
            if required and status == "employed":
                meant += [other for other in STATUSES if other not in entered]
            new: Data = {"from": first, "status": meant, **row}
            reader.places.append((new, f"{table}.{status}"))
            data[table] = put(data[table], first, meant, [new])


def _credits(reader: FormReader, data: Data, first: date, put: Put) -> None:
    for status in STATUSES:
        row = reader.credit(status)
        if row is not None:
            new: Data = {"from": first, "status": [status], **row}
            reader.places.append((new, f"credit.{status}"))
            data["credit"] = put(data["credit"], first, [status], [new])
