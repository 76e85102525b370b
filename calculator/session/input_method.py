"""Chinese input on Linux: which input method the desktop asks for, and how Qt reaches it.

The Qt that comes by pip has the ways to IBus and to nothing else. Fcitx 5 answers on that way too, at the desktop's
portal, so that who has asked for Fcitx is led there; without that nothing but Latin letters could be typed.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import environ
from pathlib import Path

PORTAL = "org.freedesktop.portal.IBus"
"""What Fcitx 5 and IBus are called on the person's message bus."""

_PLUGIN = re.compile(r"(?:lib)?(\w+?)platforminputcontextplugin\.\w+")


def asked_for(known: Mapping[str, str]) -> list[str]:
    """The input methods that the desktop's variables name, the first wanted first.

    Without a word for Qt, that for older programs counts; not under Wayland, which brings an input method of its own.
    """
    named = known.get("QT_IM_MODULES") or known.get("QT_IM_MODULE") or ""
    if not named and not known.get("WAYLAND_DISPLAY"):
        named = known.get("XMODIFIERS", "").partition("@im=")[2]
    return [name.strip().lower() for name in named.split(";") if name.strip()]


def variables(known: Mapping[str, str], plugins: Path) -> dict[str, str]:
    """What Qt is to be told in the place of the desktop's variables; `plugins` holds Qt's ways to input methods.

    Empty where Qt finds the way by itself, or where there is none.
    """
    wanted = asked_for(known)
    names = [path.name for path in plugins.iterdir()] if wanted and plugins.is_dir() else []
    ways = {found[1] for name in names if (found := _PLUGIN.fullmatch(name))}
    direct = next((name for name in wanted if name in ways or f"{name}5" in ways), "")
    if direct:
        return {} if known.get("QT_IM_MODULES") or known.get("QT_IM_MODULE") else {"QT_IM_MODULE": direct}
    if "ibus" in ways and any(name.startswith("fcitx") for name in wanted):
        return {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    return {}


@contextmanager
def led_to(found: Mapping[str, str]) -> Iterator[None]:
    """These variables hold while Qt begins; what the program starts later finds the desktop's own again."""
    before = {name: environ.get(name) for name in found}
    environ.update(found)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                environ.pop(name, None)
            else:
                environ[name] = value


def is_silent() -> bool:
    """Whether nobody answers at the portal: then no Chinese can be typed. Asks the person's own message bus."""
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus().interface()
    return bus is None or not bus.isServiceRegistered(PORTAL).value()
