"""A pack read from the text of its file: every fault is named, and what would take too long is refused beforehand."""

import re
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from calculator.ground.faults import Fault, FaultsError, faults_of, quoted
from calculator.policy.pack import FORMAT, Pack

MAX_PACK_BYTES = 1 << 20
_MOST_KEY_PARTS = 32
_MOST_WAYS, _MOST_RULES = 256, 1000
"""How many combinations of readings, and how many rules, a pack may have: checking it takes the product."""
_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*\.[ \t]*"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_KEY_PART}){{{_MOST_KEY_PARTS}}}")


def load_pack(path: Path) -> Pack:
    """The pack in a TOML file. Raises FaultsError naming the file, table, field and cause; OSError."""
    with path.open("rb") as file:
        content = file.read(MAX_PACK_BYTES + 1)
    return parse_pack(content, path.name)


def parse_pack(content: bytes, where: str) -> Pack:
    """The pack in the bytes of the file `where`. Raises FaultsError."""
    from calculator.policy.pack_checks import faults_in  # not for what is made ahead

    data = parse_toml(content, where)
    if data.get("format") != FORMAT:
        found = quoted(data.get("format", ""))
        raise FaultsError([Fault("format", "not_one_of", {"found": found, "expected": FORMAT})], where)
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        raise FaultsError(faults_of(error), where) from None
    faults = _beyond_limits(pack) or faults_in(pack)
    if faults:
        raise FaultsError(faults, where)
    return pack


def parse_toml(content: bytes, where: str) -> dict[str, Any]:
    """The tables and values of a TOML file that others may have written, numbers exact. Raises FaultsError."""
    if len(content) > MAX_PACK_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "1 MiB"})], where)
    try:
        text = content.decode("utf-8-sig")
        import tomllib

        # Looked for beforehand: the parser's time grows with the square of such a key's length.
        if _LONG_KEY.search(text) is not None:
            raise FaultsError([Fault("", "too_deep")], where)
        return tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise FaultsError([Fault("", "not_utf8")], where) from None
    except RecursionError:
        raise FaultsError([Fault("", "too_deep")], where) from None
    except (ValueError, ArithmeticError) as error:  # an exponent beyond what Decimal holds is an ArithmeticError
        if isinstance(error, FaultsError):
            raise
        detail = str(error) if isinstance(error, ValueError) else "exponent out of range"
        raise FaultsError([Fault("", "not_toml", {"detail": detail})], where) from None


def _beyond_limits(pack: Pack) -> list[Fault]:
    """What would take too long to check."""
    tables = pack.rule_tables()
    rules = [rule for rows in tables.values() for rule in rows]
    if len(rules) > _MOST_RULES:
        return [Fault("", "too_many_rules", {"found": len(rules), "limit": _MOST_RULES})]
    used = {name for rule in rules for name in rule.when}
    ways = prod(len(reading.values) for reading in pack.reading if reading.id in used)
    return [Fault("reading", "too_many_ways", {"limit": _MOST_WAYS})] if ways > _MOST_WAYS else []
