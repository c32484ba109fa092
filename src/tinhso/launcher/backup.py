"""`./tinhso backup DIR` and `./tinhso restore DIR`: a province in one folder, and back, proved whole."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tinhso.launcher import archive
from tinhso.launcher.archive import DUMP, FILES, KEPT, SEALS, Stores
from tinhso.launcher.database import embedded, outside_url, prepare_database
from tinhso.launcher.lock import Held, hold, running
from tinhso.launcher.places import ROOT, Places, places
from tinhso.launcher.prepare import STATE
from tinhso.launcher.say import Stop, say, step
from tinhso.launcher.services import child_env


def _folder(argv: list[str], name: str, description: str) -> Path:
    parser = argparse.ArgumentParser(prog=f"tinhso {name}", description=description)
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    found: Path = parser.parse_args(argv).folder
    return found.resolve()


@contextmanager
def database(where: Places, *, alone: bool) -> Iterator[str]:
    """The URL of this copy's database, started for the moment when it does not run.

    `alone`: nobody may work meanwhile. Raises Stop when the province runs and must not.
    """
    lock, note = where.run / "lock", where.run / "database-url"
    outside = outside_url(where)
    if running(lock) and not alone:
        if not outside and not note.exists():
            raise Stop("Tỉnh Số đang khởi động hoặc đang dừng; hãy thử lại sau vài giây.")
        yield outside or note.read_text().strip()
        return
    try:
        with hold(lock, {"mode": "command"}, patience=60):
            if outside:
                prepare_database(outside)
                yield outside
                return
            with embedded(where) as server:
                yield server.url()
    except Held:
        raise Stop("Tỉnh Số đang chạy; hãy dừng nó trước khi khôi phục.") from None


def backup(argv: list[str]) -> int:
    """Write database, files, public keys and seals into an empty folder, while people work."""
    target = _folder(argv, "backup", "Sao lưu cả tỉnh vào một thư mục trống, kể cả khi đang chạy.")
    where = places()
    where.make()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Stop(f"{target} không trống; hãy chọn một thư mục mới cho mỗi lần sao lưu.")
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    with database(where, alone=False) as url:
        kept = archive.stores(where, url)
        # Seals are copied before the dump, files after it: then every seal of the copy is in the dump,
        # and every file that the dump names is in the copy.
        archive.pack(target / SEALS, (kept.seals, "seals"))
        with step("Sao lưu cơ sở dữ liệu"):
            archive.call("pg_dump", url, "--format=custom", "--no-owner", "--file", str(target / DUMP))
        with step("Sao lưu tệp"):
            beside = [(where.var / name, name) for name in KEPT]
            count = archive.pack(target / FILES, (kept.files, "files"), *beside)
    archive.write_list(target, {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "files": count})
    say(f"Đã sao lưu vào {target}.")
    if os.environ.get("TINHSO_ENV") == "production":
        say("TINHSO_SECRET_KEY và khóa niêm phong không nằm trong bản sao lưu; hãy giữ chúng ở nơi khác.")
    return 0


def restore(argv: list[str]) -> int:
    """Bring a backup into an empty database, then read the whole event log again.

    Returns verify's exit code. Raises Stop when the backup is not whole, the province runs, or the
    database already holds something.
    """
    source = _folder(argv, "restore", "Khôi phục một bản sao lưu vào một bản cài còn trống.")
    where = places()
    where.make()
    noted = archive.read_list(source)
    with database(where, alone=True) as url:
        _must_be_empty(url)
        with step("Khôi phục cơ sở dữ liệu"):
            arguments = ("--no-owner", "--no-acl", "--exit-on-error", "--single-transaction")
            archive.call("pg_restore", url, *arguments, str(source / DUMP))
        kept = archive.stores(where, url)
        with step("Khôi phục tệp"):
            archive.unpack(source / FILES, lambda name: _place(kept, name))
            _seals(kept, source / SEALS)
        (where.var / STATE).unlink(missing_ok=True)
        say(f"Bản sao lưu lúc {noted['made_at']} (giờ UTC). Đọc lại nhật ký:")
        env = child_env(where, url, origins=[], lan=False, hosts=[])
        return subprocess.call(
            [sys.executable, "-m", "tinhso.cli", "verify"], env={**os.environ, **env}, cwd=ROOT
        )


def _must_be_empty(url: str) -> None:
    import psycopg

    with psycopg.connect(url, connect_timeout=10) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if found and found[0]:
        name = urlsplit(url).path.lstrip("/") or "tinhso"
        raise Stop(f"cơ sở dữ liệu “{name}” đã có dữ liệu; chỉ khôi phục vào một bản còn trống.")


def _place(kept: Stores, name: str) -> Path | None:
    """Where a file of the archive belongs on this machine."""
    first, _, rest = name.partition("/")
    if first == "files" and rest:
        return kept.files / rest
    return kept.var / name if first in KEPT else None


def _seals(kept: Stores, source: Path) -> None:
    """Bring the copies of the seals, but never over newer ones: those tell what was lost."""

    def place(name: str) -> Path | None:
        target = kept.seals / Path(name).name
        return None if target.exists() else target

    archive.unpack(source, place)
