"""The Debian package of the hall terminal: user, unit and scripts around the program, which it depends on."""

from pathlib import Path

from installers import bundle
from installers.debian_package import BUILD, MAINTAINER, changelog, filled, packed, put

KIOSK = Path(__file__).parent / "kiosk"
LIBRARY = "usr/lib/gongjisuan-kiosk"
FILES = {
    "gongjisuan-kiosk.service": "usr/lib/systemd/system/gongjisuan-kiosk.service",
    "gongjisuan-kiosk.sysusers": "usr/lib/sysusers.d/gongjisuan-kiosk.conf",
    "gongjisuan-kiosk.tmpfiles": "usr/lib/tmpfiles.d/gongjisuan-kiosk.conf",
    "gongjisuan-kiosk.pam": "etc/pam.d/gongjisuan-kiosk",
    "70-gongjisuan-stick.rules": "usr/lib/udev/rules.d/70-gongjisuan-stick.rules",
    "90-gongjisuan-kiosk.conf": "usr/share/X11/xorg.conf.d/90-gongjisuan-kiosk.conf",
    "session": f"{LIBRARY}/session",
    "escpos-queue": f"{LIBRARY}/escpos-queue",
    "gongjisuan-kiosk-check": "usr/bin/gongjisuan-kiosk-check",
    "GUIDE.md": "usr/share/doc/gongjisuan-kiosk/GUIDE.md",
    "ACCESSIBILITY.md": "usr/share/doc/gongjisuan-kiosk/ACCESSIBILITY.md",
    "gongjisuan-kiosk-check.1": "usr/share/man/man1/gongjisuan-kiosk-check.1.gz",
}
"""Each file of `kiosk/` and where it is put."""
PROGRAMS = {"session", "escpos-queue", "gongjisuan-kiosk-check"}
SETTINGS = """\
# cage（Wayland）或 X / cage (Wayland) or X
#GONGJISUAN_KIOSK_DISPLAY=x11
"""
INSTALLED = """\
#!/bin/sh
set -e
if [ "$1" = configure ]; then
    systemd-sysusers /usr/lib/sysusers.d/gongjisuan-kiosk.conf
    systemd-tmpfiles --create /usr/lib/tmpfiles.d/gongjisuan-kiosk.conf || true
    deb-systemd-helper unmask gongjisuan-kiosk.service > /dev/null || true
    # Whoever disabled it finds it disabled after an update.
    if deb-systemd-helper --quiet was-enabled gongjisuan-kiosk.service; then
        deb-systemd-helper enable gongjisuan-kiosk.service > /dev/null || true
    else
        deb-systemd-helper update-state gongjisuan-kiosk.service > /dev/null || true
    fi
    if [ -d /run/systemd/system ]; then
        udevadm control --reload || true
        systemctl --system daemon-reload > /dev/null || true
        deb-systemd-invoke try-restart gongjisuan-kiosk.service > /dev/null || true
    fi
    echo "gongjisuan kiosk-setup; gongjisuan-kiosk-check   (/usr/share/doc/gongjisuan-kiosk/GUIDE.md)"
fi
"""
TO_BE_REMOVED = """\
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    deb-systemd-invoke stop gongjisuan-kiosk.service > /dev/null || true
fi
"""
PURGED = """\
#!/bin/sh
set -e
if [ "$1" = remove ] && command -v deb-systemd-helper > /dev/null; then
    deb-systemd-helper mask gongjisuan-kiosk.service > /dev/null || true
fi
if [ "$1" = purge ]; then
    rm -rf /var/lib/gongjisuan-kiosk
    if command -v deb-systemd-helper > /dev/null; then
        deb-systemd-helper purge gongjisuan-kiosk.service > /dev/null || true
        deb-systemd-helper unmask gongjisuan-kiosk.service > /dev/null || true
    fi
fi
if [ -d /run/systemd/system ]; then
    systemctl --system daemon-reload > /dev/null || true
fi
"""


def kiosk(folder: Path, version: str) -> Path:
    """Build `gongjisuan-kiosk_<version>_all.deb`. Who removes it keeps packs and counts; who purges it does not."""
    for name, place in FILES.items():
        put(folder / place, (KIOSK / name).read_bytes())
        (folder / place).chmod(0o755 if name in PROGRAMS else 0o644)
    put(folder / "etc/default/gongjisuan-kiosk", SETTINGS)
    put(folder / "usr/share/doc/gongjisuan-kiosk/copyright", filled("copyright", version))
    put(folder / "usr/share/doc/gongjisuan-kiosk/changelog.gz", changelog("gongjisuan-kiosk", version))
    control = {
        "Package": "gongjisuan-kiosk",
        "Version": version,
        "Architecture": "all",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(max(1, bundle.size(folder) // 1024)),
        "Depends": f"gongjisuan (>= {version}), systemd, libpam-systemd, cage | xinit",
        "Recommends": "cage, xwayland, wlr-randr, cups, cups-client",
        "Suggests": "speech-dispatcher, espeak-ng, xserver-xorg",
        "Section": "misc",
        "Priority": "optional",
        "Description": "共济算大厅终端 / hall terminal of gongjisuan\n"
        " 没有外壳的用户、systemd 服务、cage 显示和检查脚本。\n"
        " .\n The user without a shell, the systemd unit, the display by cage, and a script\n that checks the machine.",
    }
    put(folder / "DEBIAN/control", "".join(f"{name}: {text}\n" for name, text in control.items()))
    put(folder / "DEBIAN/conffiles", "/etc/default/gongjisuan-kiosk\n/etc/pam.d/gongjisuan-kiosk\n")
    for name, script in (("postinst", INSTALLED), ("prerm", TO_BE_REMOVED), ("postrm", PURGED)):
        put(folder / "DEBIAN" / name, script)
        (folder / "DEBIAN" / name).chmod(0o755)
    return packed(folder, BUILD / f"gongjisuan-kiosk_{version}_all.deb")
