"""People at the simulated portal: they file, pay, answer requests and take dossiers back."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from tinhso.simulators.portal.clock import Clock, compact
from tinhso.simulators.portal.store import Store

# Codes of the simulator are told from real ones at first sight.
SERIES = "G22.MP"
# Smaller files travel in the package, larger ones by reference.
INLINE = 20_000


class Filing:
    """Makes packages and puts them into the queue to the province."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def file(self, filing: dict[str, Any], title: str = "") -> str:
        """A new dossier from the parts of a filing (procedure_code, unit_code, form, owner …); its code.

        `files` are `{component, name, text}`; what is missing of the envelope is filled in here.
        """
        moment = self._clock.now()
        day = f"{moment:%y%m%d}"
        whole = {"filed_at": moment.isoformat(), "tech_id": "MP-0001", "identity_level": "LoA2", **filing}
        whole["files"] = [self._attach(row) for row in filing.get("files", ())]
        with self._store.together():
            code = f"{SERIES}-{day}-{self._store.serial(day):06d}"
            record = {
                "MaHoSo": code,
                "MaTTHC": filing.get("procedure_code", ""),
                "TenTTHC": title,
                "ChuHoSo": (filing.get("owner") or {}).get("name", ""),
                "TrangThaiHoSo": 1,
                "NgayNopHoSo": compact(moment),
                "KenhThucHien": 2,
                "NoiNopHoSo": 1,
            }
            self._store.keep(code, record, filed_here=True)
            self.enqueue(code, {"kind": "filing", "filing": whole})
        return code

    def pay(self, code: str, amount: int, receipt: str) -> None:
        """Money for a dossier, told in a package of its own."""
        body = {"amount": amount, "receipt": receipt, "paid_at": self._clock.now().isoformat()}
        self.enqueue(code, {"kind": "payment", "payment": body})

    def withdraw(self, code: str, reason: str) -> None:
        """The person takes a dossier back."""
        body = {"at": self._clock.now().isoformat(), "reason": reason}
        self.enqueue(code, {"kind": "withdrawal", "withdrawal": body})

    def answer_all(self) -> int:
        """Every open request that the province has told of is answered once; how many."""
        answered = 0
        for code, raw in self._store.run("SELECT code, record FROM dossier WHERE filed_here = 1"):
            record = json.loads(raw)
            if record.get("TrangThaiHoSo") != 5:
                continue
            for asked in record.get("DanhSachHoSoBoSung") or []:
                ident = asked.get("HoSoBoSungId", "")
                if asked.get("NgayTiepNhanBoSung") or self._store.run(
                    "SELECT 1 FROM answered WHERE request = ?", ident
                ):
                    continue
                self._store.run("INSERT INTO answered VALUES (?)", ident)
                body = {
                    "request": ident,
                    "answered_at": self._clock.now().isoformat(),
                    "note": "Đã bổ sung trên Cổng (mô phỏng)",
                    "files": [],
                }
                self.enqueue(code, {"kind": "supplement", "supplement": body})
                answered += 1
        return answered

    def enqueue(self, code: str, package: dict[str, Any]) -> int:
        """Into the queue; its number in the stream to the province."""
        rows = self._store.run(
            "INSERT INTO outbox (code, body) VALUES (?, ?) RETURNING number",
            code,
            json.dumps({"portal_code": code, **package}, ensure_ascii=False),
        )
        return int(rows[0][0])

    def _attach(self, row: dict[str, Any]) -> dict[str, Any]:
        content = base64.b64decode(row["base64"]) if "base64" in row else str(row["text"]).encode()
        told = {
            "component": row["component"],
            "name": row["name"],
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        if len(content) <= INLINE and not row.get("by_reference"):
            return {**told, "content": base64.b64encode(content).decode()}
        reference = f"{told['sha256'][:32]}"
        self._store.run("INSERT OR IGNORE INTO file VALUES (?, ?, ?)", reference, row["name"], content)
        return {**told, "reference": reference}
