"""Put the bundle into a Debian package, into the layout of the UOS and Kylin stores, and into a plain archive.

All three hold the same files of `build/bundle/gongjisuan`; the times in them are the commit's.
"""

import argparse
import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from installers import bundle

ROOT = bundle.ROOT
LINUX = Path(__file__).resolve().parent / "linux"
BUILD = ROOT / "build"
APP_ID = "io.github.gongjisuan"
MAINTAINER = "gongjisuan <gongjisuan@users.noreply.github.com>"
FONTS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming"
SUMMARY = "offline calculator of outpatient pooling in China's employee insurance"
_OF_LIBC = {"libc", "libm", "libdl", "libpthread", "librt", "ld-linux-x86-64"}
_NAMES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libz.so.1": "zlib1g"}


def objdump(path: Path, option: str) -> str:
    """What `objdump` says of a library."""
    return subprocess.run(["objdump", option, path], capture_output=True, text=True, check=False).stdout


def libraries(folder: Path) -> list[Path]:
    """Every program and library below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in found if _begin(path) == b"\x7fELF"]


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def needed_libraries(found: Iterable[Path]) -> set[str]:
    """The shared libraries that these need and that are not among them, such as `libEGL.so.1`."""
    found = list(found)
    needed = {name for path in found for name in re.findall(r"NEEDED\s+(\S+)", objdump(path, "-p"))}
    return needed - {path.name for path in found}


def needed_glibc(found: Iterable[Path]) -> str:
    """The oldest C library that these run on, such as 2.35."""
    versions: set[str] = {part for path in found for part in re.findall(r"GLIBC_(2\.\d+)", objdump(path, "-T"))}
    return max(versions, key=lambda version: int(version.partition(".")[2]))


def package_of(soname: str) -> str | None:
    """The Debian package of a shared library by Debian's own rule; None where the C library's package holds it."""
    name, _, number = soname.lower().replace("_", "-").partition(".so.")
    if name in _OF_LIBC:
        return None
    return _NAMES.get(soname) or name + ("-" if name[-1:].isdigit() else "") + number


def depends(glibc: str, sonames: Iterable[str]) -> str:
    """The packages without which it does not start."""
    packages = sorted({name for name in map(package_of, sonames) if name is not None} - {"libcups2"})
    return ", ".join([f"libc6 (>= {glibc})", *packages, FONTS])


def filled(name: str, version: str) -> str:
    """A file of `linux/` with version and day put in."""
    day = datetime.datetime.fromtimestamp(int(bundle.commit_time()), datetime.UTC).date()
    return (LINUX / name).read_text("utf-8").replace("@VERSION@", version).replace("@DATE@", str(day))


def put(path: Path, text: str | bytes) -> None:
    """Write a file, zipped where its name says so, with the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def put_bundle(folder: Path) -> None:
    """The bundle's files, with its links, as `folder`."""
    shutil.copytree(bundle.BUNDLE, folder, symlinks=True)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == folder / "gongjisuan" else 0o644)


def icons(share: Path) -> None:
    """The icon of the program and of its files, in the theme that every desktop falls back to."""
    for name, kind in (("gongjisuan", "apps"), ("application-x-gongjisuan", "mimetypes")):
        put(
            share / "icons/hicolor/scalable" / kind / f"{name}.svg",
            (ROOT / "resources/icons/gongjisuan.svg").read_bytes(),
        )
        for picture in sorted((bundle.BUILD / "made").glob("*.png")):
            put(share / f"icons/hicolor/{picture.stem}x{picture.stem}" / kind / f"{name}.png", picture.read_bytes())


def changelog(package: str, version: str) -> str:
    """What Debian wants to read as a package's changelog; ours is CHANGELOG.md."""
    when = datetime.datetime.fromtimestamp(int(bundle.commit_time()), datetime.UTC).strftime(
        "%a, %d %b %Y %H:%M:%S +0000"
    )
    return f"{package} ({version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- {MAINTAINER}  {when}\n"


