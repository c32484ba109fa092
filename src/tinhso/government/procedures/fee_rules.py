"""The rules about fees in force, kept in memory while none is added or changed."""

from __future__ import annotations

from tinhso.government.procedures.actions.carry_fee_rules import newest_rule, rule_of
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.government.procedures.rules.reductions import FeeRule
from tinhso.lib.held import held_while


@held_while(newest_rule)
def fee_rules() -> tuple[FeeRule, ...]:
    """Every living rule, whatever its days."""
    return tuple(rule_of(row) for row in FeeRuleRow.objects.filter(superseded_at=None).order_by("key"))
