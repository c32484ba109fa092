"""A program that files dossiers through the API without pause and keeps every receipt it was given."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from uuid import uuid4

from pypdf import PdfWriter

from tests.launcher.site import RunningProvince
from tinhso.launcher.places import ROOT

PACKAGE = ROOT / "provinces" / "vinhphuc" / "procedures" / "ho-kinh-doanh" / "1.001612-thanh-lap"
SCOPES = "dossiers:file,dossiers:read,files:write"
UNIT = "08707"
# What a request meets whose server is killed while it answers.
BROKEN = (OSError, ValueError, HTTPException)


def small_pdf() -> bytes:
    """A sound PDF of one empty page."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


PDF = small_pdf()


@dataclass
class Receipt:
    """What the client was told: it now believes that the dossier exists."""

    key: str
    id: str
    code: str
    secret: str


@dataclass
class Filing:
    """One client's work. `tried` counts requests, `receipts` holds what was confirmed."""

    site: RunningProvince
    token: str
    receipts: list[Receipt] = field(default_factory=list)
    tried: int = 0
    failures: list[str] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """One API call; raises OSError when the connection broke."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.site.address + "/api/v1" + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def upload(self) -> str:
        """One small PDF; its id."""
        mark = uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="giay-to.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()
        body += PDF + f"\r\n--{mark}--\r\n".encode()
        status, found = self.call(
            "POST", "/files", body, Content_Type=f"multipart/form-data; boundary={mark}"
        )
        assert status == 201, found
        assert found["state"] == "ok", found
        return str(found["id"])

    def file_one(self) -> None:
        """File one dossier; asks again with the same key until it knows, as a careful program does."""
        key = uuid4().hex
        body = {
            **content(),
            "papers": [{"component_key": name, "file_id": self.upload()} for name in papers()],
        }
        while not self.ending.is_set():
            self.tried += 1
            try:
                status, found = self.call("POST", "/dossiers", body, Idempotency_Key=key)
            except BROKEN:
                time.sleep(0.1)
                continue
            if status in (200, 201):
                self.receipts.append(Receipt(key, found["id"], found["code"], found["secret"]))
                return
            if status < 500 and status != 429:
                self.failures.append(f"{status} {found}")
                return
            time.sleep(0.1)

    def work(self) -> None:
        """File until told to end; a broken connection during an upload is tried afresh."""
        while not self.ending.is_set():
            try:
                self.file_one()
            except (*BROKEN, AssertionError):
                time.sleep(0.1)

    def confirmed(self, receipt: Receipt) -> bool:
        """True when the dossier of this receipt is there under its code."""
        status, found = self.call("GET", f"/dossiers/{receipt.id}")
        return status == 200 and receipt.code in json.dumps(found)


def example() -> dict[str, Any]:
    """The data of the package's plain example."""
    return dict(tomllib.loads((PACKAGE / "examples" / "thuong.toml").read_text())["data"])


def papers() -> list[str]:
    """The papers that the plain example needs."""
    return list(tomllib.loads((PACKAGE / "examples" / "thuong.toml").read_text())["expect"]["components"])


def content() -> dict[str, Any]:
    """A filing of the plain example, without its papers."""
    data = example()
    owner = data["holder"]
    person = {key: str(owner[key]) for key in ("name", "citizen_id", "phone")}
    return {"procedure_code": "1.001612", "unit_code": UNIT, "data": data, "owner": person}


def token(site: RunningProvince, name: str) -> str:
    """A token of a new client program, issued as an operator does."""
    env = {**site.environment(), "DATABASE_URL": site.database()}
    done = subprocess.run(
        [sys.executable, "-m", "tinhso.cli", "accounts", "token", name, "--scopes", SCOPES],
        env=env,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]
