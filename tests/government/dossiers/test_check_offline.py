"""A third party with the published keys and openssl alone, who follows docs/guides/check-a-paper.md."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import OWNER, decoded
from tests.government.dossiers.world import World
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.province.api import Folder
from tinhso.government.dossiers.actions.make_paper import make_paper

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guides" / "check-a-paper.md"


def checked(folder: Path, text: str, x: str) -> tuple[bool, bytes]:
    """The guide's own commands, taken from the page as they stand there."""
    (block,) = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    commands, _line, last = block.strip().rpartition("\n")
    proof = subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TEXT": text, "X": x},
        capture_output=True,
        check=False,
        timeout=20,
    )
    said = subprocess.run(
        ["sh", "-c", f"{commands.splitlines()[0]}\n{last}"],
        cwd=folder,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TEXT": text},
        capture_output=True,
        check=False,
        timeout=20,
    )
    return proof.returncode == 0 and b"Verified" in proof.stdout, said.stdout


def test_the_guide_alone_checks_a_paper(world: World, client: Client, tmp_path: Path) -> None:
    load(Folder(ROOT / "provinces" / "vinhphuc"))
    dossier = w.accepted(world)
    paper = make_paper(world.reception, dossier.pk, name="receipt")
    (address,) = [text for text in decoded(papers.bytes_of(paper)) if "/xac-minh/qr/" in text]
    text = address.rpartition("/xac-minh/qr/")[2].strip("/")
    answer = client.get("/xac-minh/khoa.json")
    assert answer["Content-Type"].startswith("application/json")
    head = json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "=="))
    assert set(head) == {"alg", "kid"}
    (key,) = [one for one in answer.json()["keys"] if one["kid"] == head["kid"]]

    found, said = checked(tmp_path, text, key["x"])
    assert found
    claims = json.loads(said)
    assert (claims["d"], claims["p"], claims["n"]) == (dossier.code, dossier.procedure_code, paper.title)
    assert datetime.fromtimestamp(claims["t"], UTC) == paper.made_at
    assert dossier.due_at is not None
    assert claims["h"] == int(dossier.due_at.timestamp())
    assert "Tỉnh Số" in claims["s"]
    assert base64.urlsafe_b64decode(claims["i"] + "==") == paper.pk.bytes
    assert OWNER not in said.decode()
    # Whatever the guide names is what stands in the symbol, and the other way round.
    named = set(re.findall(r"^\| `(\w)` \|", GUIDE.read_text(encoding="utf-8"), re.M))
    assert set(claims) <= named

    first, body, proof = text.split(".")
    moved = json.dumps({**claims, "h": claims["h"] + 86_400}, ensure_ascii=False, separators=(",", ":"))
    forged = base64.urlsafe_b64encode(moved.encode()).rstrip(b"=").decode()
    assert not checked(tmp_path, f"{first}.{forged}.{proof}", key["x"])[0]
    other = base64.urlsafe_b64encode(bytes(31) + b"\x01").rstrip(b"=").decode()
    assert not checked(tmp_path, f"{first}.{body}.{proof}", other)[0]


@pytest.mark.parametrize("letter", list("idpanst"))
def test_the_guide_names_every_minimum(letter: str) -> None:
    assert f"| `{letter}` |" in GUIDE.read_text(encoding="utf-8")
