"""A region of one's own: a pack made from a form and the rules of another region, or new rules for one's own.

Pure: nothing is read or written. What is made is text of the same format, checked as every other pack is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from calculator.ground.faults import Fault, FaultsError
from calculator.policy.authoring.dated_rows import (
    POOLING_TABLES,
    beginning_with,
    beginnings,
    replaced_from,
    replaced_on,
    statuses_of,
    without_idle_readings,
    without_idle_sources,
)
from calculator.policy.authoring.form_reader import TABLES, Form, FormReader, identifier, spelt
from calculator.policy.authoring.pack_writer import Data, data_of, written
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import STATUSES
from calculator.policy.pack import FORMAT, Cap, Credit, Deductible, Pack, PaymentRate, Rule
from calculator.policy.pack_reader import parse_pack

_COPIED_NOTE = {
    "zh": "模板地区的文件，其规则照搬到本地区，不是本地区的规定。",
    "en": "A document of the region that served as template; its rules were copied and are not this region's own.",
}
_ROW = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")
_DIRECT = {"id": "letters", "name.zh": "zh", "name.en": "letters", "province.zh": "province", "pinyin": "letters"}
_ENDINGS = {
    "title.zh": "title",
    "title.en": "title_en",
    "parts[0].rate": "figure",
    "pension_of.zh": "pension",
    "pension_of.en": "pension",
    "pension_year": "year",
}
"""What a place within a row is called in the form, where that is different."""
_DIRECT["province.en"] = "province_letters"
_MODELS: dict[str, type[Rule]] = {"deductible": Deductible, "rate": PaymentRate, "cap": Cap, "credit": Credit}


@dataclass(frozen=True)
class Draft:
    """What a form comes to: the pack and the text of its file, or the faults with the fields they concern.

    A fault's path is the key of a field, or where none fits the place in the pack. `start` is the first day of what
    is new; `rules` are the rules of one's own that can be read already, by their table, `documents` the ids of
    one's own documents.
    """

    pack: Pack | None
    content: bytes
    faults: tuple[Fault, ...]
    start: date | None
    rules: Mapping[str, Sequence[Rule]]
    documents: tuple[str, ...]


def own_documents(base: Pack, form: Form) -> list[str]:
    """The ids that the form's own documents have beside those of the base."""
    taken, wanted = {source.id for source in base.sources}, int(form.get("documents", "1"))
    free = (f"own-{number}" for number in range(1, len(taken) + wanted + 1))
    return [one for one in free if one not in taken][:wanted]


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
    sources = _documents(reader, base)
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
    drafted = any(reader.text(f"document.{place}.kind").startswith("draft") for place in range(len(sources)))
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
        data["sources"] = [{**row, "note": _COPIED_NOTE} for row in data["sources"]]
    data["sources"] = [*sources, *data["sources"]]
    return _checked(reader, without_idle_sources(without_idle_readings(data, MECHANISMS)), start)


def new_rules(form: Form, base: Pack, version: int) -> Draft:
    """A region of one's own with new figures from a day on; what held before is closed and stays as it is.

    What is left empty stays in force.
    """
    reader, data = _reader(form, base), data_of(base)
    start, changed = _amended(reader, data, base, replaced_from)
    last = max((day for rows in changed.values() for day in beginnings(rows)), default=None)
    if start is not None and last is not None and start <= last:
        reader.fault("start", "new_rules_too_early", found=start, start=last)
    data["version"] = version
    return _checked(reader, data, start)


def mended(form: Form, base: Pack, version: int) -> Draft:
    """A region of one's own with figures mended that were entered wrongly: those that begin on the first day given.

    They end when they did, and nothing else is touched.
    """
    reader, data = _reader(form, base), data_of(base)
    start, changed = _amended(reader, data, base, replaced_on)
    for key in (key for _row, key in reader.places):
        table, _dot, status = key.partition(".")
        if table in changed and start is not None and start not in beginnings(changed[table], status):
            known = ", ".join(day.isoformat() for day in beginnings(changed[table], status))
            reader.fault("start", "no_rules_from", found=start, known=known)
            break
    data["version"] = version
    return _checked(reader, data, start)


