"""The portal fetches the files that records name, with its own token, and compares each with its fingerprint."""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.error
import urllib.request
from typing import Any

from tinhso.simulators.portal.store import Store

LARGEST = 60 * 1024 * 1024
_LISTS = (("DanhSachGiayToKetQua", "DuongDanTepTinKetQua"), ("TaiLieuNop", "DuongDanTaiTepTin"))


class Fetcher:
    """One round fetches every address that was not fetched well yet."""

    def __init__(self, store: Store, token: str) -> None:
        self._store, self._token = store, token

    def round(self) -> dict[str, Any]:
        """{"fetched": how many now, "faults": {address: why}}."""
        fetched, faults = 0, {}
        for code, address in self._addresses():
            if self._store.run("SELECT 1 FROM fetched WHERE address = ? AND fault = ''", address):
                continue
            sha256, size, fault = self._one(address)
            self._store.run(
                "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?)", address, code, sha256, size, fault
            )
            fetched += not fault
            if fault:
                faults[address] = fault
        return {"fetched": fetched, "faults": faults}

    def _addresses(self) -> list[tuple[str, str]]:
        found = []
        for code, raw in self._store.run("SELECT code, record FROM dossier ORDER BY code"):
            record = json.loads(raw)
            for name, field in _LISTS:
                found += [(code, str(row[field])) for row in record.get(name) or [] if row.get(field)]
        return found

    def _one(self, address: str) -> tuple[str, int, str]:
        """(SHA-256, size, what is wrong) of one address."""
        if not address.startswith(("http://", "https://")):
            return "", 0, "no address"
        request = urllib.request.Request(  # noqa: S310 checked above
            address, headers={"Authorization": f"Bearer {self._token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                content = answer.read(LARGEST + 1)
                told = answer.headers.get("Repr-Digest", "")
        except urllib.error.HTTPError as error:
            return "", 0, f"HTTP {error.code}"
        except OSError as error:
            return "", 0, type(error).__name__
        digest = hashlib.sha256(content)
        right = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        return digest.hexdigest(), len(content), "" if told == right else "fingerprint differs"
