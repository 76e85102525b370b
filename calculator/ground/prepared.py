"""What was made of the program's own files when it was built, so that it is not made again at every start.

A policy pack and the example household are read, validated and checked; a catalogue is taken apart. For files that
come with the program this gives the same objects each time, so `packaging/generated/prepare.py` does it once and keeps
them in `resources/prepared`, each under the digest of the file it was made of. Where a file is another by now, it is
read anew. Nothing that a person brings along is ever looked for there.
"""

import hashlib
from pathlib import Path
from typing import TypeVar

from calculator.ground.resources import resource

Made = TypeVar("Made")
_DIGEST = hashlib.sha256
_SUFFIX = ".pickle"


def place_of(name: str) -> Path:
    """Where what was made of the program's own file `name` is kept."""
    return resource("prepared", name + _SUFFIX)


def prepared(name: str, content: bytes, kind: type[Made]) -> Made | None:
    """What was made of the program's own file `name`; None where its content is not the one it was made of."""
    try:
        kept = place_of(name).read_bytes()
    except OSError:
        return None
    digest = _DIGEST(content).digest()
    if not kept.startswith(digest):
        return None
    import pickle

    try:
        # As much the program's own as the code beside it: it lies in the same installation.
        made = pickle.loads(kept[len(digest) :])
    except Exception:  # made by code that has changed since, in whatever way: as good as not there
        return None
    return made if isinstance(made, kind) else None


def kept_form(content: bytes, made: object) -> bytes:
    """What `prepared` reads: the digest of the file's content, and what was made of it."""
    import pickle

    return _DIGEST(content).digest() + pickle.dumps(made, protocol=5)
