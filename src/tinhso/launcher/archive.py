"""A backup as a folder: the database's dump, the files beside it, and a list that proves both whole."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tinhso.launcher.places import Places, binaries
from tinhso.launcher.say import Stop

DUMP, SEALS, FILES, LIST = "database.dump", "seals.tar", "files.tar", "backup.json"
PARTS = (DUMP, SEALS, FILES)
# What lies in var/ beside the stored files and belongs to the province, not to the machine.
KEPT = ("keys", "secret-key")


@dataclass(frozen=True)
class Stores:
    """Where one world keeps what is not in the database."""

    var: Path
    files: Path
    seals: Path


def stores(places: Places, url: str) -> Stores:
    """The folders of the world whose database this URL names."""
    files = Path(os.environ.get("TINHSO_STORAGE") or places.var / "files")
    seals = Path(os.environ.get("TINHSO_SEALS") or places.var / "seals")
    return Stores(places.var, files, seals / (urlsplit(url).path.lstrip("/") or "tinhso"))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write_list(folder: Path, facts: dict[str, object]) -> None:
    """Note what the backup holds; written last, so a folder without it is no backup."""
    parts = {
        name: {"size": (folder / name).stat().st_size, "sha256": digest(folder / name)} for name in PARTS
    }
    (folder / LIST).write_text(json.dumps({**facts, "parts": parts}, indent=1) + "\n")


def read_list(folder: Path) -> dict[str, object]:
    """The list of a whole backup. Raises Stop when there is none or a part is not what was written."""
    try:
        found = json.loads((folder / LIST).read_text())
        wanted = {name: str(found["parts"][name]["sha256"]) for name in PARTS}
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(f"{folder} không phải là một bản sao lưu trọn vẹn (không đọc được {LIST}).") from None
    for name, expected in wanted.items():
        if not (folder / name).is_file() or digest(folder / name) != expected:
            raise Stop(f"bản sao lưu hỏng: {folder / name} không còn như lúc ghi.")
    return dict(found)


def call(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database. The password goes by the environment, since
    everybody on the machine may read command lines. Raises Stop with the program's own last line."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    password = parts.password or options.pop("password", None)
    name = parts.netloc.rsplit("@", 1)
    user = name[0].split(":", 1)[0] + "@" if len(name) == 2 else ""
    plain = urlunsplit(parts._replace(netloc=user + name[-1], query=urlencode(options, safe="/")))
    env = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(  # noqa: S603
        [str(binaries() / program), "--no-password", *arguments, "--dbname", plain],
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Stop(f"{program} không xong: {last}")


def pack(target: Path, *entries: tuple[Path, str]) -> int:
    """A tar of these files and folders under the names given; missing ones are left out. Counts files."""
    count = 0
    with tarfile.open(target, "w") as archive:
        for source, name in entries:
            for path in [source] if source.is_file() else sorted(source.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    inside = name if path == source else f"{name}/{path.relative_to(source)}"
                    archive.add(path, inside, recursive=False)
                    count += 1
    return count


def unpack(source: Path, place: Callable[[str], Path | None]) -> int:
    """Write the files of a tar where `place` says by their name (None: not at all). Counts files."""
    count = 0
    with tarfile.open(source) as archive:
        for member in archive:
            target = place(member.name) if member.isfile() and _inside(member.name) else None
            content = archive.extractfile(member) if target is not None else None
            if target is None or content is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with target.open("wb") as out:
                while block := content.read(1 << 20):
                    out.write(block)
            target.chmod(member.mode & 0o700)
            count += 1
    return count


def _inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in Path(name).parts
