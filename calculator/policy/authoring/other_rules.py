"""Rules without figures in the form: pharmacies, other places, exclusions, and how open questions are read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from calculator.policy.authoring.form_reader import FormReader
from calculator.policy.authoring.pack_writer import Data
from calculator.policy.engine_readings import MECHANISMS
from calculator.policy.names import SETTINGS, STATUSES, Circumstance

SETTING_EFFECTS = ("paid", "excluded", "emergency", "silent", "refused")
"""What a document does with a place: pays, does not, pays emergencies only, says nothing, gives no figures."""
EXCLUSION_EFFECTS = ("none", "employed+flexible+retired", "employed+flexible")
"""Whom a document excludes: nobody, everybody, who is in service."""
PHARMACY_EFFECTS = ("paid", "excluded")
NAMED: dict[str, tuple[str, ...]] = {
    "pharmacy": ("",),
    "setting": tuple(setting for setting in SETTINGS if setting != "local"),
    "exclusion": get_args(Circumstance),
}
"""The tables, with the names of their rows."""
NAME_FIELDS = {"setting": "setting", "exclusion": "circumstance"}
READING_FIELDS = ("default", "why", "source", "clause")
SILENT = {"zh": "文件没有写。", "en": "The document does not say."}
"""What is written where nothing is said of why there are no figures."""

Put = Callable[[Iterable[Data], date, Sequence[str], Iterable[Data]], list[Data]]


def named_rows() -> Iterator[tuple[str, str, str]]:
    """Table, name and key of every row."""
    for table, names in NAMED.items():
        for name in names:
            yield table, name, f"{table}.{name}" if name else table


def effect_of(table: str, rule: Any) -> str:
    """What is chosen in the form for a rule of a table."""
    if table == "exclusion":
        return "+".join(status for status in STATUSES if status in rule.status)
    if table == "setting" and rule.emergency is not None:
        return "emergency"
    return "silent" if rule.effect == "paid" and getattr(rule, "unknown", None) is not None else str(rule.effect)


def effect_fields(reader: FormReader, table: str, key: str) -> Data:
    """What a choice comes to in a pack."""
    effect = reader.text(f"{key}.effect")
    if table == "exclusion":
        return {"status": effect.split("+")}
    fields: Data = {"effect": {"emergency": "excluded", "silent": "paid"}.get(effect, effect)}
    if effect == "emergency":
        fields["emergency"] = "paid"
    if effect in ("silent", "refused"):
        why = reader.text(f"{key}.why")
        fields["unknown"] = {"zh": why, "en": why} if why else SILENT
    return fields


def put_named(reader: FormReader, data: Data, first: date, put: Put) -> None:
    """Put what was chosen in force from a day on; what was not chosen stays."""
    for table, name, key in named_rows():
        effect, field = reader.text(f"{key}.effect"), NAME_FIELDS.get(table)
        if not effect:
            continue
        rows = data.get(table, [])
        mine = [row for row in rows if field is None or row[field] == name]
        new: list[Data] = []
        if effect != "none":
            named = {} if field is None else {field: name}
            new = [{**named, "from": first, **effect_fields(reader, table, key), **reader.cited(key)}]
            reader.places.append((new[0], key))
        if mine or new:
            data[table] = [*(row for row in rows if row not in mine), *put(mine, first, STATUSES, new)]


def reading_names(known: Iterable[str]) -> list[str]:
    """The questions that can be read in the form: those of a pack, and those that the engine can ask."""
    return list(dict.fromkeys((*known, *MECHANISMS)))


def put_readings(reader: FormReader, data: Data, shown: Mapping[str, str]) -> None:
    """Read questions as was chosen, where that is something else than what is `shown` of them."""
    rows = {row["id"]: row for row in data.get("reading", [])}
    for name in reading_names(rows):
        key = f"reading.{name}"
        typed = {field: reader.text(f"{key}.{field}") for field in READING_FIELDS}
        if not typed["default"] or all(typed[field] == shown.get(f"{key}.{field}", "") for field in READING_FIELDS):
            continue
        row = dict(rows.get(name) or {"id": name, "values": [{"id": value} for value in MECHANISMS[name]]})
        first = [value for value in row["values"] if value["id"] == typed["default"]]
        row["values"] = [*first, *(value for value in row["values"] if value["id"] != typed["default"])]
        why = reader.required(f"{key}.why")
        if name not in rows or typed["why"] != shown.get(f"{key}.why", ""):
            row["why"] = {"zh": why, "en": why}
        if typed["clause"] or typed["source"]:
            row |= reader.cited(key)
        reader.places.append((row, key))
        rows[name] = row
    if rows:
        data["reading"] = list(rows.values())
