"""`./tinhso due`: one shape for a procedure and for bare hours, clear refusals otherwise."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import CODE, World
from tinhso.cli.__main__ import main
from tinhso.foundation.worktime.api import ZONE, Limit, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions._clock import limit_of
from tinhso.lib.held import forget_all


def answer(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    assert main(["due", *args, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("hours", "received", "due"),
    [
        ("8", "2026-11-25T08:00:00+07:00", "2026-11-26T08:00:00+07:00"),
        ("2.5", "2026-11-25T10:00:00", "2026-11-25T14:30:00+07:00"),
        ("8", "2026-11-28T09:00:00+07:00", "2026-11-30T17:00:00+07:00"),
        ("1", "2026-11-25T01:00:00+00:00", "2026-11-25T09:00:00+07:00"),
        ("0", "2026-11-25T20:00:00+07:00", "2026-11-26T07:00:00+07:00"),
    ],
)
def test_bare_hours(
    world: World, capsys: pytest.CaptureFixture[str], hours: str, received: str, due: str
) -> None:
    found = answer(capsys, "--hours", hours, "--received", received)
    assert (found["due"], found["steps"], found["reception_deadline"]) == (due, [], None)


def test_a_procedure_tells_reception_due_and_every_step(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(
        capsys, "--procedure", CODE, "--channel", "ONLINE", "--received", "2026-11-25T08:00:00+07:00"
    )
    assert found["reception_deadline"] == "2026-11-26T08:00:00+07:00"
    assert found["due"] == "2026-12-02T08:00:00+07:00"
    assert found["working_hours"] == 40
    assert [(s["key"], s["working_hours"]) for s in found["steps"]] == [
        ("appraise", 20), ("approve", 8), ("number", 2), ("return", 4),
    ]  # fmt: skip
    dues = [s["due"] for s in found["steps"]]
    assert dues == sorted(dues)
    assert dues[-1] <= found["due"]


def test_a_channel_has_its_own_limit_and_an_unknown_one_stays_empty(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    direct = answer(capsys, "--procedure", CODE, "--channel", "DIRECT", "--received", "2026-11-25T08:00")
    assert (direct["reception_deadline"], direct["due"]) == (None, "2026-11-30T08:00:00+07:00")
    postal = answer(capsys, "--procedure", CODE, "--channel", "POSTAL", "--received", "2026-11-25T08:00")
    assert (postal["due"], postal["working_hours"]) == (None, None)
    assert [s["due"] is None for s in postal["steps"]] == [True, True, False, False]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--hours", "tám", "--received", "2026-11-25T08:00"], "không phải số giờ"),
        (["--hours", "-1", "--received", "2026-11-25T08:00"], "không phải số giờ"),
        (["--hours", "8", "--received", "31/02"], "không phải thời điểm"),
        (["--procedure", "0.000000", "--received", "2026-11-25T08:00"], "thủ tục"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(
    world: World, capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    assert main(["due", *args]) == 2
    assert words in capsys.readouterr().err


def same_day(world: World) -> None:
    """What is handed in is done that day, after 15:00 on the next working day."""
    content = world.version.content
    rest = [limit for limit in content["limits"] if limit["channel"] != "DIRECT"]
    limit = {"channel": "DIRECT", "unit": "SAME_DAY", "after": "15:00", "verified": True}
    world.version.content = {**content, "limits": [limit, *rest]}
    world.version.save()
    forget_all()


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-25T15:00", "2026-11-25T17:00:00+07:00"),
        ("2026-11-25T15:01", "2026-11-26T17:00:00+07:00"),
        ("2026-11-27T16:00", "2026-11-30T17:00:00+07:00"),
    ],
)
def test_the_day_of_reception_is_a_limit_everywhere(
    world: World, capsys: pytest.CaptureFixture[str], received: str, due: str
) -> None:
    """The command, the page of the procedure, the desk's appointment and an answered supplement agree."""
    same_day(world)
    assert answer(capsys, "--procedure", CODE, "--channel", "DIRECT", "--received", received)["due"] == due
    with at(datetime.fromisoformat(received).replace(tzinfo=ZONE)):
        page = Client().get(f"/thu-tuc/{CODE}/").content.decode()
        filing = dossiers.CounterFiling(
            procedure_code=CODE,
            parties=(dossiers.PartyInput("owner", "Nguyễn Thị Ví Dụ", citizen_id="026190000001"),),
            data={"subject": "Đề nghị xác nhận"},
            unit_code=world.unit.code,
        )
        made = dossiers.receive_at_counter(world.reception, filing).dossier
    assert "Trong ngày; nhận sau 15 giờ thì trong ngày làm việc tiếp theo" in page
    assert made.due_at == datetime.fromisoformat(due)
    assert limit_of(made) == Limit.same_day(time(15))
