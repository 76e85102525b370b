"""A heading that shows or hides the fields below it, and tells what they are."""

from PySide6.QtWidgets import QPushButton, QWidget

from calculator.widgets.theme import set_role


class Fold(QPushButton):
    """Folds `inside` away and back; `text` has a place for the `{sign}` that says which it is."""

    def __init__(self, text: str, tip: str, inside: QWidget) -> None:
        super().__init__()
        self._text, self._inside = text, inside
        set_role(self, "fold")
        self.setToolTip(tip)
        self.clicked.connect(lambda: self.show_inside(on=not self.unfolded))
        self.show_inside(on=False)

    @property
    def unfolded(self) -> bool:
        """Whether the fields are there to be seen."""
        return not self._inside.isHidden()

    def show_inside(self, *, on: bool) -> None:
        """Show the fields, or fold them away."""
        self._inside.setVisible(on)
        text = self._text.format(sign="▾" if on else "▸")
        self.setText(text)
        self.setAccessibleName(text.replace("\n", " "))
