"""What a region's rules say on a day as the fields of the form show it, and which rule each of their rows is."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from calculator.ground.money import Fen, Rate
from calculator.policy.authoring.other_rules import NAMED, effect_of
from calculator.policy.authoring.own_documents import own_sources
from calculator.policy.authoring.pack_writer import yuan
from calculator.policy.names import LEVELS, STATUSES
from calculator.policy.pack import Credit, Pack, Rule
from calculator.policy.rulebook import in_force

_STATUS_TABLES = ("deductible", "rate", "cap", "credit")


class Row(NamedTuple):
    """A row of the form: the rule at a `place` in a table, for the status, setting or circumstance `name`.

    Where several rules hold on the day, by reading, age or plan, the second and those after it have a number.
    """

    key: str
    table: str
    name: str
    place: int


def rows_on(pack: Pack, day: date) -> list[Row]:
    """The rows of the rules in force on a day, in the order in which the form shows them."""
    return [
        Row(f"{base}.{number}" if number > 1 else base, table, name, place)
        for table, name in _names()
        for base in (f"{table}.{name}" if name else table,)
        for number, place in enumerate(_places(pack, table, name, day), 1)
    ]


def _names() -> Iterator[tuple[str, str]]:
    yield from ((table, status) for table in _STATUS_TABLES for status in STATUSES)
    yield from ((table, name) for table, names in NAMED.items() for name in names)


def _places(pack: Pack, table: str, name: str, day: date) -> Iterator[int]:
    for place, rule in enumerate(pack.rule_tables()[table]):
        named = {"setting": "setting", "exclusion": "circumstance"}.get(table)
        fits = getattr(rule, named) == name if named else not name or name in rule.status
        if fits and in_force(rule, day):
            yield place


def document_tokens(pack: Pack) -> dict[str, str]:
    """What a field chooses for a document, by the document's id: its row in the form where it is one's own."""
    tokens = {source.id: source.id for source in pack.sources}
    return tokens | {source.id: f"document.{place}" for place, source in enumerate(own_sources(pack))}


def shown_on(pack: Pack, day: date) -> dict[str, str]:
    """The texts of all fields as they correct the rules in force on a day: the key of a field → its text."""
    tokens = document_tokens(pack)
    shown = {"start": day.isoformat()}
    for place, source in enumerate(own_sources(pack)):
        english = "" if source.title.en == source.title.zh else source.title.en
        texts = {"number": source.number, "title": source.title.zh, "title_en": english, "kind": source.kind}
        texts["signed"] = source.signed.isoformat() if source.signed else ""
        shown |= {f"document.{place}.{name}": text for name, text in texts.items()}
    for row in rows_on(pack, day):
        rule = pack.rule_tables()[row.table][row.place]
        texts = {**_texts(row.table, rule), "source": tokens[rule.source], "clause": rule.clause}
        shown |= {f"{row.key}.{name}": text for name, text in texts.items()}
    for reading in pack.reading:
        texts = {"default": reading.values[0].id, "why": reading.why.zh, "clause": reading.clause or ""}
        texts["source"] = tokens[reading.source] if reading.source else ""
        shown |= {f"reading.{reading.id}.{name}": text for name, text in texts.items()}
    return shown


def alone_on(pack: Pack, day: date) -> dict[str, str]:
    """The texts of the rows that are the only ones of their kind on a day, which a row left empty goes by.

    Of a rule without figures that depends on a reading there is an empty `effect`.
    """
    rows = rows_on(pack, day)
    several = {row.key.removesuffix(".2") for row in rows if row.key.endswith(".2")}
    found = dict[str, str]()
    for row in rows:
        rule = pack.rule_tables()[row.table][row.place]
        if row.key in several and row.table in NAMED:
            found[f"{row.key}.effect"] = ""
        elif not any(row.key == one or row.key.startswith(f"{one}.") for one in several) and _whole(rule):
            texts = {**_texts(row.table, rule), "source": rule.source, "clause": rule.clause}
            found |= {f"{row.key}.{name}": text for name, text in texts.items() if text}
    return found


def _whole(rule: Rule) -> bool:
    """Whether the fields of one row can say all of a rule."""
    if not isinstance(rule, Credit):
        return True
    return rule.basis is not None and len(rule.parts) < 2 and rule.plan is None and not rule.approximate


def _texts(table: str, rule: Any) -> Mapping[str, str]:
    texts: dict[str, str]
    if table in ("deductible", "rate"):
        say = amount_text if table == "deductible" else share_text
        figures = ((level, getattr(rule, level)) for level in LEVELS)
        texts = {level: "" if figure is None else say(figure) for level, figure in figures}
    elif table == "cap":
        texts = {"amount": "" if rule.amount is None else amount_text(rule.amount)}
    elif table == "credit":
        return _credit(rule)
    else:
        texts = {"effect": effect_of(table, rule)}
        return texts | {"why": rule.unknown.zh if rule.unknown else ""} if table == "setting" else texts
    if table != "deductible":
        texts["below"] = "yes" if rule.retired_below_employed else "no"
    return texts


def _credit(rule: Credit) -> dict[str, str]:
    texts: dict[str, str] = {"basis": rule.basis or ""}
    if rule.amount is not None:
        texts["figure"] = amount_text(rule.amount)
    for number, part in enumerate(rule.parts, 1):
        texts["figure" if number == 1 else f"figure{number}"] = share_text(part.rate)
    if rule.basis == "average_pension":
        texts["year"] = str(rule.pension_year) if isinstance(rule.pension_year, int) else ""
        texts["pension"] = rule.pension_of.zh if rule.pension_of else ""
    return texts


def amount_text(amount: Fen) -> str:
    """An amount as a field shows it: in yuan, exact."""
    return str(yuan(amount))


def share_text(rate: Rate) -> str:
    """A rate as a field shows it: in hundredths, with its sign where it could be taken for a share."""
    percent = Decimal(rate).scaleb(-2)
    text = f"{percent.normalize():f}"
    return f"{text}%" if 0 < percent < 1 else text


def first_days(pack: Pack) -> list[date]:
    """The days on which rules that the form has begin, in order."""
    tables: list[tuple[Rule, ...]] = [rules for name, rules in pack.rule_tables().items() if name != "account_use"]
    return sorted({rule.from_ for rules in tables for rule in rules if rule.from_ is not None})
