"""The pictures: no dialog or page of the program is without one."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASES = {"QDialog", "QProgressDialog", "QMessageBox", "QMainWindow", "MainWindow", "PaperDialog", "SearchDialog"}


def windows() -> Iterator[str]:
    """The classes that open as windows of their own, and those that stand in one as a page."""
    for path in (ROOT / "calculator" / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if bases & BASES or (node.name.endswith("Page") and not node.name.startswith("_")):
                    yield node.name


def test_every_dialog_and_page_has_its_picture() -> None:
    drawn = "\n".join(path.read_text("utf-8") for path in (ROOT / "packaging" / "pictures").glob("*.py"))
    parts = {
        "MainWindow": "ShellWindow",
        "SearchDialog": "CausesDialog",
        "CandidatePage": "PacksDialog",
        "CoveragePage": "HelpDialog",
    }
    found = set(windows())
    assert {"ShellWindow", "ImportDialog", "PackEditor"} <= found
    assert not {name for name in found if parts.get(name, name) not in drawn}
