"""Try the Debian packages, the stores' layout and the plain archive on a clean Debian without any Python.

Needs root, debootstrap, Xvfb, openbox, xdotool, ImageMagick, poppler-utils. The Debian is a folder entered by chroot;
its X display and the keys come from this machine. A receipt is typed into the real window, a PDF written, the package
is removed, and what is left is looked at. Pictures go to build/deb-test/pictures: look at them.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installers import bundle, debian_package

from calculator.files.operator_pin import hashed_pin

ROOT = bundle.ROOT
FOLDER = ROOT / "build" / "deb-test"
BASE, CHROOT, PICTURES = FOLDER / "base", FOLDER / "root", FOLDER / "pictures"
RELEASE = os.environ.get("GONGJISUAN_RELEASE", "bookworm")
DISPLAY = ":178"
USER = "clerk"
_PATIENCE = 60


def sh(*command: str | Path, **options: object) -> str:
    """Run a command; its output. Raises CalledProcessError with what it said."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode and not options.get("may_fail"):
        raise SystemExit(f"{' '.join(done.args)}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def inside(*command: str, user: str = "root") -> list[str]:
    """A command in the clean Debian, as a user of it, with nothing of our own environment."""
    home = "/root" if user == "root" else f"/home/{user}"
    known = {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DISPLAY": DISPLAY}
    known |= {"DEBIAN_FRONTEND": "noninteractive", "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": "/tmp"}
    variables = [f"{name}={value}" for name, value in known.items()]
    # The user is entered by number: the clean Debian's users are not this machine's.
    return ["chroot", f"--userspec={0 if user == 'root' else 1000}:{0 if user == 'root' else 1000}", str(CHROOT),
            "env", "-i", *variables, *command]  # fmt: skip


def clean_debian() -> None:
    """A fresh one each time, from one that is fetched once."""
    if not (BASE / "etc/debian_version").exists():
        shutil.rmtree(BASE, ignore_errors=True)
        sh("debootstrap", "--variant=minbase", RELEASE, BASE)
    shutil.rmtree(CHROOT, ignore_errors=True)
    sh("cp", "-a", "--reflink=auto", BASE, CHROOT)
    shutil.copy("/etc/resolv.conf", CHROOT / "etc/resolv.conf")
    sh(*inside("apt-get", "-qq", "update"))
    sh(*inside("useradd", "-m", "-u", "1000", USER))


def files() -> set[str]:
    """Every file of the clean Debian but those that apt and dpkg keep their books in."""
    books = ("var/lib/apt", "var/lib/dpkg", "var/cache", "var/log", "tmp", "proc", "sys", "dev")
    found = (path.relative_to(CHROOT).as_posix() for path in CHROOT.rglob("*"))
    return {name for name in found if not name.startswith(books)}


def has_python() -> bool:
    """Whether any Python can be started in the clean Debian."""
    return bool(list(CHROOT.glob("usr/bin/python*")) + list(CHROOT.glob("usr/local/bin/python*")))


@contextmanager
def display() -> Iterator[None]:
    """A screen for the windows of the clean Debian."""
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1280x800x24", "-ac"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(1)
        os.environ["DISPLAY"] = DISPLAY
        # Without a manager of windows the keyboard stays with none of them.
        manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        yield
        manager.terminate()
        manager.wait()
    finally:
        server.terminate()
        server.wait()


def picture(name: str) -> None:
    """What is on the screen."""
    sh("import", "-display", DISPLAY, "-window", "root", PICTURES / f"{name}.png")


def keys(*pressed: str) -> None:
    """Press keys, each after the window has followed; a text of several characters is typed."""
    for key in pressed:
        typed = ("type", "--delay", "60", key[1:]) if key.startswith("=") else ("key", key)
        sh("xdotool", *typed)
        time.sleep(0.6)


def wait_for(what: str, found: object) -> None:
    """Wait until something holds; the test fails where it does not."""
    assert callable(found)
    end = time.monotonic() + _PATIENCE
    while not found():
        if time.monotonic() > end:
            picture("stuck")
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.2)


def shown() -> bool:
    """Whether a window of the program is on the screen."""
    return bool(sh("xdotool", "search", "--onlyvisible", "--class", "gongjisuan", may_fail=True).strip())


def saved() -> str:
    """All that the person's data folder holds, as text."""
    data = CHROOT / f"home/{USER}/.local/share/gongjisuan"
    return "".join(path.read_text("utf-8", errors="replace") for path in sorted(data.rglob("*")) if path.is_file())


def try_window(name: str, program: str, amount: str) -> None:
    """Start with nothing kept, enter a household and a receipt by keys, and find it on the disk."""
    shutil.rmtree(CHROOT / f"home/{USER}/.local", ignore_errors=True)
    shutil.rmtree(CHROOT / f"home/{USER}/.config", ignore_errors=True)
    begin = time.monotonic()
    running = subprocess.Popen(inside(program, user=USER), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for("the window", shown)
        print(f"{name}: its window after {time.monotonic() - begin:.1f} s")
        time.sleep(2)
        sh("xdotool", "mousemove", "1270", "790")
        picture(f"{name}-1-welcome")
        keys("Return", "=rz", "Return", "Return", "space", "Return")
        time.sleep(2)
        picture(f"{name}-2-household")
        keys("ctrl+n", "=3-5", "Return", "=2", "Return", f"={amount}", "Return", "Escape")
        wait_for("the receipt on the disk", lambda: f"{amount}.00" in saved() or f'"{amount}"' in saved())
        time.sleep(1)
        picture(f"{name}-3-receipt")
    finally:
        running.terminate()
        said = running.communicate(timeout=20)[0]
    if said.strip():
        print(f"{name} said: {said.strip()}")


def try_kiosk(name: str, program: str) -> None:
    """The hall terminal in a window: without a PIN it says how to set one, with one it answers by keypad."""
    hall = CHROOT / f"home/{USER}/hall.toml"
    text = 'format = "gongjisuan-hall/1"\n[defaults]\nregion = "rizhao"\nfixed_region = true\n[kiosk]\npin = "{pin}"\n'
    command = inside(program, "kiosk", "--config", f"/home/{USER}/hall.toml", "--windowed", "1200x740", user=USER)
    hall.write_text(text.format(pin=""), "utf-8")
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    if refused.returncode == 0 or "kiosk-setup" not in refused.stderr:
        raise SystemExit(f"{name}: without a PIN the terminal began: {refused.returncode} {refused.stderr}")
    hall.write_text(text.format(pin=hashed_pin("583920")), "utf-8")
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for("the terminal", shown)
        time.sleep(2)
        keys("1", "1", "1", "3", "=3000", "Return", "1")
        time.sleep(1)
        picture(f"{name}-5-kiosk")
    finally:
        running.terminate()
        said = running.communicate(timeout=20)[0]
    print(f"{name}: the terminal shown{', and said: ' + said.strip() if said.strip() else ''}")


def try_report(name: str, program: str) -> None:
    """A PDF whose Chinese text can be found."""
    shutil.copy(ROOT / "resources/examples/household.json", CHROOT / f"home/{USER}/case.json")
    pdf = CHROOT / f"home/{USER}/{name}.pdf"
    command = inside(
        program, "report", f"/home/{USER}/case.json", "-o", f"/home/{USER}/{name}.pdf", "--lang", "zh", user=USER
    )
    sh(*command)
    text = sh("pdftotext", pdf, "-")
    if "统筹" not in text or "全家合计" not in text:
        raise SystemExit(f"{name}: the PDF's Chinese text is not found:\n{text[:500]}")
    sh("pdftoppm", "-r", "60", "-png", "-f", "1", "-l", "1", pdf, PICTURES / f"{name}-4-report")
    print(f"{name}: a PDF of {pdf.stat().st_size / 1000:.0f} kB with Chinese text")


def try_kiosk_package(package: Path) -> None:
    """The terminal's package: user without a shell, unit that starts with the machine, check; purged, all is gone."""
    shutil.copy(package, CHROOT / "tmp/kiosk.deb")
    before = files()
    sh(*inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/kiosk.deb"))
    user = sh(*inside("getent", "passwd", "gongjisuan-kiosk")).strip()
    link = CHROOT / "etc/systemd/system/multi-user.target.wants/gongjisuan-kiosk.service"
    if not user.endswith("/nologin") or not link.is_symlink():
        raise SystemExit(f"the terminal's package: user {user!r}, enabled: {link.is_symlink()}")
    said = sh(*inside("gongjisuan-kiosk-check"), may_fail=True)
    if "用户 gongjisuan-kiosk 没有外壳" not in said or "gongjisuan kiosk-setup" not in said:
        raise SystemExit(f"the check of the terminal's machine said:\n{said}")
    sh(*inside("apt-get", "purge", "-y", "-qq", "gongjisuan-kiosk"))
    left = sorted(name for name in files() - before if "gongjisuan" in name)
    if left:
        raise SystemExit(f"of the terminal's package is left: {left}")
    print(f"the terminal's package: {user.split(':')[0]} without a shell, enabled, checked, and gone when purged")


def main() -> int:
    """Try all of them; the first thing that is wrong ends it."""
    if os.geteuid() != 0:
        print("deb-test needs root, for chroot", file=sys.stderr)
        return 1
    version = bundle.version()
    package = ROOT / "build" / f"gongjisuan_{version}_amd64.deb"
    uos = ROOT / "build" / f"{debian_package.APP_ID}_{version}.0_amd64.deb"
    tar = ROOT / "build" / f"gongjisuan-{version}-linux-x86_64.tar.xz"
    PICTURES.mkdir(parents=True, exist_ok=True)
    clean_debian()
    before = files()
    shutil.copy(package, CHROOT / "tmp/package.deb")
    sh(*inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/package.deb"))
    installed = sh(*inside("dpkg-query", "-W", "-f", "${Installed-Size}", "gongjisuan"))
    print(
        f"installed: {int(installed) * 1024 / 1e6:.1f} MB; Python in that Debian: {'yes' if has_python() else 'none'}"
    )
    if has_python():
        return 1
    with display():
        try_window("deb", "gongjisuan", "1480")
        try_report("deb", "gongjisuan")
        try_kiosk("deb", "gongjisuan")
        try_kiosk_package(ROOT / "build" / f"gongjisuan-kiosk_{version}_all.deb")
        sh(*inside("apt-get", "purge", "-y", "-qq", "gongjisuan"))
        left = sorted(name for name in files() - before if "gongjisuan" in name)
        data = [name for name in left if name.startswith(f"home/{USER}/.local/share/gongjisuan")]
        others = [name for name in left if name not in data and not name.startswith(f"home/{USER}/")]
        print(f"removed; of it is left: {others or 'nothing'}; of the person's data: {len(data)} files and folders")
        if others or not data:
            return 1
        sh("dpkg-deb", "-x", uos, CHROOT)
        app = f"/opt/apps/{debian_package.APP_ID}/files/gongjisuan/gongjisuan"
        try_window("store", app, "1490")
        try_report("store", app)
        sh("tar", "-C", CHROOT / f"home/{USER}", "-xf", tar)
        program = f"/home/{USER}/gongjisuan-{version}/gongjisuan"
        try_window("tar", program, "1500")
        try_report("tar", program)
    print(f"pictures: {PICTURES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
