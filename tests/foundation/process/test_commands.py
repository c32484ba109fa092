"""The operator's commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tinhso.cli.__main__ import main

from . import samples


def test_check_and_outline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.bpmn", tmp_path / "bad.bpmn"
    good.write_bytes(samples.CHOICE)
    bad.write_bytes(samples.CHOICE.replace(b"specialist", b"king"))
    assert main(["process", "check", str(good)]) == 0
    assert "chạy được" in capsys.readouterr().out
    assert main(["process", "check", str(bad)]) == 1
    assert "king" in capsys.readouterr().err
    assert main(["process", "check", str(bad), "--json"]) == 1
    (first, *_rest) = json.loads(capsys.readouterr().out)["faults"]
    assert set(first) == {"element_id", "line", "message", "way_out"}
    assert main(["process", "outline", str(good), "--json"]) == 0
    assert [row["key"] for row in json.loads(capsys.readouterr().out)] == ["a", "b"]
    assert main(["process", "outline", str(good)]) == 0
    assert "Bước a" in capsys.readouterr().out
    assert main(["process", "check", str(tmp_path / "none.bpmn")]) == 2
    assert "Không đọc được" in capsys.readouterr().err


def test_decision_files_go_along(tmp_path: Path) -> None:
    file, table = tmp_path / "a.bpmn", tmp_path / "who.dmn"
    file.write_bytes(samples.DECISION)
    table.write_bytes(samples.DMN)
    assert main(["process", "check", str(file)]) == 1
    assert main(["process", "check", str(file), "--dmn", str(table)]) == 0
