"""Measure the import of a long spreadsheet: how long it takes, and the memory it needs beyond the idle program."""

import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from calculator.policy.library import Library

ROOT = Path(__file__).resolve().parents[2]
ROWS = 100_000
LIMIT = 3.0
"""KiB a row beyond the idle program, from the file to the new case."""

_HEADINGS = ("就诊日期", "医疗机构等级", "医疗费总额", "全自费", "超限价自费", "先行自付", "医疗机构名称", "备注")

# In a process of its own: the idle program is measured, then everything up to the new case, then its statement.
_CHILD = """
import json, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from calculator.sheets.others.row_reader import Given
from calculator.words.wording import Wording
from calculator.files.spreadsheets.visit_import import look, take
from calculator.session.session import Session
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.files.example_household import example_case
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.widgets.theme import Theme, dress
from calculator.case.visit_edits import with_visits

def kib(name):
    for line in open("/proc/self/status"):
        if line.startswith(name):
            return int(line.split()[1])

library = Library.embedded()
app = QApplication([])
dress(app, Theme())
session = Session(example_case(library), library, Wording("zh"))
window = ShellWindow(session, Theme())
window.show()
app.processEvents()
with open("/proc/self/clear_refs", "w") as peak:
    peak.write("5")
idle, begin = kib("VmRSS"), time.perf_counter()
sheet = look(Path(sys.argv[1]), session.case, Given(session.person_id, session.year), library)(Work())
case = with_visits(session.case, sheet.found.chosen(skip_again=True))
read, peak = time.perf_counter(), kib("VmHWM")
del case
taken = take(sheet, library, skip_again=True)(Work())
done, whole = time.perf_counter(), kib("VmHWM")
print(json.dumps([len(sheet.found.visits), read - begin, peak - idle, done - read, whole - idle]))
"""


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """So many rows as a hospital's export has them; the same every time."""
    chance = random.Random(20230101)
    yield _HEADINGS
    for number in range(count):
        day = datetime.date(2023, 1, 1) + datetime.timedelta(days=chance.randrange(365))
        amounts = (chance.randrange(20_000, 60_000) / 100, chance.randrange(0, 1_500) / 100, 0.0, 1.5)
        yield (day, chance.choice(("一级", "二级", "三级甲等")), *amounts, f"第{number % 40}人民医院", "")


def write_xlsx(path: Path, count: int) -> None:
    """The rows as a workbook."""
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows(count)):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)


def write_csv(path: Path, count: int) -> None:
    """The rows as text, as such exports are written."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows(count))


def import_sheets(_library: Library, count: int = ROWS) -> bool:
    """Import long sheets of both kinds, each in a process of its own; gives whether the limit is kept."""
    kept, environment = True, {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as folder:
        for kind, write in (("xlsx", write_xlsx), ("csv", write_csv)):
            path = Path(folder) / f"visits.{kind}"
            write(path, count)
            command = [sys.executable, "-c", _CHILD, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment, text=True)
            visits, read, peak, computed, whole = json.loads(done.stdout.splitlines()[-1])
            good = visits == count and peak / count <= LIMIT
            print(
                f"import, {count:,} rows .{kind:<5} {read:6.2f} s, peak {peak / count:5.2f} KiB a row  (limit {LIMIT})"
                f"{'' if good else '  TOO MUCH'}; then its statement {computed:6.2f} s, {whole / count:5.2f} KiB a row"
            )
            kept = kept and good
    return kept


if __name__ == "__main__":
    sys.exit(0 if import_sheets(Library.embedded()) else 1)
