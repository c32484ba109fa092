"""Who pays less: dated rules of the province, checked, loaded once, exported; they only ever take off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.province.api import Folder
from tinhso.government.procedures.actions.carry_fee_rules import export_fee_rules, load_fee_rules
from tinhso.government.procedures.fee_rule_rows import COLUMNS, FILE, fee_rule_faults
from tinhso.government.procedures.fee_rules import fee_rules
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.government.procedures.rules.reductions import EFFECTS, FeeRule, settle

PROVINCE = Path(__file__).resolve().parents[3] / "provinces/vinhphuc"
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("effect", "value", "full", "left"),
    [
        ("exempt", 0, 8000, 0), ("percent", 50, 8000, 4000), ("percent", 50, 8001, 4000), ("percent", 0, 8000, 8000),
        ("percent", 100, 8000, 0), ("less", 3000, 8000, 5000), ("less", 9000, 8000, 0), ("amount", 5000, 8000, 5000),
        ("amount", 9000, 8000, 8000), ("before", 0, 8000, 8000),
    ],
)  # fmt: skip
def test_what_each_rule_leaves(effect: str, value: int, full: int, left: int) -> None:
    assert FeeRule("a", effect, value).left(full) == left
    assert settle(full, [FeeRule("a", effect, value)]).amount == left


def test_an_amount_that_nobody_stated_is_known_only_by_an_exemption() -> None:
    assert settle(None, [FeeRule("a", "percent", 50)]).amount is None
    assert settle(None, [FeeRule("a", "percent", 50), FeeRule("b", "exempt")]).amount == 0


rules = st.builds(
    FeeRule, key=st.text("abc", min_size=1, max_size=3), effect=st.sampled_from(EFFECTS), value=st.integers(0, 100)
)  # fmt: skip


@given(st.integers(0, 10**9), st.lists(rules, max_size=6))
def test_rules_only_take_off_whatever_their_order(full: int, some: list[FeeRule]) -> None:
    settled = settle(full, some)
    assert settled.amount is not None
    assert 0 <= settled.amount <= full
    assert settled.amount == settle(full, reversed(some)).amount
    assert settled.amount == min([full, *(rule.left(full) for rule in some)])
    assert (settled.by is None) == (settled.amount == full)


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (FeeRule("a", "exempt"), True),
        (FeeRule("a", "exempt", valid_from=date(2026, 11, 24)), False),
        (FeeRule("a", "exempt", valid_to=date(2026, 11, 22)), False),
        (FeeRule("a", "exempt", valid_to=DAY), True),
        (FeeRule("a", "exempt", procedures=("2.002041",)), False),
        (FeeRule("a", "exempt", fee="le-phi"), False),
        (FeeRule("a", "exempt", kind="charge"), False),
        (FeeRule("a", "exempt", channels=("DIRECT",)), False),
        (FeeRule("a", "exempt", when="poor == true"), True),
        (FeeRule("a", "exempt", when="rich == true"), False),
        (FeeRule("a", "exempt", when="nobody_asked > 3"), False),
    ],
)
def test_whom_a_rule_concerns(rule: FeeRule, holds: bool) -> None:
    facts = {"poor": True, "rich": False}
    assert rule.concerns("1.000656", "phi", "fee", "ONLINE", facts, DAY) is holds


GOOD = "mot,*,,,ONLINE,,percent,50,Giảm khi nộp trực tuyến,12/2026/NQ-HĐND,2026-01-01,,\n"


def folder(lines: str) -> Folder:
    return Folder(texts={FILE: (",".join(COLUMNS) + "\n" + lines).encode()})


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (GOOD, ""),
        (GOOD.replace("*", "1.1 1.2"), "Không có thủ tục “1.2”"),
        (GOOD.replace("*,", "1.1,phi-khac"), "không có khoản thu"),
        (GOOD.replace("*", ""), "để trống"),
        (GOOD.replace("ONLINE", "ONLNE"), "channels"),
        (GOOD.replace("percent", "half"), "effect"),
        (GOOD.replace(",50,", ",150,"), "không hợp lệ"),
        (GOOD.replace(",50,", ",,"), "cần cột value"),
        (GOOD.replace(",,percent", ",len(,percent"), "when"),
        (GOOD.replace("12/2026/NQ-HĐND", ""), "phải có căn cứ"),
        (GOOD.replace(",,\n", ",,yes\n"), "không được nêu văn bản"),
        (GOOD.replace("Giảm khi nộp trực tuyến", ""), "lý do"),
        (GOOD.replace("2026-01-01,", "2026-01-01,2025-01-01"), "valid_to trước"),
        (GOOD.replace("2026-01-01", "tháng 1"), "Ngày hoặc số"),
        (GOOD + GOOD, "bị lặp"),
    ],
)
def test_each_fault_is_named(lines: str, told: str) -> None:
    found = [one.message for one in fee_rule_faults(folder(lines), {"1.1": {"phi"}})]
    assert told in " ".join(found), found
    assert bool(found) == bool(told), found


def test_what_the_province_ships_is_a_demonstration_and_says_so() -> None:
    rows = Folder(PROVINCE).rows(FILE)
    assert rows
    assert all(row["demonstration"] == "yes" and "TRÌNH DIỄN" in row["reason"] for row in rows)


def test_rules_come_in_once_supersede_each_other_and_go_out(db: None, settings: object) -> None:
    made_up = GOOD.replace("12/2026/NQ-HĐND", "").replace("2026-01-01,,", "2026-01-01,,yes")
    settings.ENV = "production"  # type: ignore[attr-defined]
    load_fee_rules(folder(made_up))
    assert fee_rules() == ()
    settings.ENV = "test"  # type: ignore[attr-defined]
    for _turn in range(2):
        load_fee_rules(folder(GOOD))
    assert FeeRuleRow.objects.count() == 1
    written = Folder(texts={FILE: export_fee_rules().encode()})
    assert written.read(FILE) == folder(GOOD).read(FILE)
    load_fee_rules(folder(GOOD.replace("2026-01-01,", "2026-01-01,2026-12-31")))
    (living,) = FeeRuleRow.objects.filter(superseded_at=None)
    assert living.valid_to == date(2026, 12, 31)
    assert FeeRuleRow.objects.count() == 2
