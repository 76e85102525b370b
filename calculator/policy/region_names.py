"""What a region is called: with a mark everywhere, where its rules are nobody's that the person trusts."""

from collections.abc import Iterable

from calculator.ground.language import N_, Language, translate
from calculator.policy.pack import Pack
from calculator.policy.pack_fields import Text
from calculator.policy.packs import Origin

_MARKED: dict[Origin, str] = {"own": N_("{name} (own)"), "stranger": N_("{name} (signer not trusted)")}


def marked(pack: Pack, origin: Origin) -> Pack:
    """The pack as it is called on every page: with the mark of where it comes from in its name."""
    if origin not in _MARKED:
        return pack
    zh, en = (translate(_MARKED[origin], language) for language in ("zh", "en"))
    return pack.model_copy(update={"name": Text(zh=zh.format(name=pack.name.zh), en=en.format(name=pack.name.en))})


def called(pack: Pack) -> list[str]:
    """The region's names in both languages, also without a mark, as people type them and old files have them."""
    found = [pack.name.zh, pack.name.en]
    for text in _MARKED.values():
        languages: tuple[tuple[Language, str], ...] = (("zh", pack.name.zh), ("en", pack.name.en))
        for language, name in languages:
            end = translate(text, language).removeprefix("{name}")
            if name.endswith(end):
                found.append(name.removesuffix(end))
    return found


def by_name(packs: Iterable[Pack]) -> dict[str, str]:
    """The ids of regions by what they are called in any language; what several are called names none of them.

    A name without its mark is a region's only where no other one is called so.
    """
    whole: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for pack in packs:
        for name in called(pack):
            among = whole if name in (pack.name.zh, pack.name.en) else short
            among.setdefault(name, set()).add(pack.id)
    return {name: min(ids) for name, ids in {**short, **whole}.items() if len(ids) == 1}
