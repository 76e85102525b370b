"""The documents of a region of one's own, apart from those of the framework or template that it was made from."""

import itertools

from calculator.policy.pack import Pack, Source

COPIED_NOTE = {
    "zh": "模板地区的文件，其规则照搬到本地区，不是本地区的规定。",
    "en": "A document of the region that served as template; its rules were copied and are not this region's own.",
}


def own_sources(pack: Pack) -> list[Source]:
    """The documents that are the region's own, in the pack's order."""
    return [source for source in pack.sources if source.kind != "framework" and not _copied(source)]


def free_ids(pack: Pack, count: int) -> list[str]:
    """Ids for so many documents beside those that a pack has."""
    taken = {source.id for source in pack.sources}
    every = (f"own-{number}" for number in itertools.count(1))
    return list(itertools.islice((one for one in every if one not in taken), count))


def _copied(source: Source) -> bool:
    return source.note is not None and source.note.zh == COPIED_NOTE["zh"]
