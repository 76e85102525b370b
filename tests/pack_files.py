"""What tests of installed packs share: packs as text and as files, signed or not, and signers to trust."""

from pathlib import Path

from calculator.files.signed_packs.key_files import beside
from calculator.files.signed_packs.pack_store import PackStore
from calculator.ground.resources import resource
from calculator.policy.installed.signature import PUBLIC_SUFFIX, SIGNATURE_SUFFIX, PrivateKey, new_key, sign

TEXT = (resource("policies") / "rizhao.toml").read_text("utf-8")
SIGNER = new_key("日照市医疗保障局")
STRANGER = new_key("somebody")


def pack_text(region: str = "newtown", version: int = 1, cap: int = 2000) -> str:
    """A pack that differs from a built-in one in its id, its version and its cap in yuan."""
    text = TEXT.replace('id = "rizhao"', f'id = "{region}"', 1).replace("version = 1", f"version = {version}", 1)
    return text.replace("amount = 2000", f"amount = {cap}")


def write_pack(
    folder: Path, region: str = "newtown", version: int = 1, cap: int = 2000, key: PrivateKey | None = None
) -> Path:
    """A pack's file, with its signature beside it where there is a key."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{region}-{version}.toml"
    path.write_text(pack_text(region, version, cap), "utf-8")
    if key is not None:
        beside(path, SIGNATURE_SUFFIX).write_bytes(sign(path.read_bytes(), key).text())
    return path


def trust(store: PackStore, key: PrivateKey, folder: Path) -> None:
    """Trust a signer, by the file of their public key."""
    path = folder / f"{key.public().fingerprint}{PUBLIC_SUFFIX}"
    path.write_bytes(key.public().text())
    store.trust(path)


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but for locks, with their bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
