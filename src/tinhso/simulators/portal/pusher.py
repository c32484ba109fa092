"""Pushing packages to the province until it has taken each; on a bad day late, twice, altered, in any order."""

from __future__ import annotations

import copy
import json
import urllib.error
import urllib.request
from typing import Any

from tinhso.simulators.portal.store import Store
from tinhso.simulators.portal.trouble import Trouble

# What stands in the place of an answer for a package that the portal believes sent and that never arrived.
LOST = "lost"


class Pusher:
    """One round sends what is due; a package leaves the queue when the province has answered 2xx, or is lost."""

    def __init__(self, store: Store, trouble: Trouble, intake: str, token: str) -> None:
        self._store, self._trouble = store, trouble
        self._intake, self._token = intake, token
        self._round = 0

    @property
    def token(self) -> str:
        """The portal's token at the province."""
        return self._token

    def round(self) -> dict[str, int]:
        """Send what is due once; how many were taken, and how many still wait."""
        self._round += 1
        rows = self._store.run(
            "SELECT number FROM outbox WHERE answer = '' AND not_before <= ? ORDER BY number", self._round
        )
        taken = 0
        for number in self._trouble.shuffled([row[0] for row in rows]):
            taken += self._one(number)
        left = self._store.run("SELECT count(*) FROM outbox WHERE answer = ''")[0][0]
        return {"taken": taken, "left": int(left)}

    def _one(self, number: int) -> int:
        ((body, tries),) = self._store.run("SELECT body, tries FROM outbox WHERE number = ?", number)
        package = {**json.loads(body), "sequence": number}
        fate = self._trouble.of_push()
        if fate == "delayed" and tries < 4:
            self._store.run(
                "UPDATE outbox SET tries = tries + 1, not_before = ? WHERE number = ?",
                self._round + 2,
                number,
            )
            return 0
        if fate == "lost":
            self.lose(number)
            return 0
        if fate == "broken_file" and self._broken(package):
            return 0
        if fate == "altered" and package["kind"] == "filing":
            altered = copy.deepcopy(package)
            altered["filing"]["summary"] = "Nội dung khác (mô phỏng)"
            self._send(package)
            self._send(altered)
        if fate == "repeated":
            self._send(package)
        status, answer = self._send(package)
        if status // 100 != 2 or (fate == "answer_unheard" and tries < 4):
            self._store.run("UPDATE outbox SET tries = tries + 1 WHERE number = ?", number)
            return 0
        self._store.run("UPDATE outbox SET answer = ? WHERE number = ?", answer, number)
        return 1

    def lose(self, number: int) -> int:
        """The package is gone for good, only its operator can send it again by its number; 1 when it still waited."""
        sql = "UPDATE outbox SET answer = ? WHERE number = ? AND answer = '' RETURNING number"
        return len(self._store.run(sql, LOST, number))

    def lost(self) -> list[tuple[int, str]]:
        """(number, dossier) of what was lost; only the operator of the simulator sees that."""
        rows = self._store.run("SELECT number, code FROM outbox WHERE answer = ? ORDER BY number", LOST)
        return [(int(number), str(code)) for number, code in rows]

    def again(self, number: int) -> int:
        """The operator sends one package again by its number; 1 when there was such a one."""
        rows = self._store.run("SELECT 1 FROM outbox WHERE number = ?", number)
        self._store.run("UPDATE outbox SET answer = '', not_before = 0 WHERE number = ?", number)
        return len(rows)

    def _broken(self, package: dict[str, Any]) -> bool:
        """The first time a file loses bytes on the way: same hash, other content. The good one follows."""
        files = package.get(package["kind"], {}).get("files") or []
        if not files or "content" not in files[0]:
            return False
        broken = copy.deepcopy(package)
        broken[package["kind"]]["files"][0]["content"] = "bW8gcGhvbmc="
        self._send(broken)
        return True

    def _send(self, package: dict[str, Any]) -> tuple[int, str]:
        request = urllib.request.Request(  # noqa: S310 the address comes from the command line
            self._intake,
            data=json.dumps(package, ensure_ascii=False).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError as error:
            return 0, str(error)
