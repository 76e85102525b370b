"""The text of a journal: torn off anywhere, damaged, or another's."""

import pytest

from calculator.files.documents.journal_lines import (
    edit_text,
    head_line,
    line_of,
    read_journal,
    seed_of,
    version_text,
)
from calculator.ground.faults import FaultsError

HEAD = head_line("b" * 64, "token")
SEED = seed_of(HEAD)
LINES = [
    line_of(text, SEED)
    for text in (
        edit_text(1, "一", '{"a":1}'),
        edit_text(2, "two\n", "{}"),
        version_text(3, "v" * 64),
        edit_text(4, "", "{}"),
    )
]
WHOLE = HEAD + b"".join(LINES)


def test_it_says_what_was_written() -> None:
    text = read_journal(WHOLE)
    assert (text.base, text.case_format, text.size, text.damaged) == ("b" * 64, "gongjisuan-case/1", len(WHOLE), False)
    assert [(entry.name, entry.change, entry.version) for entry in text.entries] == [
        ("一", {"a": 1}, None),
        ("two\n", {}, None),
        ("", None, "v" * 64),
        ("", {}, None),
    ]
    assert [text.since(version) for version in ("b" * 64, "v" * 64, "c" * 64)] == [0, 3, None]


def test_torn_off_at_any_byte_it_holds_the_lines_before() -> None:
    ends = [len(HEAD) + len(b"".join(LINES[:count])) for count in range(len(LINES) + 1)]
    for size in range(len(WHOLE)):
        text = read_journal(WHOLE[:size])
        if size < len(HEAD):  # it gets its name when it is whole: no crash leaves so little
            assert (text.damaged, text.entries) == (True, ())
            continue
        assert not text.damaged
        assert text.size == max(end for end in ends if end <= size)
        assert len(text.entries) == ends.index(text.size)


@pytest.mark.parametrize("tail", [b"\0" * 4096, LINES[1][:40], LINES[1][:-1], b"\xff" * 10, LINES[1]])
def test_what_a_crash_leaves_behind_the_lines_is_no_edit(tail: bytes) -> None:
    text = read_journal(HEAD + LINES[0] + tail)
    assert text.size == len(HEAD + LINES[0]) + (len(tail) if tail == LINES[1] else 0)
    assert not text.damaged


def test_edits_behind_a_broken_line_are_missed() -> None:
    broken = bytearray(WHOLE)
    broken[len(HEAD) + len(LINES[0]) + 20] ^= 1
    text = read_journal(bytes(broken))
    assert text is not None
    assert text.damaged
    assert len(text.entries) == 1


def test_a_broken_first_line_is_told() -> None:
    text = read_journal(b"x" + WHOLE)
    assert text is not None
    assert text.damaged
    assert text.since("b" * 64) is None


def test_lines_of_another_journal_do_not_count() -> None:
    text = read_journal(head_line("b" * 64, "another") + LINES[0])
    assert text is not None
    assert text.entries == ()


def test_where_the_file_came_back_to_a_version_the_last_time_counts() -> None:
    lines = [
        line_of(text, SEED) for text in (edit_text(1, "", "{}"), version_text(2, "b" * 64), edit_text(3, "", "{}"))
    ]
    text = read_journal(HEAD + b"".join(lines))
    assert text is not None
    assert text.since("b" * 64) == 2


def test_a_newer_program_s_journal_is_not_touched() -> None:
    with pytest.raises(FaultsError) as refused:
        read_journal(line_of('{"format": "gongjisuan-journal/2"}', 0))
    assert [fault.code for fault in refused.value.faults] == ["newer_format"]


@pytest.mark.parametrize("bit", range(8))
def test_a_bit_that_was_flipped_is_told_wherever_it_is(bit: int) -> None:
    """Every edit was said to be saved: all are there afterwards, or it is said that some cannot be read."""
    before = read_journal(WHOLE)
    for place in range(len(WHOLE)):
        flipped = bytearray(WHOLE)
        flipped[place] ^= 1 << bit
        text = read_journal(bytes(flipped))
        assert text.damaged or text.entries == before.entries, place
