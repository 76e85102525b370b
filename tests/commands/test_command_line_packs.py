"""The commands about installed packs: keygen, sign, verify, packs; and every other command with what is installed."""

import json
from pathlib import Path

import pytest
from commands import INVALID, Output, run
from pack_files import everything, pack_text, write_pack
from statements import EXAMPLE, REGIONS, case_bytes

from calculator.files.signed_packs.key_files import beside
from calculator.ground.resources import resource
from calculator.policy.installed.signature import SIGNATURE_SUFFIX


class Desk:
    """Commands on one folder of packs, in English."""

    def __init__(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self._output = folder, capfdbinary
        self.installed = folder / "packs"

    def packs(self, *arguments: object) -> Output:
        """A command with the folder of packs."""
        return self.plain(*arguments, "--packs", self.installed)

    def plain(self, *arguments: object) -> Output:
        """A command as it is."""
        return run(self._output, *map(str, arguments), "--lang", "en")

    def signer(self, name: str = "Bureau") -> Path:
        """A new key's file."""
        key = self.folder / f"{name}.key"
        assert self.plain("keygen", "-o", key, "--name", name).status == 0
        return key

    def signed(self, key: Path, region: str, version: int, cap: int) -> Path:
        """A pack with its signature."""
        path = write_pack(self.folder / key.stem, region, version, cap)
        assert self.plain("sign", path, "--key", key).status == 0
        return path


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(tmp_path, capfdbinary)


def test_from_the_key_to_the_figures(desk: Desk, tmp_path: Path) -> None:
    key = desk.signer()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Bureau.key", "Bureau.key.pub"]
    path = desk.signed(key, "rizhao", 2, 500)
    told = desk.packs("verify", path)
    assert (told.status, told.err) == (0, "")
    assert "Rizhao (rizhao), version 2: signed by Bureau (" in told.out
    assert "who is not trusted" in told.out
    assert "who is trusted" in desk.packs("verify", path, "--trust", f"{key}.pub").out

    refused = desk.packs("packs", "install", path)
    assert (refused.status, refused.out) == (INVALID, "")
    assert "only someone trusted can replace it, and Bureau (" in refused.faults[0]
    assert not everything(desk.installed)

    assert "is trusted from now on" in desk.packs("packs", "trust", f"{key}.pub").out
    case = tmp_path / "case.json"
    case.write_bytes(case_bytes(EXAMPLE))
    before = everything(desk.installed)
    look = desk.packs("packs", "install", path, "--case", case, "--dry-run")
    assert look.status == 0
    assert everything(desk.installed) == before
    rows = [line.split() for line in look.out.splitlines()]
    assert ["Paid", "by", "the", "pooled", "fund", "700.00", "500.00", "−200.00"] in rows
    assert ["Personal", "share", "780.00", "980.00", "+200.00"] in rows
    assert "It takes the place of version 1." in look.out
    assert "changed in the past, from 2023-01-01 on" in look.out

    done = desk.packs("packs", "install", path, "--case", case)
    assert done.out.replace("rizhao@2 was installed", "Nothing was installed.") == look.out
    statement = json.loads(desk.packs("compute", case).out)
    assert statement["people"][0]["years"][0]["totals"]["pooled"] == "500.00"
    case.write_bytes(
        case_bytes({**EXAMPLE, "people": [{**EXAMPLE["people"][0], "region": "rizhao@1"}], "readings": {}})
    )
    assert json.loads(desk.packs("compute", case).out)["people"][0]["years"][0]["totals"]["pooled"] == "700.00"
    assert "Rizhao (version 1)" in desk.packs("compute", case, "--table").out

    listed = desk.packs("packs", "list").out
    assert "Rizhao (rizhao), version 2: signed by Bureau (" in listed
    assert "Trusted: Bureau (" in listed
    fingerprint = listed.split("Trusted: Bureau (")[1].split(")")[0]
    assert "is not trusted any more" in desk.packs("packs", "distrust", fingerprint).out
    assert "rizhao@2: not used. id:" in desk.packs("packs", "list").out
    assert desk.packs("compute", case).status == 0
    assert desk.packs("packs", "remove", "rizhao").out == "rizhao@2 was removed\n"
    assert desk.packs("packs", "list").out == "Nothing is installed.\n"


def test_a_region_of_ones_own_in_every_command(desk: Desk, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in", cap=600)
    said = desk.packs("packs", "install", path)
    assert (
        said.out == "Rizhao (newtown), version 1: own, not signed\nThe region is new here.\nnewtown@1 was installed\n"
    )
    case = tmp_path / "case.json"
    data = {**EXAMPLE, "people": [{**EXAMPLE["people"][0], "region": "newtown"}], "readings": {}}
    case.write_bytes(case_bytes(data))
    statement = json.loads(desk.packs("compute", case).out)
    assert statement["people"][0]["years"][0]["totals"]["pooled"] == "600.00"
    assert statement["people"][0]["warnings"][0]["code"] == "own_pack"
    (line,) = [line for line in desk.packs("policies").out.splitlines() if line.startswith("newtown")]
    assert " · own " in line
    assert "600.00" in desk.packs("policies", "newtown").out
    assert desk.packs("report", case, "-o", tmp_path / "out.csv").status == 0
    sheet = tmp_path / "in.csv"
    sheet.write_text("date,institution,total\n2023-03-05,二级,500\n", "utf-8")
    options = ("-o", tmp_path / "new.gjs", "--region", "newtown", "--status", "employed")
    assert desk.packs("import", sheet, *options).status == 0
    drawn = desk.packs("--no-display", case, "--picture", tmp_path / "window.png")
    assert drawn.status == 0
    assert "600.00" in drawn.out

    assert desk.packs("packs", "remove", "newtown").status == 0
    for command in (("compute", case), ("report", case, "-o", tmp_path / "other.csv"), ("policies", "newtown")):
        output = desk.packs(*command)
        assert (output.status, output.out) == (INVALID, "")
        assert '"newtown" is not a known region' in output.err
    assert not (tmp_path / "other.csv").exists()
    # Brought back, a household that names it is shown with what it gains.
    gained = desk.packs("packs", "install", path, "--case", case)
    assert "Not computed without it: 1 visits, 12 months; with it: 0 visits, 0 months" in gained.out


def test_a_broken_pack_stops_no_command(desk: Desk, tmp_path: Path) -> None:
    assert desk.packs("packs", "install", write_pack(tmp_path / "in")).status == 0
    (desk.installed / "newtown@1.toml").write_text("id = [", "utf-8")
    case = tmp_path / "case.json"
    case.write_bytes(case_bytes(EXAMPLE))
    assert desk.packs("compute", case).out == desk.plain("compute", case, "--packs", tmp_path / "none").out
    assert desk.packs("policies").out.count("\n") == 2 + len(REGIONS)
    assert desk.packs("packs", "list").out.startswith("newtown@1: not used. the file is not TOML:")
    assert desk.packs("packs", "remove", "newtown").status == 0


def test_verify_says_what_is_wrong(desk: Desk, tmp_path: Path) -> None:
    key, other = desk.signer(), desk.signer("Other")
    path = desk.signed(key, "newtown", 1, 2000)
    wrong = desk.packs("verify", path, "--trust", f"{other}.pub")
    assert (wrong.status, wrong.out) == (INVALID, "")
    assert "the pack was signed by Bureau (" in wrong.err
    assert "), not by Other (" in wrong.err
    path.write_text(pack_text(cap=2001), "utf-8")
    assert "does not fit: the pack was changed after it was signed" in desk.packs("verify", path).err
    beside(path, SIGNATURE_SUFFIX).unlink()
    missing = desk.packs("verify", path)
    assert missing.err == f"{path}: there is no signature beside the pack ({path.name}.sig)\n"
    for gone in ("gone.toml", "x" * 300 + ".toml"):
        assert desk.packs("verify", tmp_path / gone).status == INVALID
    assert desk.packs("verify", tmp_path).err.endswith("this is a folder; a file is expected\n")


def test_keys_and_signatures_are_not_written_over(desk: Desk, tmp_path: Path) -> None:
    key = desk.signer()
    path = desk.signed(key, "newtown", 1, 2000)
    before = everything(tmp_path)
    for command in (("keygen", "-o", key), ("sign", path, "--key", key)):
        output = desk.plain(*command)
        assert (output.status, output.out) == (INVALID, "")
        assert output.err.endswith("there is a file of this name already\n")
    for no_key in (f"{key}.pub", tmp_path / "gone"):
        assert desk.plain("sign", path, "--key", no_key).status == INVALID
    assert everything(tmp_path) == before
    assert desk.plain("sign", path, "--key", key, "--force").status == 0


def test_where_a_key_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    told = desk.plain("keygen", "-o", tmp_path / "sub" / "none.key")
    assert (told.status, told.out) == (INVALID, "")
    assert told.err.endswith(f"there is no folder {tmp_path / 'sub'}\n")
    assert desk.plain("keygen", "-o", tmp_path).err == f"{tmp_path}: this is a folder; a file is expected\n"
    assert everything(tmp_path) == {}


def test_only_signed_ones_where_that_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    path = write_pack(tmp_path / "in")
    refused = desk.packs("packs", "install", path, "--signed-only")
    assert (refused.status, refused.out) == (INVALID, "")
    assert desk.packs("packs", "install", path).status == 0
    assert "not used" in desk.packs("packs", "list", "--signed-only").out


def test_the_folder_is_that_of_the_persons_data(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJISUAN_DATA", str(tmp_path / "data"))
    assert desk.plain("packs", "install", write_pack(tmp_path / "in")).status == 0
    assert (tmp_path / "data" / "packs" / "newtown@1.toml").is_file()
    assert "newtown" in desk.plain("policies").out


def test_the_program_itself_has_no_pack_of_another_kind() -> None:
    assert sorted(path.stem for path in resource("policies").glob("*.toml")) == REGIONS


def test_an_earlier_version_claims_no_effect(desk: Desk, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_bytes(case_bytes({**EXAMPLE, "people": [{**EXAMPLE["people"][0], "region": "newtown"}], "readings": {}}))
    assert desk.packs("packs", "install", write_pack(tmp_path / "given", version=2, cap=500)).status == 0
    told = desk.packs(
        "packs", "install", write_pack(tmp_path / "given", version=1, cap=900), "--case", case, "--dry-run"
    )
    assert told.status == 0
    assert "newtown@1" in told.out
    assert "900" not in told.out
