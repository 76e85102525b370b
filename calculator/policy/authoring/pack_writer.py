"""A pack as the text of its file: what is written reads back as the same pack."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from calculator.ground.money import Fen, Rate
from calculator.ground.records import Record, blank, in_file
from calculator.policy.pack import Pack
from calculator.policy.pack_fields import Amount, Share

Data = dict[str, Any]
"""Tables and values as TOML has them: amounts in yuan and rates as exact decimals."""


def yuan(amount: Fen) -> Decimal | int:
    """An amount in 分 as yuan, exact, and without decimals where there are none."""
    return _shortest(Decimal(amount).scaleb(-2))


def decimal_of(rate: Rate) -> Decimal | int:
    """Ten-thousandths as a decimal, exact."""
    return _shortest(Decimal(rate).scaleb(-4))


def data_of(pack: Pack) -> Data:
    """The tables and values of a pack; what stands at its default is left out, the version is not."""
    data = _plain(pack)
    data.setdefault("version", pack.version)
    return {name: data[name] for name in Pack.__dataclass_fields__ if name in data}


def written(data: Mapping[str, Any]) -> bytes:
    """The text of a pack's file."""
    import tomli_w

    return tomli_w.dumps(data).encode()


def _shortest(value: Decimal) -> Decimal | int:
    whole = int(value)
    return whole if whole == value else value.normalize()


@cache
def _figures(kind: type[Record]) -> dict[str, Any]:
    """How the figures of a model are written: field → function."""
    found: dict[str, Any] = {}
    for name, hint in ((name, field.type) for name, field in kind.__dataclass_fields__.items()):
        for figure, write in ((Amount, yuan), (Share, decimal_of)):
            if hint == figure or figure in get_args(hint):
                found[name] = write
    return found


def _plain(model: Record) -> Data:
    kind, data = type(model), Data()
    figures, defaults = _figures(kind), blank(kind)  # type: ignore[arg-type]
    for name in model.__dataclass_fields__:
        value = getattr(model, name)
        if value is None or (name in defaults and value == defaults[name]):
            continue
        data[in_file(name)] = figures[name](value) if name in figures else _value(value)
    return data


def _value(value: Any) -> Any:
    if isinstance(value, Record):
        return _plain(value)
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value