def says_the_same(pack: Pack, last: Pack | None) -> bool:
    """Whether a pack differs from an earlier one in its version at most."""
    return last is not None and pack.model_copy(update={"version": last.version}) == last


_Put = Callable[[Iterable[Data], date, Sequence[str], Iterable[Data]], list[Data]]


def _amended(reader: FormReader, data: Data, base: Pack, put: _Put) -> tuple[date | None, dict[str, list[Data]]]:
    """Put what was typed into the tables; gives the first day, and the tables that changed as they were before."""
    start = reader.day("start")
    sources = _documents(reader, base)
    before = {name: data[name] for name in (*TABLES, "credit")}
    first = start or date.max
    _figures(reader, data, first, put, required=False)
    _credits(reader, data, first, put)
    changed = {name: rows for name, rows in before.items() if data[name] is not rows}
    if not changed and not reader.faults:
        reader.fault("start", "nothing_new")
    data["sources"] = [*data["sources"], *sources]
    return start, changed


def _reader(form: Form, base: Pack) -> FormReader:
    own = {f"document.{place}": name for place, name in enumerate(own_documents(base, form))}
    return FormReader(form, own | {source.id: source.id for source in base.sources})


def _documents(reader: FormReader, base: Pack) -> list[Data]:
    return [reader.document(place, own) for place, own in enumerate(own_documents(base, reader.form))]


def _figures(reader: FormReader, data: Data, first: date, put: _Put, *, required: bool) -> None:
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


def _credits(reader: FormReader, data: Data, first: date, put: _Put) -> None:
    for status in STATUSES:
        row = reader.credit(status)
        if row is not None:
            new: Data = {"from": first, "status": [status], **row}
            reader.places.append((new, f"credit.{status}"))
            data["credit"] = put(data["credit"], first, [status], [new])


def _checked(reader: FormReader, data: Data, start: date | None) -> Draft:
    """The draft, checked as a file of its text would be."""
    rules = _readable(reader)
    own = tuple(name for token, name in reader.documents.items() if token.startswith("document."))
    if reader.faults:
        return Draft(None, b"", tuple(reader.faults), start, rules, own)
    content = written(data)
    try:
        pack = parse_pack(content, f"{data['id']}.toml")
    except FaultsError as error:
        place = _placed(reader, data)
        faults = (Fault(place(fault.path), fault.code, fault.figures) for fault in error.faults)
        return Draft(None, content, tuple(faults), start, rules, own)
    return Draft(pack, content, (), start, rules, own)


def _readable(reader: FormReader) -> dict[str, list[Rule]]:
    """The rules of one's own that are whole by themselves, by their table."""
    found: dict[str, list[Rule]] = {name: [] for name in _MODELS}
    for row, key in reader.places:
        model = _MODELS.get(key.partition(".")[0])
        if model is not None:
            try:
                found[key.partition(".")[0]].append(model.model_validate(row))
            except ValidationError:
                continue  # the check of the whole pack tells what is wrong with it
    return found


def _placed(reader: FormReader, data: Data) -> Callable[[str], str]:
    """Leads from a place in the pack to the field that it came from."""
    rows = {id(row): key for row, key in reader.places}

    def place(path: str) -> str:
        found = _ROW.fullmatch(path)
        if found is None:
            return _DIRECT.get(path, path)
        table, number, rest = found.groups()
        row = data[table][int(number)]
        key = rows.get(id(row))
        if key is None and table in TABLES:
            key = f"{table}.{statuses_of(row)[-1]}"  # a copied row that does not go with one of one's own
        if key is None:
            return path
        if rest in (None, "from"):
            return "start" if rest else key
        return f"{key}.{'figure' if table == 'credit' and rest == 'amount' else _ENDINGS.get(rest, rest)}"

    return place
