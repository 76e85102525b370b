"""The boards behind the PIN: the menu, sessions by day, packs in use, what a stick offers, and a last question."""

from collections.abc import Sequence
from pathlib import Path

from calculator.files.kiosk_records import SessionCounts
from calculator.files.signed_packs.stick_updates import Installed, Offer
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.kiosk.controls.blocks import Rows
from calculator.kiosk.controls.board import Board
from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.text_block import Run
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.policy_pages.figure_changes import changes_in_short
from calculator.words.wording import Wording

_DAYS = 14
_MENU = {
    "sessions": N_("Sessions by day"),
    "packs": N_("Policies in use"),
    "stick": N_("Update from a stick"),
    "test": N_("Self-test"),
    "exit": N_("End the terminal"),
}


class MenuBoard(Board):
    """What can be done; above it what is wrong."""

    def __init__(self, look: Look, wording: Wording, notices: Sequence[str]) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("For the staff")), "question", bold=True))
        for notice in notices:
            self.say(Run(notice, "small", "refused"))
        keys = []
        for number, (name, text) in enumerate(_MENU.items(), start=1):
            key = TouchKey(look, tr(text), kind="end" if name == "exit" else "plain", number=number)
            self.asks(key, "show", name)
            keys.append(key)
        self.add(Rows(look, keys, 2, grow=look.px(60)))


class SessionsBoard(Board):
    """How many sessions each of the last days had, and all together."""

    def __init__(self, look: Look, wording: Wording, counts: SessionCounts, *, counted: bool) -> None:
        super().__init__(look, wording)
        tr, by_day = wording.text, counts.by_day()
        self.say(Run(tr(N_("Sessions by day")), "question", bold=True))
        if not counted:
            self.say(Run(tr(N_("The hall settings say that sessions are not counted.")), "text", "muted"))
        elif not by_day:
            self.say(Run(tr(N_("There was none yet.")), "text", "muted"))
        for day in sorted(by_day, reverse=True)[:_DAYS]:
            text = tr(N_("{day}: {count}"))
            self.say(Run(text.format(day=wording.day(day), count=by_day[day]), "text"))
        if by_day:
            text = tr(N_("All {days} days together: {count}"))
            self.say(Run(text.format(days=len(by_day), count=sum(by_day.values())), "text", bold=True))


class PacksBoard(Board):
    """Each region's version in use; one touch goes back to the one before."""

    def __init__(self, look: Look, wording: Wording, installed: Sequence[Installed], said: str = "") -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("Policies in use")), "question", bold=True))
        if said:
            self.say(Run(said, "text", "pooled", bold=True))
        for one in installed:
            signer = one.used.signer
            origin = tr(N_("comes with the program")) if signer is None else signer.name
            text = tr(N_("{region}: version {version}, {origin}"))
            told = text.format(region=wording.of(one.used.pack.name), version=one.used.pack.version, origin=origin)
            self.say(Run(told, "text"), together=one.before is not None)
            if one.before is not None:
                key = TouchKey(look, tr(N_("Back to version {version}")).format(version=one.before))
                self.asks(key, "back to", one.region)
                self.add(Rows(look, [key], 2))


class StickBoard(Board):
    """What the sticks that are plugged in offer; a key installs it."""

    def __init__(
        self, look: Look, wording: Wording, found: Sequence[tuple[Path, Sequence[Offer]]], said: Sequence[str] = ()
    ) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("Update from a stick")), "question", bold=True))
        for line in said:
            self.say(Run(line, "text", "pooled", bold=True))
        if not found:
            self.say(Run(tr(N_("No stick is plugged in.")), "text"))
        for stick, offered in found:
            if not offered:
                text = tr(N_("{stick}: there are no packs on it, neither at its top nor in the folder gongjisuan"))
                self.say(Run(text.format(stick=stick.name), "text"))
            for offer in offered:
                self._say_offer(offer)
        again = TouchKey(look, tr(N_("Look again")), kind="primary")
        self.asks(again, "show", "stick")
        self.pin(Rows(look, [again], 2))

    def _say_offer(self, offer: Offer) -> None:
        tr, words = self.wording.text, self.wording
        if offer.candidate is None or offer.found is None:
            why = tr(N_("; ")).join(words.fault(fault) for fault in offer.faults)
            self.say(Run(tr(N_("{file}: {why}")).format(file=offer.file, why=why), "small", "refused"))
            return
        pack, signer = offer.candidate.pack, offer.found.signer
        text = N_("{region}, version {version} instead of {used}, signed by {signer}")
        if offer.used is None:
            text = N_("{region}, version {version}, new here, signed by {signer}")
        figures = {"region": words.of(pack.name), "version": pack.version, "used": offer.used}
        key = TouchKey(
            self.look,
            tr(N_("Install {region} {version}")).format(**figures),
            tr(text).format(signer="" if signer is None else signer.name, **figures),
        )
        self.asks(key, "install", offer)
        self.add(Rows(self.look, [key], 1))
        if offer.replaced is not None:
            changed = changes_in_short(offer.replaced, pack, words)
            self.say(Run(tr(N_("What changes:")) if changed else tr(N_("No figure changes.")), "small", bold=True))
            for line in changed:
                self.say(Run(f"· {line}", "small"))


class ExitBoard(Board):
    """Whether the terminal is to end."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording)
        tr = wording.text
        self.say(Run(tr(N_("End the terminal?")), "question", bold=True))
        text = tr(N_("The screen then shows what the system shows. It starts again with the machine."))
        self.say(Run(text, "text", "muted"))
        end = TouchKey(look, tr(N_("End")), kind="end")
        again = TouchKey(look, tr(N_("Start anew")), kind="primary")
        self.asks(again, "anew")
        self.asks(end, "leave")
        self.add(Rows(look, [again, end], 2, grow=look.px(60)))


def faults_said(faults: Sequence[Fault], wording: Wording) -> list[str]:
    """Each fault as a line."""
    return [wording.fault(fault) for fault in faults]
