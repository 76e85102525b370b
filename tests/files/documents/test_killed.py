"""Processes killed at random moments: every edit that was said to be saved is there, and no file is unreadable."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from documents import MEANS, edits_in, made

from calculator.files.documents.opening import open_document

TESTS = Path(__file__).parents[2]
KILLS = 100
LONGEST_SECONDS = 0.08


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes are forked, so that a hundred of them start at once")
def test_a_hundred_processes_killed_while_they_edit(tmp_path: Path) -> None:
    path = tmp_path / "a.gjs"
    made(path).close()
    random, saved, unseen = Random(20230310), 0, 0
    command = [sys.executable, str(TESTS / "killed_editors.py"), str(path)]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    recovered = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=known, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _kill in range(KILLS):
            process.stdin.write(f"{random.uniform(0.0, LONGEST_SECONDS)}\n")
            process.stdin.flush()
            for line in process.stdout:
                word, number = line.split()
                if word == "end":
                    assert int(number) == -signal.SIGKILL
                    break
                saved = int(number)
            unseen += 1  # each may have been killed between saving and saying so
            if random.random() < 0.5:  # else the next process finds what the last one left
                document = open_document(path, MEANS)
                assert not document.read_only  # the dead process's lock was taken over
                edits = edits_in(document.case)
                assert saved <= edits <= saved + unseen
                recovered += len(document.recovered)
                document.close()
                saved, unseen = edits, 0
        process.stdin.close()
    document = open_document(path, MEANS)
    assert saved <= edits_in(document.case) <= saved + unseen
    assert saved > KILLS // 4  # they did edit
    assert recovered > KILLS // 20  # and were interrupted
    document.close()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.gjs", "a.gjs.bak"]
