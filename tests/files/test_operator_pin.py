"""The operator's PIN: its hash, and the wait that grows with wrong ones and outlives a restart."""

import hashlib
from base64 import b64decode
from pathlib import Path

import pytest

from calculator.files.operator_pin import PinGate, check_pin, hashed_pin, is_pin_hash, pin_fits, wait_after
from calculator.ground.faults import FaultsError

PIN = "583920"
HASH = hashed_pin(PIN)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_hash_tells_the_pin_and_nothing_else() -> None:
    assert HASH.startswith("scrypt$32768$8$1$")
    assert PIN not in HASH
    assert hashed_pin(PIN) != HASH, "every hash has a salt of its own"
    assert pin_fits(PIN, HASH)
    _kind, _cost, _block, _lanes, salt, told = HASH.split("$")
    known = hashlib.scrypt(PIN.encode(), salt=b64decode(salt), n=32768, r=8, p=1, maxmem=1 << 26, dklen=32)
    assert b64decode(told) == known
    assert not any(pin_fits(other, HASH) for other in ("583921", "", "58392", "5839200", "５８３９２０"))


@pytest.mark.parametrize(
    "text",
    ["", "scrypt", "scrypt$1$1$1$AAAA$AAAA", HASH[:-4], HASH + "$", HASH.replace("8$1", "1$1")],
    # A hash differs each time, and tests that run side by side must be called alike.
    ids=["empty", "head", "of another cost", "cut short", "too long", "of smaller blocks"],
)
def test_what_is_no_hash_opens_to_nothing(text: str) -> None:
    assert not is_pin_hash(text)
    assert not pin_fits(PIN, text)


@pytest.mark.parametrize(
    ("pin", "code"),
    [("12345", "pin_form"), ("1" * 13, "pin_form"), ("12345a", "pin_form"), ("１２３４５６", "pin_form"),
     ("000000", "pin_simple"), ("456789", "pin_simple"), ("987654", "pin_simple")],
)  # fmt: skip
def test_a_pin_that_is_short_or_soon_guessed_is_refused(pin: str, code: str) -> None:
    with pytest.raises(FaultsError) as caught:
        check_pin(pin)
    assert [fault.code for fault in caught.value.faults] == [code]
    assert pin not in str(caught.value.faults)
    assert check_pin(PIN) == PIN


def test_the_wait_grows_with_every_wrong_one() -> None:
    waits = [wait_after(wrong) for wrong in range(30)]
    assert waits[:6] == [0, 0, 0, 5, 10, 20]
    assert waits == sorted(waits)
    assert waits[-1] == 3600


def test_nothing_is_looked_at_during_a_wait_and_a_restart_saves_nothing(tmp_path: Path) -> None:
    clock = Clock()
    gate = PinGate(tmp_path, HASH, clock)
    assert [gate.opens("111112") for _try in range(3)] == [False] * 3
    assert gate.wait() == 5
    assert not gate.opens(PIN)
    clock.now += 3
    again = PinGate(tmp_path, HASH, clock)
    assert again.wait() == 2
    clock.now += 2
    assert not again.opens("111113")
    assert PinGate(tmp_path, HASH, clock).wait() == 10
    clock.now += 10
    assert PinGate(tmp_path, HASH, clock).opens(PIN)
    assert PinGate(tmp_path, HASH, clock).wait() == 0
    assert not PinGate(tmp_path, HASH, clock).opens("111111")
    assert PinGate(tmp_path, HASH, clock).opens(PIN), "the first wrong one after a right one costs no wait"


def test_a_clock_that_is_set_back_does_not_shut_the_operator_out(tmp_path: Path) -> None:
    clock = Clock()
    gate = PinGate(tmp_path, HASH, clock)
    for _try in range(3):
        gate.opens("111112")
    clock.now -= 100_000
    assert gate.wait() == 5
    clock.now += 5
    assert gate.opens(PIN)


@pytest.mark.parametrize("spoiled", [b"", b"{}", b'{"wrong": "x", "at": 0}', b"\xff", b"[1]", b'{"wrong": 0}'])
def test_who_spoils_the_record_gains_no_tries(tmp_path: Path, spoiled: bytes) -> None:
    clock = Clock()
    (tmp_path / "operator-tries.json").write_bytes(spoiled)
    gate = PinGate(tmp_path, HASH, clock)
    assert gate.wait() > 60
    clock.now += 3600
    assert gate.opens(PIN)


def test_a_folder_that_takes_nothing_still_makes_one_wait(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "file").write_text("")
    gate = PinGate(tmp_path / "file", HASH, clock)
    for _try in range(4):
        gate.opens("111112")
        clock.now += gate.wait() and 5
    assert gate.wait() >= 5
