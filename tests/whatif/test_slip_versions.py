"""Another version of a region's rules may be what an office settled by."""

from pathlib import Path

import pytest
from pack_files import SIGNER, trust, write_pack
from statements import case_of

from calculator.files.signed_packs.pack_store import PackStore, read_candidate
from calculator.policy.library import Library
from calculator.whatif.slip_causes import explained


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The built-in rules, and a signed later version whose cap is 3,000 instead of 2,000."""
    store = PackStore(tmp_path / "packs")
    trust(store, SIGNER, tmp_path)
    store.install(read_candidate(write_pack(tmp_path / "in", "rizhao", 3, cap=3000, key=SIGNER)))
    return Library.of_person(tmp_path / "packs")


def test_the_cap_of_another_version_explains_a_slip(library: Library) -> None:
    # 日照 二（二）: (4,000 − 300) × 80 % = 2,960.00: whole under a cap of 3,000, cut to 2,000.00 under the older one.
    visit = {"date": "2023-03-10", "institution": "level1", "total": "4000"}
    stated = {"pooled": "2000", "in_scope": "4000", "deductible": "300"}
    person = {"id": "me", "region": "rizhao", "status": "employed"}
    case = case_of(
        {
            "format": "gongjisuan-case/1",
            "from": "2023-01",
            "through": "2023-12",
            "people": [person],
            "visits": [{**visit, "stated": stated}],
        }
    )
    found = explained(case, library, "1")
    assert found.settled.stated_difference == {"deductible": 0, "in_scope": 0, "pooled": 960_00}
    singles = [cause.changes[0] for cause in found.causes if len(cause.changes) == 1]
    versions = [(one.before, one.after) for one in singles if one.kind == "version"]
    assert versions == [("rizhao", "rizhao@1")]