def debian(folder: Path, version: str) -> Path:
    """Build `gongjisuan_<version>_amd64.deb`."""
    usr = folder / "usr"
    put_bundle(usr / "lib/gongjisuan")
    (usr / "bin").mkdir()
    (usr / "bin/gongjisuan").symlink_to("../lib/gongjisuan/gongjisuan")
    share = usr / "share"
    icons(share)
    put(share / "applications/gongjisuan.desktop", filled("gongjisuan.desktop", version))
    put(share / "mime/packages/gongjisuan.xml", filled("gongjisuan.xml", version))
    put(share / f"metainfo/{APP_ID}.metainfo.xml", filled(f"{APP_ID}.metainfo.xml", version))
    put(share / "man/man1/gongjisuan.1.gz", filled("gongjisuan.1", version))
    put(share / "bash-completion/completions/gongjisuan", filled("gongjisuan.completion", version))
    put(share / "doc/gongjisuan/copyright", filled("copyright", version))
    put(share / "lintian/overrides/gongjisuan", filled("lintian-overrides", version))
    put(share / "doc/gongjisuan/changelog.gz", changelog("gongjisuan", version))
    found = libraries(usr)
    control = {
        "Package": "gongjisuan",
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(bundle.size(usr) // 1024),
        "Depends": depends(needed_glibc(found), needed_libraries(found)),
        "Recommends": "libcups2",
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{SUMMARY}\n 共济算：录入一年的门诊费用，看到统筹支付、剩余限额、个人账户余额和现金，\n"
        " 以及每个数字背后的规则和条款。数据只留在本机，程序从不联网。\n"
        " .\n Enter the year's outpatient bills and see what the pooled fund paid, what is\n"
        " left of the cap, the balance of the account and cash, with rule and clause.",
    }
    put(folder / "DEBIAN/control", "".join(f"{name}: {text}\n" for name, text in control.items()))
    return packed(folder, BUILD / f"gongjisuan_{version}_amd64.deb")


def store(folder: Path, version: str) -> Path:
    """Build the same for the stores of UOS and Kylin: all below /opt/apps/<id>, nothing is run when it is installed."""
    app = folder / "opt/apps" / APP_ID
    put_bundle(app / "files/gongjisuan")
    entry = filled("gongjisuan.desktop", version)
    entry = entry.replace("Exec=gongjisuan", f"Exec=/opt/apps/{APP_ID}/files/gongjisuan/gongjisuan").replace(
        "Icon=gongjisuan", f"Icon={APP_ID}"
    )
    put(app / f"entries/applications/{APP_ID}.desktop", entry)
    put(app / "entries/mime/packages/gongjisuan.xml", filled("gongjisuan.xml", version))
    put(
        app / f"entries/icons/hicolor/scalable/apps/{APP_ID}.svg",
        (ROOT / "resources/icons/gongjisuan.svg").read_bytes(),
    )
    permissions = dict.fromkeys(
        ("autostart", "notification", "trayicon", "clipboard", "account", "bluetooth", "camera", "audio_record",
         "installed_apps"), False,
    )  # fmt: skip
    info = {"appid": APP_ID, "name": "共济算", "version": f"{version}.0", "arch": ["amd64"]}
    put(app / "info", json.dumps({**info, "permissions": permissions}, ensure_ascii=False, indent=2) + "\n")
    found = libraries(app)
    control = {
        "Package": APP_ID,
        "Version": f"{version}.0",
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(bundle.size(app) // 1024),
        "Depends": depends(needed_glibc(found), needed_libraries(found)),
        "Section": "utils",
        "Priority": "optional",
        "Description": f"{SUMMARY}\n 共济算：职工医保门诊共济的离线计算器。",
    }
    put(folder / "DEBIAN/control", "".join(f"{name}: {text}\n" for name, text in control.items()))
    faults = store_faults(folder)
    if faults:
        raise SystemExit("\n".join(faults))
    return packed(folder, BUILD / f"{APP_ID}_{version}.0_amd64.deb")


def store_faults(folder: Path) -> list[str]:
    """What the stores would refuse of an unpacked package."""
    app = folder / "opt/apps" / APP_ID
    found = []
    outside = [path for path in folder.rglob("*") if not path.is_dir() and app not in path.parents]
    found += [
        f"outside /opt/apps/{APP_ID}: {path.relative_to(folder)}" for path in outside if path.parent.name != "DEBIAN"
    ]
    found += [
        f"runs at installation: {path.name}"
        for path in (folder / "DEBIAN").iterdir()
        if path.name not in ("control", "md5sums")
    ]
    found += [
        f"not of the layout: {path.name}" for path in app.iterdir() if path.name not in ("entries", "files", "info")
    ]
    info = json.loads((app / "info").read_text("utf-8"))
    found += [f"info lacks {key}" for key in ("appid", "name", "version", "arch", "permissions") if key not in info]
    if info.get("appid") != APP_ID or not re.fullmatch(r"\d+(\.\d+){3}", info.get("version", "")):
        found.append(f"info: {info}")
    for entry in (app / "entries/applications").glob("*"):
        command = re.search(r"^Exec=(\S+)", entry.read_text("utf-8"), re.MULTILINE)
        if entry.stem != APP_ID or command is None or not (folder / command[1].lstrip("/")).is_file():
            found.append(f"entry {entry.name} starts nothing")
    for path in app.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(app.resolve()):
            found.append(f"a link that leads out: {path.relative_to(folder)}")
    return found


def packed(folder: Path, package: Path) -> Path:
    """One package of a folder, with the commit's time on everything."""
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.parent.name != "DEBIAN"
    ]
    put(folder / "DEBIAN/md5sums", "".join(sums))
    time = int(bundle.commit_time())
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (time, time), follow_symlinks=False)
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    known = {**os.environ, "SOURCE_DATE_EPOCH": str(time)}
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(folder), str(package)]
    subprocess.run(build, check=True, env=known, stdout=subprocess.DEVNULL)
    return package


