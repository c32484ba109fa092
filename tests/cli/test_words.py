"""Odd input to the commands: one Vietnamese line on stderr, exit code 2, nothing on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinhso.cli.__main__ import main

WRONG = [
    ([], "thiếu LỆNH"),
    (["nosuch"], "không nhận “nosuch”"),
    (["units"], "thiếu VIỆC"),
    (["due", "--hours", "8"], "thiếu --received"),
    (["due", "--received", "2026-12-01T08:00"], "cần một trong các tham số --procedure --hours"),
    (["due", "--hours", "8", "--procedure", "1.001612", "--received", "2026-12-01T08:00"], "không đi cùng"),
    (
        ["due", "--procedure", "1.001612", "--channel", "FAX", "--received", "2026-12-01T08:00"],
        "--channel không nhận “FAX”",
    ),
    (["search"], "thiếu"),
    (["search", "x", "--limit", "nhiều"], "--limit: cần một số từ 1 đến 100, không phải “nhiều”"),
    (["search", "x", "--limit"], "--limit cần một giá trị"),
    (["verify", "--jso\nn", "x"], "không có tham số"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_a_wrong_command_line(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith("tinhso: ")
    assert sentence in told.err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["due", "--hours", "8", "--received", "9999-12-31T23:00", "--json"], "khoảng tính được"),
        (["due", "--hours", "-3", "--received", "2026-12-01T16:00", "--json"], "không phải số giờ"),
        (["due", "--hours", "1e9", "--received", "2026-12-01T16:00", "--json"], "không phải số giờ"),
        (["due", "--hours", "8", "--received", "2026-02-31T16:00", "--json"], "không phải thời điểm"),
        (
            ["due", "--procedure", "9.9", "--received", "2026-12-01T16:00", "--json"],
            "Không có thủ tục mã 9.9",
        ),
        (["units", "show", "99999", "--json"], "Không có đơn vị hành chính mã 99999"),
        (["units", "show", "08707", "--on", "2025-13-40", "--json"], "không phải là ngày"),
    ],
)
def test_values_that_cannot_be(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert sentence in told.err


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["export", str(tmp_path / "file" / "inside")]) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "inside" in told.err
