"""One line of the table: what was asked for, what came, and the raw limit measured in the same run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.load import Outcome


@dataclass(frozen=True)
class Measured:
    """A figure (`rate` for each second) with its percentiles in milliseconds, its bar and the raw limit beside it."""

    name: str
    rate: float
    p50: float = float("nan")
    p95: float = float("nan")
    p99: float = float("nan")
    clients: int = 1
    raw: float = float("nan")
    raw_is: str = ""
    bar_rate: float = 0.0
    bar_p95: float = float("inf")
    refused: int = 0
    unit: str = "/s"
    note: str = ""
    # Milliseconds of processor for each answer, by program of the province.
    cost: dict[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """True when the bar is reached and nothing was refused."""
        slow = self.p95 == self.p95 and self.p95 > self.bar_p95
        return self.rate >= self.bar_rate and not slow and not self.refused

    def as_json(self) -> dict[str, Any]:
        """Plain values; what was not measured is null."""
        plain = asdict(self) | {"holds": self.holds}
        return {
            key: None if value != value or value == float("inf") else value for key, value in plain.items()
        }


@dataclass(frozen=True)
class Place:
    """Where a line measures: the address of the running province, how long each run takes, and over what."""

    port: int
    host: str
    seconds: float = 10.0
    clients: int = 4
    # How many dossiers the lists are measured over.
    sizes: tuple[int, ...] = (10_000, 100_000)
    # A file of the national catalogue; without it its import is not measured.
    catalogue: Path | None = None
    # Megabytes of each program before anything was asked of it.
    rest: dict[str, float] = field(default_factory=dict)


Line = Callable[[Place], list[Measured]]


def measured(name: str, seen: Outcome, **more: Any) -> Measured:
    """A line of a load run."""
    note = more.pop("note", "")
    cost = {name: round(spent, 1) for name, spent in seen.cost.items() if spent >= 0.05}
    if seen.refused:
        told = ", ".join(f"{count}×{status}" for status, count in sorted(seen.statuses.items()))
        note = f"{note} {told}: {seen.sample[:200].decode(errors='replace')}".strip()
    return Measured(
        name,
        round(seen.rate, 1),
        p50=round(seen.percentile(0.5), 1),
        p95=round(seen.percentile(0.95), 1),
        p99=round(seen.percentile(0.99), 1),
        clients=seen.clients,
        refused=seen.refused,
        cost=cost,
        note=note,
        **more,
    )
