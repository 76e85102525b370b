"""Tabs whose pages are made when they are first looked at, so that a window stands sooner."""

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

MakePage = Callable[[], QWidget]


class LazyTabs(QTabWidget):
    """Each page is given as a function that makes it; the `first` at once, or only when it is asked for."""

    def __init__(self, name: str, *, first: bool = True) -> None:
        super().__init__()
        self._eager = first
        self.setDocumentMode(True)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        self.tabBar().setUsesScrollButtons(True)
        self.tabBar().setDrawBase(False)
        self._makers: dict[int, MakePage] = {}
        self._pages: dict[int, QWidget] = {}
        self.currentChanged.connect(self._turn)

    def add_page(self, title: str, make: MakePage) -> int:
        """Add a tab; gives its place."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        self._makers[self.count()] = make
        place = self.addTab(holder, title)
        self.setTabToolTip(place, title)
        if place == 0 and self._eager:
            self._make(0)
        return place

    def page(self, place: int) -> QWidget:
        """The page of a tab, made now if it has not been."""
        self._make(place)
        return self._pages[place]

    def made(self, place: int) -> QWidget | None:
        """The page of a tab where it has been made."""
        return self._pages.get(place)

    def _turn(self, place: int) -> None:
        if self._eager or self._pages:
            self._make(place)

    def _make(self, place: int) -> None:
        if place in self._pages or place not in self._makers:
            return
        page = self._pages[place] = self._makers[place]()
        holder = self.widget(place)
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.addWidget(page)
