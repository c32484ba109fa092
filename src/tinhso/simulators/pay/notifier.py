"""The post: brings notices to the province, again until it says 00, a few times."""

from __future__ import annotations

import json
import urllib.request
from http.client import HTTPException

from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.trouble import Trouble

MOST_TRIES, PATIENCE = 5, 10


class Notifier:
    """One address of the province."""

    def __init__(self, book: Book, trouble: Trouble, address: str) -> None:
        self._book, self._trouble, self._address = book, trouble, address

    def round(self, most: int = 500) -> int:
        """Send what is due, shuffled on a bad day; how many were taken."""
        self._book.run("UPDATE notice SET rounds = rounds - 1 WHERE done = 0 AND rounds > 0")
        rows = self._book.run("SELECT id FROM notice WHERE done = 0 AND rounds = 0 ORDER BY id LIMIT ?", most)
        return sum(self._send(int(ident)) for ident in self._trouble.shuffled([str(row[0]) for row in rows]))

    def waiting(self) -> int:
        """How many are still in the post."""
        return int(self._book.run("SELECT count(*) FROM notice WHERE done = 0")[0][0])

    def _send(self, ident: int) -> bool:
        if not self._address:
            return False
        (body,) = self._book.run("SELECT body FROM notice WHERE id = ?", ident)[0]
        asked = urllib.request.Request(  # noqa: S310
            self._address, data=body.encode(), headers={"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                taken = bool(json.loads(answer.read()).get("MaLoi") == "00")
        except (OSError, ValueError, HTTPException):  # also an answer cut off in its middle
            taken = False
        self._book.run(
            "UPDATE notice SET tries = tries + 1, done = (? OR tries + 1 >= ?) WHERE id = ?",
            int(taken),
            MOST_TRIES,
            ident,
        )
        return taken
