"""What the disk image for macOS shows: the program beside the folder that it is dragged into.

On a Mac: `dmgbuild -s packaging/installers/macos/dmg_settings.py -D app=build/bundle/共济算.app 共济算 OUT.dmg`
"""

from pathlib import Path

defines: dict[str, str] = globals().get("defines", {})  # what `-D` gave
application = defines.get("app", "build/bundle/共济算.app")

format = "UDZO"  # compressed; the name is the one that dmgbuild asks for
filesystem = "HFS+"
files = [application, "LICENSE"]
symlinks = {"Applications": "/Applications"}
icon_locations = {Path(application).name: (140, 160), "Applications": (420, 160), "LICENSE": (280, 320)}
window_rect = ((200, 160), (560, 420))
default_view = "icon-view"
icon_size = 96
text_size = 13
