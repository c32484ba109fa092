"""A bare machine gets uv from the package index, and only the one whose digest the launcher knows."""

import hashlib
import http.server
import importlib.machinery
import importlib.util
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "uv-0.9.30-py3-none-any.whl"
SCRIPT = b"#!/bin/sh\necho uv 0.9.30\n"


def launcher() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("tinhso_script", str(ROOT / "tinhso"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def wheel() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("uv-0.9.30.data/scripts/uv", SCRIPT)
    return out.getvalue()


@contextmanager
def index(files: dict[str, bytes]) -> Iterator[str]:
    """A package index on loopback."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("page", ['<a href="../../files/{}#sha256=x">uv</a>', '{{"url": "/files/{}"}}'])
def test_uv_comes_from_the_index_in_either_of_its_two_formats(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, data = launcher(), wheel()
    monkeypatch.setattr(script.os, "uname", lambda: type("M", (), {"machine": "here"})())
    monkeypatch.setitem(script.UV_FILES, "here", (NAME, hashlib.sha256(data).hexdigest()))
    with index({"/simple/uv/": page.format(NAME).encode(), f"/files/{NAME}": data}) as address:
        monkeypatch.setenv("UV_DEFAULT_INDEX", address)
        found = script.downloaded_uv(str(tmp_path / "uv-alone"))
    assert found == str(tmp_path / "uv-alone" / "uv")
    assert Path(found).read_bytes() == SCRIPT


@pytest.mark.parametrize("case", ["other digest", "no such file", "no index"])
def test_another_file_is_not_taken(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = launcher()
    monkeypatch.setattr(script.os, "uname", lambda: type("M", (), {"machine": "here"})())
    monkeypatch.setitem(script.UV_FILES, "here", (NAME, "0" * 64))
    files = {"/simple/uv/": f'<a href="/files/{NAME}">uv</a>'.encode(), f"/files/{NAME}": wheel()}
    if case == "no such file":
        del files[f"/files/{NAME}"]
    if case == "no index":
        files.clear()
    with index(files) as address:
        monkeypatch.setenv("UV_DEFAULT_INDEX", address)
        assert script.downloaded_uv(str(tmp_path / "uv-alone")) is None
    assert not (tmp_path / "uv-alone").exists()
