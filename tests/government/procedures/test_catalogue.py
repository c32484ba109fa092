"""Loading, exporting, and what the api answers of the exemplary package."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.government.procedures.conftest import EXEMPLARY, PROVINCE, small_province
from tinhso.cli.__main__ import main
from tinhso.foundation.province.api import Folder
from tinhso.government.procedures import api
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.models import ProcedureVersion, Synonym
from tinhso.government.procedures.rules import facts
from tinhso.government.procedures.rules.content import Content, FeeLine
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused

WITNESS = {
    "birth": {"proof": "witness", "abandoned": False, "surrogacy": False},
    "requester": {"relation": "father"},
}


@pytest.mark.django_db
def test_load_twice_changes_nothing_and_export_gives_the_same_bytes() -> None:
    folder = Folder(PROVINCE)
    part.load_part(folder, Actor.system("test"))
    before = list(ProcedureVersion.objects.order_by("id").values_list("id", "digest"))
    synonyms = Synonym.objects.count()
    part.load_part(folder, Actor.system("test"))
    assert list(ProcedureVersion.objects.order_by("id").values_list("id", "digest")) == before
    assert Synonym.objects.count() == synonyms > 10
    written = part.export_part()
    assert f"{EXEMPLARY}/procedure.toml" in written
    assert {name: text for name, text in written.items() if text != folder.read(name)} == {}


@pytest.mark.django_db
def test_export_tells_a_change_made_in_the_database(catalogue: None) -> None:
    row = ProcedureVersion.objects.get(procedure__code="1.001193")
    row.content["short_title"] = "Khai sinh"
    row.form_schema["title"] = "Khác"
    row.save()
    written = part.export_part()
    assert 'short_title = "Khai sinh"' in str(written[f"{EXEMPLARY}/procedure.toml"])
    assert "valid_from = 2016-01-01" in str(written[f"{EXEMPLARY}/procedure.toml"])
    assert json.loads(str(written[f"{EXEMPLARY}/form.json"]))["title"] == "Khác"


@pytest.mark.django_db
def test_a_dossiers_version_outlives_a_new_one(catalogue: None) -> None:
    old = api.version("1.001193")
    texts = small_province()
    toml = texts[f"{EXEMPLARY}/procedure.toml"].decode()
    head, tail = toml.split("valid_from = 2016-01-01", 1)
    texts[f"{EXEMPLARY}/procedure.toml"] = (
        f"{head}valid_from = 2016-01-01\nvalid_to = 2026-06-30{tail}".encode()
    )
    new = {n.replace("khai-sinh/", "khai-sinh@2026/"): d for n, d in texts.items() if n.startswith(EXEMPLARY)}
    new[f"{EXEMPLARY}@2026/procedure.toml"] = toml.replace(
        "valid_from = 2016-01-01", "valid_from = 2026-07-01", 1
    ).encode()
    folder = Folder(texts={**texts, **new})
    assert [str(f) for f in part.check_part(folder)] == []
    part.load_part(folder, Actor.system("test"))
    assert api.version("1.001193", date(2026, 6, 30)).id == old.id
    assert api.version("1.001193", date(2026, 7, 1)).id != old.id
    assert api.get_version(old.id).valid_to == date(2026, 6, 30)
    with pytest.raises(NotFound):
        api.version("1.001193", date(2015, 12, 31))


@pytest.mark.django_db
def test_what_the_api_answers(catalogue: None) -> None:
    version = api.version("1.001193")
    assert version.name == "Đăng ký khai sinh"
    assert api.limits(version, "ONLINE") is None  # the source lost the unit: nobody guesses
    limit = api.time_limit(version, "ONLINE")
    assert limit is not None
    assert not limit.known
    assert limit.text
    assert [c.key for c in api.components(version, WITNESS)] == [
        "to-khai",
        "nguoi-lam-chung",
        "giay-to-tuy-than",
        "cu-tru",
    ]
    assert "to-khai" not in [c.key for c in api.components(version.id, WITNESS, "ONLINE")]
    (fee,) = api.fees(version, {})
    assert fee.amount is None
    assert not fee.verified
    rule = api.authority(version, date(2026, 1, 1))
    assert rule is not None
    assert rule.level == "commune"
    assert api.authority(version, date(2026, 1, 1), "tax") is None
    assert next(item.code for item in api.by_life_event("sinh-con")) == "1.001193"
    first = api.spec_id(version)
    assert first == api.spec_id(version.id)
    with pytest.raises(NotFound):
        api.by_life_event("khong-co")


@pytest.mark.parametrize(
    ("line", "data", "amount"),
    [
        (FeeLine("x", "fee", amount=0), {}, 0),
        (FeeLine("x", "fee"), {}, None),
        (
            FeeLine("x", "fee", expression="pages > 2 ? 4000 + (pages - 2) * 1000 : pages * 2000"),
            {"pages": 5},
            7000,
        ),
        (FeeLine("x", "fee", expression="pages * 2000"), {"pages": 2}, 4000),
        (FeeLine("x", "fee", expression="pages * 2000"), {}, None),
        (FeeLine("x", "fee", expression="0 - 5"), {}, None),
        (FeeLine("x", "fee", expression="'nhiều'"), {}, None),
    ],
)
def test_amounts(line: FeeLine, data: dict[str, object], amount: int | None) -> None:
    assert facts.amount(line, data) == amount


def test_limit_of_the_case_comes_first() -> None:
    content = Content.from_json(
        {
            "code": "1.000000", "slug": "x", "title": "X", "field": "f", "purpose": "p", "subjects": ["ĐT1"],
            "online_level": "none", "valid_from": "2020-01-01",
            "cases": [{"key": "hard", "title": "Khó", "when": "floors > 7"}],
            "limits": [
                {"channel": "DIRECT", "value": 10, "unit": "WORKING_DAY"},
                {"channel": "DIRECT", "value": 20, "unit": "WORKING_DAY", "case": "hard"},
            ],
        }
    )  # fmt: skip
    easy, hard = (
        facts.time_limit(content, "DIRECT", {"floors": 2}),
        facts.time_limit(content, "DIRECT", {"floors": 9}),
    )
    assert easy is not None
    assert hard is not None
    assert (easy.value, hard.value) == (Decimal(10), Decimal(20))
    assert facts.time_limit(content, "ONLINE", {}) is None


@pytest.mark.django_db
def test_commands(catalogue: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "làm giấy khai sinh cho con", "--limit", "3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["code"] == "1.001193"
    assert set(rows[0]) == {"code", "title", "field", "score"}
    assert main(["procedures", "list", "--json"]) == 0
    assert "1.001193" in capsys.readouterr().out
    assert main(["procedures", "list", "--on", "hôm qua"]) == 2


@pytest.mark.django_db
def test_a_new_package_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in small_province().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    table = tmp_path / "steps.csv"
    table.write_text(
        "key,name,role,kind,share,outcomes\nlook,Xem,specialist,appraise,0.5,fit unfit\nsign,Ký,leader,sign,0.5,\n",
        "utf-8",
    )
    command = [
        "procedures",
        "new",
        "1.009999",
        "thu-nghiem",
        "--title",
        "Thủ tục thử nghiệm",
        "--field",
        "ho-tich",
    ]
    command += ["--province", str(tmp_path)]
    assert main([*command, "--steps", str(table)]) == 0
    table.unlink()
    assert [str(f) for f in part.check_part(Folder(tmp_path))] == []
    assert main(command) == 2  # it is there now
    assert (
        main(["procedures", "new", "../x", "y", "--title", "t", "--field", "f", "--province", str(tmp_path)])
        == 2
    )


def test_scaffold_refuses_to_leave_the_folder(tmp_path: Path) -> None:
    from tinhso.government.procedures.actions.scaffold import scaffold

    with pytest.raises(Refused):
        scaffold(tmp_path, "1.009999", "../../x", "T", "ho-tich")
    scaffold(tmp_path, "1.009999", "x", "T", "ho-tich")
    with pytest.raises(Conflict):
        scaffold(tmp_path, "1.009999", "x", "T", "ho-tich")
