"""What a hall terminal keeps of its work: counts by day and reports of faults, and never more than so much."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calculator.files.kiosk_records import CrashLog, SessionCounts

DAY = date(2026, 3, 2)


def test_sessions_are_counted_by_day_and_the_oldest_days_go(tmp_path: Path) -> None:
    counts = SessionCounts(tmp_path / "kept")
    assert (counts.by_day(), counts.last_day()) == ({}, None)
    for day in (DAY, DAY, DAY + timedelta(1)):
        counts.add(day)
    assert SessionCounts(tmp_path / "kept").by_day() == {DAY: 2, DAY + timedelta(1): 1}
    for number in range(420):
        counts.add(DAY + timedelta(number))
    assert len(counts.by_day()) == 400
    assert counts.last_day() == DAY + timedelta(419)
    (file,) = [path for path in (tmp_path / "kept").iterdir() if path.is_file()]
    assert set(file.read_text()) <= set('{}":, -0123456789'), "nothing but days and numbers"


@pytest.mark.parametrize("spoiled", [b"", b"[]", b'{"x": 1}', b'{"2026-03-02": "many"}', b"\xff"])
def test_spoiled_counts_begin_anew(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / "sessions-by-day.json").write_bytes(spoiled)
    counts = SessionCounts(tmp_path)
    counts.add(DAY)
    assert counts.by_day() == {DAY: 1}


def test_the_log_of_faults_stays_small_and_whole(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    assert log.count() == 0
    for number in range(60):
        log.add(f"fault {number}\n" + "x" * 9000, datetime(2026, 3, 2, 9, 0, number, tzinfo=UTC))
    content = log.file.read_text()
    assert len(content) <= 1 << 18
    assert content.startswith("=== 2026-03-02 09:00:")
    assert "fault 59\n" in content
    assert "fault 1\n" not in content
    assert log.count() == content.count("===")
