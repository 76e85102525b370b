"""Documents that are younger than a rule on them."""

from datetime import date

import pytest
from statements import LIBRARY, REGIONS

from calculator.policy.document_dates import younger_documents
from calculator.policy.pack import Cap, Deductible, Pack, Source

BEGINS = date(2023, 1, 1)


def _cap(source: str, first: date | None) -> Cap:
    return Cap.model_construct(source=source, clause="一", from_=first)


def _source(name: str, signed: date | None, published: date | None = None, kind: str = "notice") -> Source:
    return Source.model_construct(id=name, number=name, title=None, kind=kind, signed=signed, published=published)


def _found(sources: list[Source], *rules: Cap, deductible: tuple[Deductible, ...] = ()) -> list[tuple[str, date, date]]:
    empty = dict.fromkeys(LIBRARY.pack("xian").rule_tables(), ())
    pack = LIBRARY.pack("xian").model_copy(update={**empty, "cap": rules, "deductible": deductible, "sources": sources})
    return [(found.source.id, found.signed, found.begins) for found in younger_documents(pack)]


@pytest.mark.parametrize(
    ("signed", "younger"), [(date(2023, 1, 2), True), (BEGINS, False), (date(2022, 12, 31), False), (None, False)]
)
def test_a_document_signed_after_its_rule_begins_is_younger(signed: date | None, younger: bool) -> None:
    expected = [("a", signed, BEGINS)] if younger else []
    assert _found([_source("a", signed)], _cap("a", BEGINS)) == expected


def test_the_earliest_rule_counts_in_whatever_table_it_stands() -> None:
    later, earlier = date(2023, 6, 1), date(2022, 6, 1)
    early = Deductible.model_construct(source="a", clause="二", from_=earlier)
    found = _found([_source("a", BEGINS)], _cap("a", later), _cap("a", date(2024, 1, 1)), deductible=(early,))
    assert found == [("a", BEGINS, earlier)]
    assert _found([_source("a", BEGINS)], _cap("a", date(2022, 7, 1)), _cap("a", earlier)) == [("a", BEGINS, earlier)]


def test_a_rule_from_the_beginning_of_time_or_without_a_day_dates_nothing() -> None:
    source = _source("a", BEGINS)
    assert _found([source], _cap("a", date.min), _cap("a", None)) == []
    assert _found([source]) == []


def test_the_day_of_publication_counts_where_none_is_signed() -> None:
    later = date(2023, 5, 1)
    assert _found([_source("a", None, later)], _cap("a", BEGINS)) == [("a", later, BEGINS)]
    assert _found([_source("a", BEGINS, later)], _cap("a", BEGINS)) == []


@pytest.mark.parametrize(("kind", "told"), [("interpretation", False), ("draft_explanation", False), ("notice", True)])
def test_what_explains_a_text_makes_no_rule_begin(kind: str, told: bool) -> None:
    found = _found([_source("a", date(2023, 2, 1), kind=kind)], _cap("a", BEGINS))
    assert bool(found) == told


def test_documents_are_told_in_their_own_order() -> None:
    later = date(2023, 2, 1)
    sources = [_source("b", later), _source("c", BEGINS), _source("a", later)]
    found = _found(sources, _cap("a", BEGINS), _cap("b", BEGINS), _cap("c", BEGINS))
    assert [name for name, *_ in found] == ["b", "a"]


@pytest.mark.parametrize("region", REGIONS)
def test_what_is_told_of_a_region_is_so(region: str) -> None:
    pack: Pack = LIBRARY.pack(region)
    for found in younger_documents(pack):
        assert found.begins < found.signed
        assert found.source in pack.sources
