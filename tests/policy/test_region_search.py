"""Regions are found by Chinese and English names, by pinyin and by its initials."""

import pytest
from statements import LIBRARY

from calculator.policy.region_search import closeness, closest, only_one


def found(text: str) -> list[str]:
    return [pack.id for pack in closest(LIBRARY, text)]


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("日照", "rizhao"),
        ("日照市", "rizhao"),
        ("Rizhao", "rizhao"),
        ("rizhao", "rizhao"),
        ("ri zhao", "rizhao"),
        ("RZ", "rizhao"),
        ("ｒｚ", "rizhao"),
        ("rzs", "rizhao"),
        ("rzhao", "rizhao"),
        ("山东", "rizhao"),
        ("shandong", "rizhao"),
        ("西安", "xian"),
        ("Xi'an", "xian"),
        ("xian", "xian"),
        ("xa", "xian"),
        ("nc", "nanchang"),
        ("nanch", "nanchang"),
        ("江西", "nanchang"),
        ("gs", "gansu"),
        ("甘", "gansu"),
        ("elht", "erenhot"),
        ("二连", "erenhot"),
        ("浩特", "erenhot"),
        ("erenhot", "erenhot"),
        ("nmg", "erenhot"),
        ("Inner Mongolia", "erenhot"),
        ("mongolia", "erenhot"),
    ],
)
def test_what_people_type_finds_the_region_first(typed: str, region: str) -> None:
    assert found(typed)[0] == region
    only = only_one(LIBRARY, typed)
    assert only is not None
    assert only.id == region


@pytest.mark.parametrize("typed", ["qq", "北京", "rizhaoo", "xyz", "12"])
def test_what_fits_no_region_finds_none(typed: str) -> None:
    assert found(typed) == []
    assert only_one(LIBRARY, typed) is None


@pytest.mark.parametrize(("typed", "regions"), [("n", ["nanchang", "erenhot"]), ("西", ["xian", "nanchang"])])
def test_of_several_that_fit_the_one_that_fits_better_is_taken(typed: str, regions: list[str]) -> None:
    """南昌 begins so, 内蒙古 is only the province's name; 西安 begins so, 江西 only holds it."""
    assert found(typed) == regions
    only = only_one(LIBRARY, typed)
    assert only is not None
    assert only.id == regions[0]


@pytest.mark.parametrize("typed", ["", "  ", "'"])
def test_nothing_typed_lists_all_and_takes_none(typed: str) -> None:
    assert found(typed) == LIBRARY.ids()
    assert only_one(LIBRARY, typed) is None


def test_what_fits_several_alike_takes_none() -> None:
    assert len(found("sheng")) > 1
    assert only_one(LIBRARY, "sheng") is None


def test_the_name_comes_before_its_beginning_and_both_before_the_province() -> None:
    gansu = LIBRARY.pack("gansu")
    assert [closeness(gansu, text) for text in ("Gansu", "gan", "sheng", "x")] == [0, 1, 2, None]


def test_of_a_region_s_versions_the_one_that_holds_now_is_found() -> None:
    """`rz` with an earlier version in the list, as after a region of one's own was saved again."""
    now = LIBRARY.pack("rizhao")
    earlier = now.model_copy(update={"id": "rizhao@1"})
    for typed in ("rz", "日照"):
        only = only_one([earlier, *LIBRARY], typed)
        assert only is not None
        assert only.id == "rizhao"
    assert only_one([earlier], "rz") == earlier  # where no other is there


@pytest.mark.parametrize(
    ("region", "text", "expected"),
    [
        ("rizhao", "", 2),
        ("rizhao", "日照市", 0),
        ("rizhao", "RIZHAO", 0),
        ("rizhao", "日", 1),
        ("rizhao", "riz", 1),
        ("rizhao", "rz", 1),
        ("rizhao", "rzhao", 1),
        ("rizhao", "照", 2),
        ("rizhao", "山东", 2),
        ("rizhao", "shandong", 2),
        ("rizhao", "sd", 2),
        ("rizhao", "rizhb", None),
        ("erenhot", "elht", 1),
        ("erenhot", "erenhot nei", 2),
        ("xian", "xa", 1),
        ("xian", "an", None),
    ],
)
def test_how_well_a_region_fits(region: str, text: str, expected: int | None) -> None:
    assert closeness(LIBRARY.pack(region), text) == expected


def test_one_region_that_fits_better_than_all_others_is_the_one() -> None:
    packs = list(LIBRARY)
    found = {text: only_one(packs, text) for text in ("rizhao", "xa", "市", "省", "", "x y z")}
    assert {text: one and one.id for text, one in found.items()} == {
        "rizhao": "rizhao",
        "xa": "xian",
        "市": None,
        "省": None,
        "": None,
        "x y z": None,
    }
