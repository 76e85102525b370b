"""Key files and signatures on the disk: made, read and written; a private key is its owner's only."""

from pathlib import Path

from calculator.files.disk import Disk, remove_quietly, unwritable, write_new
from calculator.files.whole_file import give_out
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.plain_files import read_plain
from calculator.policy.installed.signature import (
    MAX_SMALL_BYTES,
    PUBLIC_SUFFIX,
    SIGNATURE_SUFFIX,
    PrivateKey,
    PublicKey,
    Signature,
    check,
    new_key,
    read_private_key,
    read_public_key,
    read_signature,
    sign,
)
from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

_SMALL = "4 KiB"


def make_key(path: Path, name: str, disk: Disk | None = None) -> PublicKey:
    """Make a key: the private one in `path`, which only this user can read, the public one beside it.

    Raises FaultsError; neither file is ever put in the place of another, as a key that is gone is gone for ever.
    """
    disk = disk or Disk()
    key = new_key(name)
    public = key.public()
    _write(disk, path, key.text())
    try:
        _write(disk, beside(path, PUBLIC_SUFFIX), public.text())
    except FaultsError:
        remove_quietly(disk, path)
        raise
    return public


def read_key(path: Path) -> PrivateKey:
    """The private key in a file. Raises FaultsError."""
    return read_private_key(read_plain(path, MAX_SMALL_BYTES, _SMALL), path.name)


def read_public(path: Path) -> PublicKey:
    """The public key in a file. Raises FaultsError."""
    return read_public_key(read_plain(path, MAX_SMALL_BYTES, _SMALL), path.name)


def sign_pack(path: Path, key: PrivateKey, *, replace: bool = False) -> tuple[Path, Signature]:
    """Sign a pack that is valid, and write the signature beside it. Raises FaultsError."""
    content = read_plain(path, MAX_PACK_BYTES, "1 MiB")
    parse_pack(content, path.name)
    signature = sign(content, key)
    target = beside(path, SIGNATURE_SUFFIX)
    if replace:
        give_out(target, signature.text())
    else:
        _write(Disk(), target, signature.text())
    return target, signature


def write_signed(path: Path, content: bytes, key: PrivateKey) -> Signature:
    """Write the text of a pack with its signature beside it, read both back, and give the signature that was checked.

    Raises FaultsError, also where what is read back is not what was signed.
    """
    parse_pack(content, path.name)
    target = beside(path, SIGNATURE_SUFFIX)
    give_out(path, content)
    give_out(target, sign(content, key).text())
    found = read_signature(read_plain(target, MAX_SMALL_BYTES, _SMALL), target.name)
    check(read_plain(path, MAX_PACK_BYTES, "1 MiB"), found, target.name)
    if found.signer != key.public():
        raise FaultsError([Fault("", "changed_meanwhile")], target.name)
    return found


def beside(path: Path, suffix: str) -> Path:
    """The file that goes with another, by its name and an ending."""
    return path.with_name(path.name + suffix)


def _write(disk: Disk, path: Path, content: bytes) -> None:
    try:
        write_new(disk, path, content)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise FaultsError([_refused(error, path)], str(path)) from None
    except ValueError as error:  # a name that no file can have
        raise FaultsError([Fault("", "cannot_write", {"detail": str(error)})], str(path)) from None


def _refused(error: OSError, path: Path) -> Fault:
    """Why a file could not be made."""
    if isinstance(error, (FileExistsError, PermissionError)) and _is_folder(path):
        return Fault("", "is_a_folder")  # which Windows tells as a missing permission
    if isinstance(error, FileExistsError):
        return Fault("", "already_there")
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return Fault("", "no_such_folder", {"found": str(path.parent)})
    return unwritable(error)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it lies where nobody may look
        return False
