"""The operator's search command: what it refuses before it opens a database."""

from __future__ import annotations

import pytest

from tinhso.cli.words import Parser
from tinhso.government.procedures.commands import register


def parser() -> Parser:
    made = Parser(prog="tinhso")
    register(made.add_subparsers(parser_class=Parser))
    return made


@pytest.mark.parametrize("limit", ["0", "-1", "101", "², ", "mười", "1e3", ""])
def test_a_number_of_lines_that_makes_no_sense_is_refused_in_one_line(
    limit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["search", "khai sinh", f"--limit={limit}"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "--limit" in told
    assert "từ 1 đến 100" in told


def test_a_good_one_is_taken() -> None:
    assert parser().parse_args(["search", "khai sinh", "--limit", "100"]).limit == 100
