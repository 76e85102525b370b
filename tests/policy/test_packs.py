"""The packs that come with the program, files that are no pack, and the library that finds them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commands import INVALID, run
from statements import LIBRARY, REGIONS, WORDINGS

from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES
from calculator.ground.money import Fen
from calculator.ground.resources import resource
from calculator.policy.engine_readings import EVERYWHERE, MECHANISMS
from calculator.policy.framework import beyond_bounds
from calculator.policy.library import Library
from calculator.policy.names import LEVELS, SETTINGS, STATUSES, Status
from calculator.policy.pack import PaymentRate
from calculator.policy.pack_checks import faults_in
from calculator.policy.pack_reader import MAX_PACK_BYTES, load_pack, parse_pack
from calculator.policy.rulebook import Rulebook

FOLDER = resource("policies")
TEXT = (FOLDER / "rizhao.toml").read_text("utf-8")

NO_PACK = {
    "empty": (b"", "format"),
    "not TOML": (b"format: gongjisuan-policy/1\n", "the file is not TOML"),
    "cut off": (TEXT[: TEXT.index("0.0075")].encode(), "the file is not TOML"),
    "JSON": (b'{"format": "gongjisuan-policy/1"}', "the file is not TOML"),
    "old Macintosh lines": (TEXT.replace("\n", "\r").encode(), "the file is not TOML"),
    "a field twice": (b'id = "a"\n' + TEXT.encode(), "the file is not TOML"),
    "a number of many digits": (f"x = {'9' * 5000}\n{TEXT}".encode(), "the file is not TOML"),
    "a number without bound": (f"x = 1e{'9' * 30}\n{TEXT}".encode(), "the file is not TOML"),
    "GB18030": (TEXT.encode("gb18030"), "the file is not UTF-8 text"),
    "UTF-16": (TEXT.encode("utf-16"), "the file is not UTF-8 text"),
    "too large": (TEXT.encode() + b"#" * MAX_PACK_BYTES, "the file is larger than 1 MiB"),
    "deep lists": (f"x = {'[' * 100_000}".encode(), "the file is nested too deep"),
    "deep groups": (f"x = {'{a=' * 50_000}".encode(), "the file is nested too deep"),
}


@pytest.mark.parametrize("region", REGIONS)
def test_a_pack_of_the_program_loads_and_says_how_it_reads_its_text(region: str) -> None:
    pack = LIBRARY.pack(region)
    assert pack.id == region
    readings = pack.default_readings()
    assert set(EVERYWHERE) <= set(readings)
    # Where the engine knows the question, the default is the engine's own.
    assert {name: MECHANISMS[name][0] for name in readings if name in MECHANISMS}.items() <= readings.items()
    for reading in pack.reading:
        for wording in WORDINGS.values():
            assert wording.question(pack, reading.id) != reading.id
            assert all(wording.reading(pack, reading.id, value.id) != value.id for value in reading.values)


def test_the_five_regions_are_there() -> None:
    assert REGIONS == ["erenhot", "gansu", "nanchang", "rizhao", "xian"]
    assert [pack.id for pack in LIBRARY] == REGIONS


@pytest.mark.parametrize("region", REGIONS)
def test_every_rule_stands_on_a_clause_of_a_source(region: str) -> None:
    data = tomllib.loads((FOLDER / f"{region}.toml").read_text("utf-8"))
    sources = {source["id"] for source in data["sources"]}
    rows = [(table, row) for table, rows in data.items() if isinstance(rows, list) for row in rows]
    assert len(rows) > 40
    for table, row in rows:
        if table not in ("sources", "reading"):
            assert row["source"] in sources, (table, row)
            assert row["clause"].strip(), (table, row)
        # An open question may be one that no clause speaks of, but not half a citation.
        assert (table == "sources") or ("source" in row) == ("clause" in row), (table, row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
def test_check_pack_says_that_a_pack_is_valid(
    region: str, language: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = FOLDER / f"{region}.toml"
    output = run(capfdbinary, "check-pack", "--lang", language, str(path))
    count = sum(len(rules) for rules in LIBRARY.pack(region).rule_tables().values())
    assert (output.status, output.err) == (0, "")
    assert output.out.startswith(f"{path}")
    assert str(count) in output.out


@pytest.mark.parametrize("name", NO_PACK)
def test_a_file_that_is_no_pack(name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    content, words = NO_PACK[name]
    with pytest.raises(FaultsError) as caught:
        parse_pack(content, "rizhao.toml")
    assert len(caught.value.faults) == 1
    (tmp_path / "rizhao.toml").write_bytes(content)
    for language in LANGUAGES:
        output = run(capfdbinary, "check-pack", "--lang", language, str(tmp_path / "rizhao.toml"))
        assert (output.status, output.out) == (INVALID, "")
        assert len(output.faults) == 1
        assert "rizhao.toml: " in output.faults[0]
        assert (words in output.faults[0]) or language == "zh"


def test_a_file_that_is_not_there(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = {tmp_path / "missing.toml": "there is no such file", tmp_path: "this is a folder; a file is expected"}
    for path, why in told.items():
        output = run(capfdbinary, "check-pack", "--lang", "en", str(path))
        assert (output.status, output.out) == (INVALID, "")
        assert output.faults == [f"{path}: {why}"]
    with pytest.raises(FileNotFoundError):
        load_pack(tmp_path / "missing.toml")


def test_a_mark_and_other_line_ends_are_nothing() -> None:
    plain = parse_pack(TEXT.encode(), "rizhao.toml")
    assert parse_pack(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "rizhao.toml") == plain


def test_a_rate_of_the_retired_may_be_the_lower_one_where_the_pack_says_so() -> None:
    lower = TEXT.replace("level2 = 0.75", "level2 = 0.69\nretired_below_employed = true")
    assert parse_pack(lower.encode(), "rizhao.toml").rate[1].level2 == 6900


def test_a_library_takes_its_packs_from_folders_by_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "newtown.toml").write_text(TEXT.replace('id = "rizhao"', 'id = "newtown"'), "utf-8")
    (tmp_path / "notes.txt").write_text("no pack", "utf-8")
    library = Library(FOLDER, tmp_path)
    assert library.ids() == sorted([*REGIONS, "newtown"])
    assert library.pack("newtown").cap == LIBRARY.pack("rizhao").cap
    assert library.pack("newtown") is library.pack("newtown")
    assert "newtown" in library
    assert "newtown" not in LIBRARY
    for name in ("oldtown", "../policies/rizhao", "notes", ""):
        assert name not in library
        with pytest.raises(KeyError):
            library.pack(name)


def test_a_pack_under_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "newtown.toml").write_text(TEXT, "utf-8")
    with pytest.raises(FaultsError) as caught:
        Library(tmp_path).pack("newtown")
    assert caught.value.where == "newtown.toml"
    assert [WORDINGS["en"].fault(fault) for fault in caught.value.faults] == [
        "id: rizhao is not the file's name, newtown"
    ]
    assert WORDINGS["zh"].fault(caught.value.faults[0]).startswith("id: rizhao")


@pytest.mark.parametrize("region", REGIONS)
def test_the_terms_change_on_the_day_that_pooling_begins(region: str) -> None:
    pack = LIBRARY.pack(region)
    starts = [value.id for row in pack.reading if row.id == "pooling-start" for value in row.values]
    for chosen in [{}, *({"pooling-start": value} for value in starts)]:
        book = Rulebook(pack, chosen)
        start = book.pooling_start.from_
        assert start is not None
        assert book.terms_on(start.toordinal() - 1).pooling is None
        terms = book.terms_on(start.toordinal())
        assert terms.pooling is book.pooling_start
        assert set(terms.deductible) == set(terms.rate) == set(terms.cap) == set(STATUSES)
        assert set(terms.settings) == set(SETTINGS) - {"local"}
        assert book.terms_on(date.max.toordinal()).pooling is book.pooling_start


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    begin = TEXT.index("[[rate]]")
    row = TEXT[begin : TEXT.index("\n\n", begin) + 2]
    first = row.replace("from = 2023-01-01", "from = 2023-01-01\nuntil = 2023-06-30")
    second = row.replace("from = 2023-01-01", "from = 2023-07-01").replace("0.80", "0.82")
    pack = parse_pack(TEXT.replace(row, first + second).encode(), "rizhao.toml")
    book = Rulebook(pack, {})
    days = (date(2023, 1, 1), date(2023, 6, 29), date(2023, 6, 30), date(2023, 7, 1), date(2024, 7, 1))
    rates = [book.terms_on(day.toordinal()).rate["employed"].level1 for day in days]
    assert rates == [8000, 8000, 8000, 8200, 8200]
    # Asked in another order, the days have the same rules.
    again = Rulebook(pack, {})
    assert [again.terms_on(day.toordinal()).rate["employed"].level1 for day in reversed(days)] == rates[::-1]


def test_each_reading_of_the_start_has_its_day() -> None:
    pack = LIBRARY.pack("erenhot")
    days = [date(2022, 10, 1), date(2022, 7, 11), date(2023, 1, 1)]
    assert [Rulebook(pack, {"pooling-start": f"{day}"}).pooling_start.from_ for day in days] == days
    assert Rulebook(pack, {}).pooling_start.from_ == days[0]


class Figures(NamedTuple):
    """Yuan and ten-thousandths by level, each for the employed and for the retired."""

    deductible: tuple[list[int], list[int]]
    rate: tuple[list[int], list[int]]
    cap: tuple[int, int]


FIGURES = {
    "rizhao": Figures(([300, 400, 500], [200, 300, 400]), ([8000, 7000, 6000], [8500, 7500, 6500]), (2000, 2000)),
    "nanchang": Figures(([600] * 3, [600] * 3), ([6000, 5500, 5000], [6500, 6000, 5500]), (1800, 2000)),
    "xian": Figures(([200] * 3, [200] * 3), ([7000, 6000, 5000], [7500, 6500, 5500]), (2000, 2500)),
    "erenhot": Figures(([1000] * 3, [1000] * 3), ([7000, 7000, 6000], [7500, 7500, 6500]), (4000, 5000)),
}


@pytest.mark.parametrize("region", FIGURES)
@pytest.mark.parametrize("status", STATUSES)
def test_figures_of_the_texts(region: str, status: Status) -> None:
    terms = Rulebook(LIBRARY.pack(region), {}).terms_on(date(2023, 6, 1).toordinal())
    figures, retired = FIGURES[region], status == "retired"
    deductible = [getattr(terms.deductible[status], level) for level in LEVELS]
    assert deductible == [100 * yuan for yuan in figures.deductible[retired]]
    assert [getattr(terms.rate[status], level) for level in LEVELS] == figures.rate[retired]
    assert terms.cap[status].amount == 100 * figures.cap[retired]


def test_a_city_is_measured_by_its_province() -> None:
    pack = LIBRARY.pack("gansu")
    within = {"deductible": Fen(300_00), "cap": Fen(2500_00)}
    assert not list(beyond_bounds(pack, within))
    for field, most in within.items():
        found = list(beyond_bounds(pack, {**within, field: Fen(most + 1)}))
        assert [(bound.field, bound.at_most, value) for bound, value in found] == [(field, most, most + 1)]
    assert {bound.field for bound in pack.bound if bound.about} == {"rate_employed", "rate_retired", "credit_retired"}


@pytest.mark.parametrize(
    ("retired_from", "retired_until", "told"),
    [
        (date(2023, 5, 31), None, True),  # the last day of the other rule
        (date(2023, 6, 1), None, False),
        (date(2022, 1, 1), date(2022, 12, 31), False),
        (date(2022, 1, 1), date(2023, 1, 1), True),  # its first day
    ],
)
def test_rates_of_the_retired_are_held_against_those_of_the_same_days(
    retired_from: date, retired_until: date | None, told: bool
) -> None:
    rates: dict[str, Any] = dict.fromkeys(("level1", "level2", "level3"), 6000)
    source = LIBRARY.pack("rizhao").sources[0].id
    cited: dict[str, Any] = {"source": source, "clause": "一", "when": {}, "retired_below_employed": False}
    employed = PaymentRate.model_construct(
        status=("employed",), from_=date(2023, 1, 1), until=date(2023, 5, 31), **cited, **rates
    )
    lower = {**rates, "level2": 5999}
    retired = PaymentRate.model_construct(
        status=("retired",), from_=retired_from, until=retired_until, **cited, **lower
    )
    pack = LIBRARY.pack("rizhao").model_copy(update={"rate": (employed, retired)})
    found = [fault.path for fault in faults_in(pack) if fault.code == "retired_below_employed"]
    assert found == ["rate[1].level2"] * told
