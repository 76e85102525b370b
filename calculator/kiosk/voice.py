"""The terminal's own voice, through speech-dispatcher where it and a voice for the language are there.

What is said goes in by a pipe, so that no list of processes shows it.
"""

import shutil

from PySide6.QtCore import QObject, QProcess

from calculator.ground.language import Language

PROGRAM = "spd-say"
_CODES: dict[Language, tuple[str, ...]] = {"zh": ("zh", "cmn", "zho"), "en": ("en",)}
_PATIENCE = 1200
"""Milliseconds for the list of voices, which is asked for once; the guardian takes a longer silence for a hang."""


class Voice(QObject):
    """Says texts; `ready` in a language where there is a voice for it."""

    def __init__(self, parent: QObject, program: str = PROGRAM) -> None:
        super().__init__(parent)
        self._program = shutil.which(program)
        self._codes: set[str] | None = None
        self._saying: QProcess | None = None

    def ready(self, language: Language) -> bool:
        """Whether something would be heard."""
        if self._program is None:
            return False
        if self._codes is None:
            self._codes = self._voices()
        return bool(self._codes & set(_CODES[language]))

    def _voices(self) -> set[str]:
        asked = QProcess()
        asked.start(str(self._program), ["-L"])
        if not asked.waitForFinished(_PATIENCE):
            asked.kill()
            asked.waitForFinished(_PATIENCE)
            return set()
        listed = bytes(asked.readAllStandardOutput().data()).decode("utf-8", "replace")
        codes = set()
        for line in listed.splitlines()[1:]:
            codes |= {word.casefold().partition("-")[0] for word in line.split()}
        return codes

    def say(self, text: str, language: Language) -> None:
        """Say a text in the place of what is being said."""
        self.silence()
        if not text or not self.ready(language):
            return
        self._saying = QProcess(self)
        self._saying.start(str(self._program), ["-w", "-e", "-l", language])
        self._saying.write(text.encode())
        self._saying.closeWriteChannel()

    def silence(self) -> None:
        """Say nothing more."""
        if self._saying is None:
            return
        saying, self._saying = self._saying, None
        running = saying.state() != QProcess.ProcessState.NotRunning
        saying.kill()
        saying.waitForFinished(_PATIENCE)
        saying.deleteLater()
        if not running:
            return
        stop = QProcess()
        stop.start(str(self._program), ["-C"])
        stop.waitForFinished(_PATIENCE)
