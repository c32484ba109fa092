"""What the law and the provincial council's resolutions take off a fee, and when it is collected. Pure.

Rules are dated data of the province. They never add: whatever order they come in, the one that leaves least to pay
holds alone, for no source says that reductions add up. Whole đồng, halves rounded in the payer's favour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.government.procedures.rules import expressions

# exempt: nothing is paid · percent: so many hundredths less · less: so many đồng less · amount: so much at most ·
# before: paid before reception · on_result: paid when the result is handed over.
EXEMPT, PERCENT, LESS, AMOUNT, BEFORE, ON_RESULT = (
    "exempt",
    "percent",
    "less",
    "amount",
    "before",
    "on_result",
)
TAKING_OFF = (EXEMPT, PERCENT, LESS, AMOUNT)
COLLECTING = (BEFORE, ON_RESULT)
EFFECTS = (*TAKING_OFF, *COLLECTING)
# With an amount each; the others stand alone.
WITH_VALUE = (PERCENT, LESS, AMOUNT)


@dataclass(frozen=True)
class FeeRule:
    """One dated rule. Empty `procedures`, `fee`, `kind`, `channels`, `when` mean: any."""

    key: str
    effect: str
    value: int = 0
    procedures: tuple[str, ...] = ()
    fee: str = ""
    kind: str = ""
    channels: tuple[str, ...] = ()
    when: str = ""
    reason: str = ""
    legal: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    demonstration: bool = False

    def concerns(
        self, code: str, fee: str, kind: str, channel: str, facts: Mapping[str, Any], on: date
    ) -> bool:
        """True when it speaks of this fee of this request on this day; only what is plainly true counts."""
        return (
            self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
            and (not self.procedures or code in self.procedures)
            and (not self.fee or self.fee == fee)
            and (not self.kind or self.kind == kind)
            and (not self.channels or channel in self.channels)
            and expressions.holds(self.when, facts)
        )  # fmt: skip

    def left(self, full: int) -> int:
        """What is left to pay of a full amount, never more than it and never less than nothing."""
        taken = {
            EXEMPT: full, PERCENT: -(-full * self.value // 100), LESS: self.value, AMOUNT: full - self.value,
        }.get(self.effect, 0)  # fmt: skip
        return min(full, max(0, full - taken))


@dataclass(frozen=True)
class Settled:
    """What is left to pay and by which rule (None: the full amount), and by which rule it is collected."""

    amount: int | None
    by: FeeRule | None
    collected: FeeRule | None


def settle(full: int | None, rules: Iterable[FeeRule]) -> Settled:
    """Apply the rules that concern a fee. An amount that nobody stated becomes known only by an exemption."""
    found = sorted(rules, key=lambda rule: rule.key)
    collected = next((rule for rule in found if rule.effect in COLLECTING), None)
    if full is None:
        free = next((rule for rule in found if rule.effect == EXEMPT), None)
        return Settled(0 if free else None, free, collected)
    taking = [rule for rule in found if rule.effect in TAKING_OFF and rule.left(full) < full]
    if not taking:
        return Settled(full, None, collected)
    best = min(taking, key=lambda rule: rule.left(full))
    return Settled(best.left(full), best, collected)
