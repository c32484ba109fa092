"""How the acts of a run are done, what is said of a refused one, and what is told at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from tinhso.demo.doors import Doors
from tinhso.lib.errors import Refused
from tinhso.simulation.pages.browser import PageFault
from tinhso.simulation.pages.doors import PageDoors
from tinhso.simulation.pages.people import SESSION, People
from tinhso.simulation.pages.server import serving
from tinhso.simulation.rules.percentiles import SHARES, percentile

HEAD = ("lượt", *(f"p{round(100 * share)} ms" for share in SHARES), "lâu nhất ms", "trang")


@dataclass
class Ways:
    """The doors of a run. `times`: seconds by kind of page, where acts go through pages."""

    doors: Doors
    times: Mapping[str, list[float]] = field(default_factory=dict)

    def refused(self, serial: int, refusal: Refused) -> None:
        """Say at once what did not go, and go on."""
        told = refusal.told() if isinstance(refusal, PageFault) else f"{refusal.code}: {refusal}"
        print(f"\nHồ sơ thứ {serial}: {told}", file=sys.stderr)

    def told(self) -> list[str]:
        """A table of the pages, the most asked for first; nothing where there were none."""
        if not self.times:
            return []
        lines = [
            "Thời gian các trang, mỗi lần một người hỏi:",
            "".join(f"{one:>12}" for one in HEAD[:-1]) + "  " + HEAD[-1],
        ]
        for name, every in sorted(self.times.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            found = [*(percentile(every, share) for share in SHARES), max(every)]
            lines.append(f"{len(every):>12}" + "".join(f"{1000 * one:>12.0f}" for one in found) + f"  {name}")
        return [*lines, ""]


@contextmanager
def by_pages(session: timedelta = SESSION) -> Iterator[Ways]:
    """Through real pages, before a web process that lives as long as this; who signed in stays so for `session`."""
    with serving() as site:
        people = People(site, session=session)
        yield Ways(PageDoors(people), people.times)
