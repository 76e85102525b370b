"""What keeping an edit of a very large household on the disk takes."""

import json
import tempfile
from itertools import count
from pathlib import Path

from benches.measure import household, pairs, report

from calculator.case.case_json import write_rows
from calculator.files.documents.opening import create_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.money import Fen
from calculator.policy.library import Library

_VISITS = 100_000


def disk(library: Library) -> bool:
    """An edit of one visit among 100,000, written through, against reading that household's text as JSON."""
    case, number = household(library, _VISITS), count(1)
    text = write_rows(case)
    with tempfile.TemporaryDirectory() as folder:
        document = create_document(Path(folder) / "a.gjs", case, OpeningContext(library))

        def edit() -> None:
            place, visits = next(number) * 17 % _VISITS, document.case.visits
            visit = visits[place].model_copy(update={"total": Fen(100)})
            changed = (*visits[:place], visit, *visits[place + 1 :])
            document.record("edit", document.case.model_copy(update={"visits": changed}))

        measured = pairs(edit, lambda: json.loads(text), 5)
        document.close()
    return report("an edit kept on the disk, 100,000 visits / json.loads", *measured, 0.5)
