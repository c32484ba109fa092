"""Points of a measured component (domain reference "indices", section 7.1). No database, no floats.

`linear`  rate × maximum; `scaled` full from the threshold on, below it rate × maximum / threshold: nobody below it
gets a flat part; `none` only watched, no points. Where nothing happened there are no points to give: `idle` is not
`zero`; what no record tells is `unmeasured`, and never full marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LINEAR, SCALED, WATCHED = "linear", "scaled", "none"
RULES = (LINEAR, SCALED, WATCHED)
MEASURED, IDLE, UNMEASURED = "measured", "idle", "unmeasured"
_TWO, _FOUR = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True)
class Share:
    """Counted of those asked about. `of` 0: nothing happened."""

    counted: int
    of: int

    @property
    def rate(self) -> Decimal | None:
        """0 … 1; None where nothing happened."""
        return Decimal(self.counted) / Decimal(self.of) if self.of else None


@dataclass(frozen=True)
class Scored:
    """What a component gives: its state, the rate (0 … 1) and the exact points; both None unless measured."""

    state: str
    rate: Decimal | None = None
    exact: Decimal | None = None

    @property
    def points(self) -> Decimal | None:
        """Two digits, as shown."""
        return None if self.exact is None else self.exact.quantize(_TWO, ROUND_HALF_UP)


def score(
    rule: str, most: Decimal, share: Share | None, *, threshold: Decimal | None = None,
    less: Share | None = None, times: Share | None = None,
) -> Scored:  # fmt: skip
    """The points for a share. `less`: its rate is taken off (5.4); `times`: multiplies (3.3); `threshold` in percent."""
    if share is None:
        return Scored(UNMEASURED)
    rate = share.rate
    if rate is None:
        return Scored(IDLE)
    if less is not None:
        rate = max(Decimal(0), rate - (less.rate or Decimal(0)))
    if times is not None:
        rate *= times.rate or Decimal(0)
    reached = rate
    if rule == SCALED:
        assert threshold is not None
        reached = rate * 100 / threshold
    exact = Decimal(0) if rule == WATCHED else min(most, most * reached)
    return Scored(MEASURED, rate.quantize(_FOUR, ROUND_HALF_UP), exact)


def gain(rule: str, most: Decimal, share: Share, more: int, *, threshold: Decimal | None = None,
         less: Share | None = None, times: Share | None = None) -> Decimal:  # fmt: skip
    """Points that `more` further counted ones of the same denominator would add."""
    raised = Share(min(share.of, share.counted + more), share.of)
    before = score(rule, most, share, threshold=threshold, less=less, times=times).exact or Decimal(0)
    after = score(rule, most, raised, threshold=threshold, less=less, times=times).exact or Decimal(0)
    return after - before
