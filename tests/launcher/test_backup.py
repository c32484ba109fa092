"""A province is copied while people file, and comes back whole in an empty copy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.launcher.load import Filing, content, papers, token
from tests.launcher.site import RunningProvince
from tinhso.launcher import archive
from tinhso.launcher.places import ROOT
from tinhso.launcher.say import Stop

pytestmark = pytest.mark.slow


def launcher(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "tinhso.launcher", *words],
        env={**env, "TINHSO_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
    )


def file_one(client: Filing, key: str) -> tuple[str, str]:
    """File one dossier with its papers: its id and its code."""
    body = {**content(), "papers": [{"component_key": p, "file_id": client.upload()} for p in papers()]}
    status, found = client.call("POST", "/dossiers", body, Idempotency_Key=key)
    assert status == 201, found
    return found["id"], found["code"]


def codes(site: RunningProvince) -> list[str]:
    with psycopg.connect((site.var / "run" / "database-url").read_text().strip()) as connection:
        return [row[0] for row in connection.execute("SELECT code FROM dossiers_dossier ORDER BY code")]


def seal_now(site: RunningProvince) -> None:
    """What the worker does each minute."""
    env = {
        **os.environ,
        "DATABASE_URL": (site.var / "run" / "database-url").read_text().strip(),
        "TINHSO_VAR": str(site.var),
        "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
    }
    code = "import django; django.setup(); from tinhso.foundation.records.api import seal; print(seal())"
    subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, cwd=ROOT)


def test_there_and_back(prepared_var: Callable[[Path], Path], tmp_path: Path) -> None:
    first = RunningProvince(prepared_var(tmp_path / "first" / "var"), "--no-demo").start()
    try:
        first.ready()
        client = Filing(first, token(first, "sao-luu"))
        before = [file_one(client, f"truoc-{number:032d}") for number in range(2)]
        seal_now(first)
        copy = tmp_path / "copy"
        done = launcher(first.var, "backup", str(copy))
        assert done.returncode == 0, done.stderr
        after = file_one(client, "sau-" + "0" * 32)
        seal_now(first)
        assert set(codes(first)) == {code for _, code in [*before, after]}
        refused = launcher(first.var, "restore", str(copy))
        assert refused.returncode == 1
        assert "đang chạy; hãy dừng nó" in refused.stderr
    finally:
        first.stop()
    assert (copy.stat().st_mode & 0o777) == 0o700

    second = RunningProvince(tmp_path / "second" / "var", "--no-demo")
    done = launcher(second.var, "restore", str(copy))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nguyên vẹn" in done.stdout
    again = launcher(second.var, "restore", str(copy))
    assert again.returncode == 1
    assert "chỉ khôi phục vào một bản còn trống" in again.stderr
    second.start()
    try:
        second.ready()
        assert codes(second) == sorted(code for _, code in before)
        there = Filing(second, client.token)
        for ident, code in before:
            status, found = there.call("GET", f"/dossiers/{ident}")
            assert status == 200
            assert code in json.dumps(found)
        names = {str(p.relative_to(second.var)) for p in (second.var / "files").rglob("*") if p.is_file()}
        assert names
        for name in names:
            assert archive.digest(second.var / name) == archive.digest(first.var / name)
        file_one(there, "moi-" + "0" * 32)
        seal_now(second)
        sound = launcher(second.var, "verify", "--json")
        assert json.loads(sound.stdout)["faults"] == []
        for path in (first.var / "seals" / "tinhso").iterdir():
            shutil.copy(path, second.var / "seals" / "tinhso" / path.name)
        told = launcher(second.var, "verify", "--json")
        assert told.returncode != 0
        assert json.loads(told.stdout)["faults"], "the seal made after the backup is missed"
    finally:
        second.stop()


def test_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    for name in archive.PARTS:
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(Stop, match="không phải là một bản sao lưu trọn vẹn"):
        archive.read_list(tmp_path)
    archive.write_list(tmp_path, {"made_at": "2026-11-22T00:00:00+00:00"})
    assert archive.read_list(tmp_path)["made_at"] == "2026-11-22T00:00:00+00:00"
    (tmp_path / archive.DUMP).write_bytes(b"other")
    with pytest.raises(Stop, match="bản sao lưu hỏng"):
        archive.read_list(tmp_path)


def test_an_archive_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    import io
    import tarfile

    source = tmp_path / "evil.tar"
    with tarfile.open(source, "w") as made:
        for name in ("../escaped", "/escaped", "files/../../escaped", "files/good"):
            entry = tarfile.TarInfo(name)
            entry.size = 1
            made.addfile(entry, io.BytesIO(b"x"))
    target = tmp_path / "inside"
    assert archive.unpack(source, lambda name: target / name) == 1
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["evil.tar", "good"]