def archive(version: str) -> Path:
    """A plain archive for those who may install nothing: unpack it, start `gongjisuan` in it."""
    path = BUILD / f"gongjisuan-{version}-linux-x86_64.tar.xz"
    time = int(bundle.commit_time())

    def same(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.mtime, info.uid, info.gid, info.uname, info.gname = time, 0, 0, "", ""
        return info

    with tarfile.open(path, "w:xz") as tar:
        for file in sorted(bundle.BUNDLE.rglob("*")):
            name = f"gongjisuan-{version}/{file.relative_to(bundle.BUNDLE).as_posix()}"
            tar.add(file, name, recursive=False, filter=same)
    return path


def main() -> int:
    """Build what is asked for, the Debian package where nothing is; 1 where there is no bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "kinds", nargs="*", choices=["deb", "kiosk", "store", "tar", []], help="deb (default), kiosk, store, tar"
    )
    kinds = parser.parse_args().kinds or ["deb"]
    if not bundle.BUNDLE.is_dir():
        print("packaging/dev.py bundle comes first", file=sys.stderr)
        return 1
    version, made = bundle.version(), []
    for kind in kinds:
        folder = BUILD / "package" / kind
        shutil.rmtree(folder, ignore_errors=True)
        if kind == "tar":
            made.append(archive(version))
            continue
        folder.mkdir(parents=True)
        if kind == "kiosk":
            from installers.kiosk_package import kiosk

            made.append(kiosk(folder, version))
            continue
        made.append((debian if kind == "deb" else store)(folder, version))
    found = libraries(bundle.BUNDLE)
    print(f"glibc {needed_glibc(found)} or newer; needs of the system: {', '.join(sorted(needed_libraries(found)))}")
    for path in made:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
