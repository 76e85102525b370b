"""The operator's PIN: kept as a scrypt hash, and asked for ever more slowly after wrong ones, also after a restart."""

import hmac
import json
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from calculator.files.whole_file import read_small, replace_whole
from calculator.ground.faults import Fault, FaultsError

FEWEST, MOST = 6, 12
"""How many digits a PIN has."""
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
"""What scrypt is asked to spend: some 32 MiB and a tenth of a second, so that a copied hash is not soon guessed."""
_SALT, _LENGTH, _MEMORY = 16, 32, 1 << 26
_FREE_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 2, 5.0, 3600.0
_LIMIT = 4096
_UNREADABLE = 8
"""As so many wrong ones counts a record that says nothing: who can spoil it gains no tries."""


def check_pin(pin: str) -> str:
    """A PIN that can be set. Raises FaultsError for one with too few or too many digits, or that is soon guessed."""
    if not (pin.isascii() and pin.isdigit() and FEWEST <= len(pin) <= MOST):
        raise FaultsError([Fault("kiosk.pin", "pin_form", {"low": FEWEST, "high": MOST})])
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:  # 000000, 123456, 987654
        raise FaultsError([Fault("kiosk.pin", "pin_simple")])
    return pin


def hashed_pin(pin: str) -> str:
    """What the settings keep of a PIN: `scrypt$cost$block$lanes$salt$hash`."""
    salt = secrets.token_bytes(_SALT)
    return "$".join(
        ("scrypt", str(_COST), str(_BLOCK), str(_LANES), *(b64encode(part).decode() for part in (salt, _of(pin, salt))))
    )


def is_pin_hash(text: str) -> bool:
    """Whether settings have a hash that a PIN can be held against."""
    return _parts(text) is not None


def pin_fits(pin: str, kept: str) -> bool:
    """Whether a PIN is the one whose hash is kept."""
    parts = _parts(kept)
    return parts is not None and hmac.compare_digest(_of(pin, parts[0]), parts[1])


def _of(pin: str, salt: bytes) -> bytes:
    # PyNaCl's, as it comes with every bundle: Python's own needs the system's OpenSSL.
    from nacl.bindings import crypto_pwhash_scryptsalsa208sha256_ll as scrypt

    return scrypt(pin.encode(), salt, _COST, _BLOCK, _LANES, dklen=_LENGTH, maxmem=_MEMORY)


def _parts(text: str) -> tuple[bytes, bytes] | None:
    """Salt and hash; None for what is not of this kind, or was made at another cost."""
    head = f"scrypt${_COST}${_BLOCK}${_LANES}$"
    try:
        salt, kept = (b64decode(part, validate=True) for part in text.removeprefix(head).split("$"))
    except ValueError:
        return None
    return (salt, kept) if text.startswith(head) and len(salt) == _SALT and len(kept) == _LENGTH else None


class PinGate:
    """Holds PINs against the kept hash, and counts the wrong ones in a file of the folder `kept`.

    A try is counted before it is looked at, so that pulling the plug saves nothing. `clock` gives seconds.
    """

    def __init__(self, kept: Path, pin_hash: str, clock: Callable[[], float] = time.time) -> None:
        self._file, self._hash, self._clock = kept / "operator-tries.json", pin_hash, clock
        self._wrong, self._at = self._read()

    def wait(self) -> float:
        """For how many seconds no PIN is taken; 0 where one is."""
        now = self._clock()
        if now < self._at:  # the clock was set back; the wait begins anew, and does not last until then
            self._keep(self._wrong, now)
        return max(0.0, self._at + wait_after(self._wrong) - now)

    def opens(self, pin: str) -> bool:
        """Whether the PIN is right; a wrong one makes the next wait longer. Nothing is looked at during a wait."""
        if self.wait():
            return False
        self._keep(self._wrong + 1, self._clock())
        if not pin_fits(pin, self._hash):
            return False
        self._keep(0, self._clock())
        return True

    def _read(self) -> tuple[int, float]:
        try:
            kept = json.loads(read_small(self._file, _LIMIT))
            return max(0, int(kept["wrong"])), float(kept["at"])
        except FileNotFoundError:
            return 0, 0.0
        except (OSError, ValueError, TypeError, KeyError):
            return _UNREADABLE, self._clock()

    def _keep(self, wrong: int, at: float) -> None:
        self._wrong, self._at = wrong, at
        with suppress(OSError):  # what cannot be written holds as long as the program runs
            replace_whole(self._file, json.dumps({"wrong": wrong, "at": at}).encode())


def wait_after(wrong: int) -> float:
    """How many seconds are waited after so many wrong PINs: none after the first two, then ever twice as long."""
    if wrong <= _FREE_TRIES:
        return 0.0
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(20, wrong - _FREE_TRIES - 1))
