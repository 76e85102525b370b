"""The way back: what was done, in words, and what leads to the case before it."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from calculator.case.case import Case
from calculator.case.case_change import CaseChange, change_between
from calculator.ground.language import N_
from calculator.words.wording import Wording


@dataclass(frozen=True)
class Action:
    """What an edit does, as texts of the catalogue: worded when someone reads it, in the language of that moment.

    `column` and `count` fill the places of these names in `text`.
    """

    text: str
    column: str = ""
    count: int | None = None

    def said(self, wording: Wording) -> str:
        """The action's name in words."""
        text = wording.text(self.text)
        if not self.column and self.count is None:
            return text
        return text.format(column=wording.text(self.column).replace("\n", " "), count=self.count)


def changing(column: str) -> Action:
    """The action of changing what is called `column`, a text of the catalogue."""
    return Action(N_("Change {column}"), column)


class Step(NamedTuple):
    """What was done, what leads to the case on its other side, and the entry that it is part of."""

    action: Action
    change: CaseChange
    entry: Hashable = None


_MOST_BYTES = 64 << 20
"""Room for tens of thousands of edits, or for a few of whole large households."""


class EditHistory:
    """The steps that can be taken back, and those that can be done again; the nearest stands last.

    Changes are kept, not cases: each has a list of all its visits. Where they take more than `most_bytes`, the oldest
    go, and `shortened` says so from then on; the last step always stays.
    """

    def __init__(
        self,
        undo: Iterable[Step] = (),
        redo: Iterable[Step] = (),
        *,
        most_bytes: int = _MOST_BYTES,
        shortened: bool = False,
    ) -> None:
        self.undo, self.redo, self.shortened, self.most_bytes = list(undo), list(redo), shortened, most_bytes
        self._size = sum(step.change.size for step in (*self.undo, *self.redo))

    def copy(self) -> "EditHistory":
        """The same steps, for a session that goes on with the household."""
        return EditHistory(self.undo, self.redo, most_bytes=self.most_bytes, shortened=self.shortened)

    def add(self, action: Action, before: Case, after: Case, entry: Hashable) -> None:
        """One more step from a case to another; one of the same `entry` as the last makes one step with it."""
        if entry is not None and self.undo and self.undo[-1].entry == entry:
            before = self._taken(self.undo).change.applied(before)
        while self.redo:
            self._taken(self.redo)
        if before != after:
            self._put(self.undo, Step(action, change_between(after, before), entry))

    def back(self, case: Case, earlier: Case) -> Action:
        """Take the last step back, from a case to the one before it; gives what it was."""
        step = self._taken(self.undo)
        self._put(self.redo, Step(step.action, change_between(earlier, case)))
        return step.action

    def forward(self, case: Case, later: Case) -> Action:
        """Do again what was taken back last, from a case to the one after it; gives what it is."""
        step = self._taken(self.redo)
        self._put(self.undo, Step(step.action, change_between(later, case)))
        return step.action

    def _taken(self, steps: list[Step]) -> Step:
        step = steps.pop()
        self._size -= step.change.size
        return step

    def _put(self, steps: list[Step], step: Step) -> None:
        steps.append(step)
        self._size += step.change.size
        while self._size > self.most_bytes and len(self.undo) > 1:
            self._size -= self.undo.pop(0).change.size
            self.shortened = True
