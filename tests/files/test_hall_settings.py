"""Hall settings: every wrong value is one sentence that names the key, and the last good ones go on holding."""

from pathlib import Path

import pytest

from calculator.files.hall_settings import DEFAULT, GOOD, hall_in_use, hall_text, parse_hall, read_hall, write_hall
from calculator.ground.faults import FaultsError
from calculator.ground.language import Language
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.words.wording import Wording

HEAD = 'format = "gongjisuan-hall/1"\n'


def faults(text: str, library: Library, language: Language = "en") -> list[str]:
    with pytest.raises(FaultsError) as refused:
        parse_hall(text.encode(), "hall.toml", library)
    return [Wording(language).fault(fault) for fault in refused.value.faults]


def test_the_example_is_in_order_and_comes_back_as_it_was_written(library: Library, tmp_path: Path) -> None:
    settings = read_hall(resource("examples", "hall.toml"), library)
    assert settings.defaults.region == "erenhot"
    assert settings.readings == {"erenhot": {"rounding": "half-up"}}
    assert settings.paper.slip_width == 80
    path = tmp_path / "made" / "hall.toml"
    write_hall(path, settings)
    assert read_hall(path, library) == settings
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[defaults]\nregion = "atlantis"', 'defaults.region: "atlantis" is not a known region; expected: erenhot, '),
        ("[defaults]\nlevel = 3", "defaults.level: 3 is not a known value; expected: level1, level2, level3"),
        ("[defaults]\nyear = 1900", "defaults.year: 1900 is out of range (2000 to 2100)"),
        ('[defaults]\nyear = "2023"', 'defaults.year: "2023" is not a whole number'),
        ("[defaults]\nfixed_region = true", "defaults.region: is missing; expected: erenhot, "),
        (
            '[defaults]\nregion = "xian"\n[packs]\nregions = ["erenhot"]',
            'defaults.region: "xian" is none of the regions',
        ),
        ('[packs]\nregions = ["erehnot"]', 'packs.regions[0]: "erehnot" is not a known region; expected: erenhot, '),
        ('[readings.erenhot]\nroundin = "x"', 'readings.erenhot.roundin: "roundin" is not an open question'),
        (
            '[readings.erenhot]\nrounding = "up"',
            'readings.erenhot.rounding: "up" is not a known value; expected: half-up',
        ),
        ("[households]\ndays = 0", "households.days: 0 is out of range (1 to 3650)"),
        ('[households]\nallowed = "yes"', 'households.allowed: "yes" is neither true nor false'),
        ("[paper]\nslip_width = 70", "paper.slip_width: 70 is not a known value; expected: 80, 58"),
        ("[kiosk]\nidle_seconds = 5", "kiosk.idle_seconds: 5 is out of range (15 to 600)"),
        ("[office]\nfax = 1", "office.fax: is not a key of the hall settings; expected: name, telephone, hours"),
        ("colour = 1", "colour: is not a key of the hall settings; expected: format, language, office, "),
    ],
)
def test_a_wrong_value_is_one_sentence_naming_the_key_and_what_is_expected(
    library: Library, line: str, said: str
) -> None:
    told = faults(HEAD + line, library)
    assert len(told) == 1
    assert told[0].startswith(said)
    chinese = faults(HEAD + line, library, "zh")
    assert len(chinese) == 1
    assert chinese[0] != told[0]


def test_every_wrong_value_is_told_at_once(library: Library) -> None:
    assert len(faults(HEAD + "[paper]\nslip_width = 1\n[kiosk]\nrotation = 45\n[office]\nname = 3", library)) == 3


def test_the_last_good_settings_hold_while_the_file_is_wrong(library: Library, tmp_path: Path) -> None:
    path, kept = tmp_path / "hall.toml", tmp_path / "kept"
    assert hall_in_use(path, library, kept) == (DEFAULT, ())
    path.write_text(HEAD + '[office]\ntelephone = "12393"', "utf-8")
    good = hall_in_use(path, library, kept)
    assert (good.settings.office.telephone, good.faults) == ("12393", ())
    assert (kept / GOOD).read_bytes() == hall_text(good.settings)
    path.write_text(HEAD + "[office", "utf-8")
    now = hall_in_use(path, library, kept)
    assert now.settings == good.settings
    assert [fault.code for fault in now.faults] == ["not_toml"]
    path.unlink()
    assert hall_in_use(path, library, kept).settings == good.settings


def test_without_a_good_file_the_defaults_hold_and_the_fault_is_told(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text("nonsense", "utf-8")
    found = hall_in_use(path, library, tmp_path / "kept")
    assert found.settings == DEFAULT
    assert [fault.code for fault in found.faults] == ["not_toml"]
