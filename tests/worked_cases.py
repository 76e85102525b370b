"""Reading the worked cases of `tests/cases` and comparing them with a statement; see the README there."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
_DEFAULT_PERSON = {"id": "me", "status": "employed"}


@dataclass(frozen=True)
class WorkedCase:
    """One case of a file: the case as JSON text, and what the statement must say."""

    name: str
    working: str
    case: dict[str, Any]
    expect: list[dict[str, Any]]

    @property
    def text(self) -> bytes:
        return json.dumps(self.case, ensure_ascii=False).encode()


def worked_cases(region: str | None = None) -> Iterator[WorkedCase]:
    """All worked cases, or those of one region."""
    for path in sorted(CASES.glob("*.toml" if region is None else f"{region}.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for row in data["case"]:
            yield _worked(data["region"], row)


def _worked(region: str, row: dict[str, Any]) -> WorkedCase:
    known = {"id", "working", "from", "through", "person", "people", "visits", "uses", "readings", "expect"}
    assert set(row) <= known, f"{region}: {row['id']}: unknown keys {set(row) - known}"
    people = row.get("people") or [{**_DEFAULT_PERSON, **row["person"]}]
    case: dict[str, Any] = {
        "format": "gongjisuan-case/1",
        "from": row.get("from", "2023-01"),
        "through": row.get("through", "2023-12"),
        "people": [{"region": region, **person} for person in people],
        "visits": row.get("visits", []),
        "account_uses": row.get("uses", []),
    }
    if "readings" in row:
        case["readings"] = {region: row["readings"]}
    return WorkedCase(f"{region}/{row['id']}", row["working"], case, row["expect"])


def differences(worked: WorkedCase, statement: dict[str, Any]) -> Iterator[str]:
    """What the statement says otherwise than expected."""
    people = {person["id"]: person for person in statement["people"]}
    first = next(iter(people))
    for expected in worked.expect:
        named = expected.get("person")
        kind = next(key for key in expected if key != "person")
        candidates = list(people.values()) if kind in ("visit", "use") and named is None else [people[named or first]]
        rest = {key: value for key, value in expected.items() if key not in (kind, "person")}
        found = [entry for person in candidates for entry in _entries(kind, expected[kind], person, rest)]
        if kind.startswith("no_"):
            if found:
                yield f"{expected}: found {found}"
            continue
        if not found:
            yield f"{expected}: nothing of the kind"
            continue
        wrong = [list(_compare(rest, entry)) for entry in found]
        if all(wrong):
            yield f"{kind} {expected[kind]}: " + "; ".join(wrong[0])


def _entries(kind: str, key: Any, person: dict[str, Any], rest: dict[str, Any]) -> list[dict[str, Any]]:
    years = person["years"]
    if kind == "visit":
        return [visit for year in years for visit in year["visits"] if visit["id"] == key]
    if kind == "year":
        return [year for year in years if year["year"] == key]
    if kind == "totals":
        return [year["totals"] for year in years if year["year"] == key]
    if kind == "month":
        return [month for month in person["account"]["months"] if month["month"] == key]
    if kind == "account":
        return [person["account"]]
    if kind == "use":
        return [use for use in person["uses"] if use["id"] == key]
    if kind in ("warning", "no_warning"):
        matching = [warning for warning in person["warnings"] if warning["code"] == key]
        return [w for w in matching if rest.get("field", w["field"]) == w["field"] or rest["field"] == "none"]
    if kind in ("alternative", "no_alternative"):
        return [
            alternative
            for alternative in person["alternatives"]
            if f"{alternative['reading']}: {alternative['value']}" == key
        ]
    raise AssertionError(f"unknown kind of expectation {kind}")


def _compare(expected: dict[str, Any], entry: dict[str, Any]) -> Iterator[str]:
    for key, value in expected.items():
        found = _field(key, entry)
        wanted = None if value == "none" else value
        if key == "step_clause":
            for step, clause in value.items():
                # A figure that a person typed has no clause; the one that bounds it ends its citation.
                steps = [s for s in entry["steps"] if s["name"] == step]
                clauses = [s["clause"] or s.get("bound", "").rpartition(" ")[2] for s in steps]
                if clauses != [clause]:
                    yield f"clause of step {step} is {clauses}, not {clause}"
        elif found != wanted:
            yield f"{key} is {found!r}, not {wanted!r}"


def _field(key: str, entry: dict[str, Any]) -> Any:
    if key == "account" and isinstance(entry.get("account"), list):
        return {payment["payer"]: payment["amount"] for payment in entry["account"]}
    if key in ("excluded", "refused"):
        return entry.get(key) and entry[key]["code"]
    for decision in ("excluded", "refused"):
        if key.startswith(f"{decision}_") and key != "refused_visits":
            return entry[decision] and entry[decision][key.removeprefix(f"{decision}_")]
    if key.startswith("difference_"):
        return entry.get("difference", {}).get(key.removeprefix("difference_"))
    if key == "steps":
        return [step["name"] for step in entry["steps"]]
    # An alternative that cannot be computed has no sums, and says only where it is incomplete that it is.
    return None if key == "step_clause" else entry.get(key) if "reading" in entry else entry[key]
