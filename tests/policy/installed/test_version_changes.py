"""A later version of a pack: what it changes from its day on, and what of the past it must not change unsaid."""

from datetime import date

import pytest
from pack_files import TEXT
from statements import LIBRARY, REGIONS

from calculator.policy.installed.version_changes import TableChange, changes_between
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import parse_pack

OLD = LIBRARY.pack("rizhao")
NEW_DAY = date(2025, 7, 1)
NEW_SOURCE = f"""
[[sources]]
id = "next"
number = "新〔2025〕1号"
title = {{ zh = "新办法", en = "new notice" }}
kind = "notice"
signed = 2025-06-01
applies_from = {NEW_DAY}
"""


def pack(text: str) -> Pack:
    return parse_pack(text.encode(), "rizhao.toml")


def cap_from(day: date, yuan: int, source: str = "next") -> str:
    """The text with its cap ended, and another one from a day on."""
    last = date.fromordinal(day.toordinal() - 1)
    ended = TEXT.replace("provisional = true\n", f"provisional = true\nuntil = {last}\n")
    assert ended.count("until") == TEXT.count("until") + 1
    block = f'\n[[cap]]\nfrom = {day}\namount = {yuan}\nsource = "{source}"\nclause = "一"\n'
    return ended + block


@pytest.mark.parametrize("region", REGIONS)
def test_a_version_that_says_the_same_changes_nothing(region: str) -> None:
    changes = changes_between(LIBRARY.pack(region), LIBRARY.pack(region).model_copy(update={"version": 2}))
    assert (changes.tables, changes.undated, changes.since) == ((), (), None)
    assert changes.keeps_the_past


def test_new_rules_from_a_day_leave_the_past_alone() -> None:
    changes = changes_between(OLD, pack(cap_from(NEW_DAY, 3000) + NEW_SOURCE))
    assert changes.since == NEW_DAY
    assert changes.tables == (TableChange("cap", NEW_DAY, before=False),)
    assert changes.keeps_the_past


def test_new_rules_from_before_their_document_change_the_past() -> None:
    day = date(2024, 1, 1)
    changes = changes_between(OLD, pack(cap_from(day, 3000) + NEW_SOURCE))
    assert changes.past == (TableChange("cap", day, before=True),)
    assert not changes.keeps_the_past


def test_a_correction_without_a_document_is_a_change_of_the_past() -> None:
    changes = changes_between(OLD, pack(TEXT.replace("amount = 2000", "amount = 3000")))
    assert changes.since is None
    assert changes.past == (TableChange("cap", date(2023, 1, 1), before=True),)


def test_the_wrong_figure_of_the_past_is_found_beside_new_rules() -> None:
    text = cap_from(NEW_DAY, 3000).replace("level2 = 0.70", "level2 = 0.71", 1) + NEW_SOURCE
    changes = changes_between(OLD, pack(text))
    assert [change.table for change in changes.past] == ["rate"]
    assert [change.table for change in changes.tables] == ["rate", "cap"]


def test_what_has_no_dates_is_named() -> None:
    text = TEXT.replace('standing = "issued"', 'standing = "draft"')
    assert changes_between(OLD, pack(text)).undated == ("standing",)
    swapped = TEXT.replace('{ id = "annual" }, { id = "per-visit" }', '{ id = "per-visit" }, { id = "annual" }')
    assert swapped != TEXT
    assert changes_between(OLD, pack(swapped)).undated == ("reading",)


def test_notes_and_how_rules_are_grouped_are_no_change() -> None:
    spread = OLD.model_copy(
        update={
            "account_use": tuple(
                rule.model_copy(update={"relations": (relation,), "note": None})
                for rule in OLD.account_use
                for relation in rule.relations
            )
        }
    )
    assert changes_between(OLD, spread).tables == ()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"signed": date(2025, 6, 1), "published": date(2025, 6, 9)}, date(2025, 6, 1)),
        ({"published": date(2025, 6, 9)}, date(2025, 6, 9)),
        ({"signed": date(2025, 6, 1), "applies_from": NEW_DAY}, NEW_DAY),
        ({}, None),
    ],
)
def test_a_document_applies_from_the_day_that_it_gives_else_from_that_of_its_signing(
    dates: dict[str, date], expected: date | None
) -> None:
    source = OLD.sources[0].model_copy(
        update={"id": "next", "number": "新", "signed": None, "published": None, "applies_from": None, **dates}
    )
    assert changes_between(OLD, OLD.model_copy(update={"sources": (*OLD.sources, source)})).since == expected


def test_of_several_new_documents_the_first_to_apply_counts() -> None:
    sources = [
        OLD.sources[0].model_copy(update={"id": f"next-{day.year}", "number": f"新{day.year}", "applies_from": day})
        for day in (date(2027, 1, 1), NEW_DAY, date(2026, 1, 1))
    ]
    assert changes_between(OLD, OLD.model_copy(update={"sources": (*OLD.sources, *sources)})).since == NEW_DAY


@pytest.mark.parametrize("table", ["bound", "before_reform"])
def test_bounds_and_what_was_before_the_reform_have_no_dates(table: str) -> None:
    old = LIBRARY.pack("gansu" if table == "bound" else "rizhao")
    rows = getattr(old, table)
    less = old.model_copy(update={table: rows[1:]})
    assert changes_between(old, less).undated == (table,)
    noted = old.model_copy(update={table: tuple(row.model_copy(update={"note": None}) for row in rows)})
    assert changes_between(old, noted).undated == ()
