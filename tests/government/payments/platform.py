"""The simulated platform in a thread of the test, and its post in the test's hands."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import Client

from tests.government.dossiers.world import MONDAY
from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.messages import Clock
from tinhso.simulators.pay.notifier import Notifier
from tinhso.simulators.pay.platform import Platform
from tinhso.simulators.pay.server import PaySite
from tinhso.simulators.pay.trouble import Trouble

PARTNER, SECRET = "TINH", "bí-mật-của-phép-thử"


class Paying:
    """What a test asks of the platform."""

    def __init__(self, site: PaySite) -> None:
        self.site, self.platform, self.book = site, site.platform, site.platform.book

    def pay(self, reference: str, how: str = "paid") -> bool:
        """The payer's choice on the platform's page."""
        return self.platform.pay(reference, how)

    def notices(self, reference: str = "") -> list[dict[str, Any]]:
        """What is in the post, oldest first."""
        rows = self.book.run("SELECT body FROM notice ORDER BY id")
        found = [json.loads(body) for (body,) in rows]
        return [one for one in found if reference in ("", one["MaThamChieu"])]


def tell(content: dict[str, Any]) -> dict[str, Any]:
    """Push one notice to the province's door."""
    answer = Client().post("/thanh-toan/thong-bao/", json.dumps(content), content_type="application/json")
    return dict(answer.json())


@contextmanager
def running(settings: Any, folder: Path, *, seed: int | None = None, at: str = "") -> Iterator[Paying]:
    """A platform that the settings point at."""
    book, trouble = Book(str(folder / "pay.sqlite3")), Trouble(seed)
    platform = Platform(book, trouble, Clock(at or MONDAY.isoformat()), PARTNER, SECRET)
    site = PaySite(("127.0.0.1", 0), platform, Notifier(book, trouble, ""), "")
    threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True).start()
    settings.TINHSO_PAY_URL = f"{site.origin}/thong-diep"
    settings.TINHSO_PAY_PARTNER, settings.TINHSO_PAY_SECRET = PARTNER, SECRET
    try:
        yield Paying(site)
    finally:
        site.shutdown()
        site.server_close()
