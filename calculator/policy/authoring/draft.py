"""What a form comes to: a pack with the text of its file, or faults with the fields that they concern."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from calculator.ground.faults import Fault, FaultsError
from calculator.policy.authoring.dated_rows import statuses_of
from calculator.policy.authoring.form_reader import TABLES, FormReader
from calculator.policy.authoring.pack_writer import Data, written
from calculator.policy.pack import Cap, Credit, Deductible, Pack, PaymentRate, Rule
from calculator.policy.pack_reader import parse_pack

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


def checked(reader: FormReader, data: Data, start: date | None) -> Draft:
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
