"""The 2020 contract over HTTP: log in for a session, then one JSON call per service (one-stop.md §10.2).

What the public sources do not tell is assumed and named here: an expired session is answered with HTTP 401 or an
error that names the session; a lookup answers `{"data": {"HoSo": …, "TienDo": […]}}` or no data; an update of an
unknown record is error 4. The addresses below are those of the adapter; a security server has its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from django.conf import settings

from tinhso.government.portal.contract import Codes, NotLetIn, Reply, Theirs, Unreachable, Verdict
from tinhso.government.portal.rules.naming import gathered

LARGEST_ANSWER = 4 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
EXISTS = {"3", "-3"}
ABSENT = {"4", "-4"}


class Mc2020:
    """One session of the old contract. Not shared between threads."""

    def __init__(self) -> None:
        self._session = ""
        self._http = httpx.Client(
            base_url=settings.TINHSO_PORTAL_URL.rstrip("/"),
            timeout=settings.TINHSO_PORTAL_TIMEOUT,
            headers={"dstcode": settings.TINHSO_PORTAL_DSTCODE},
            follow_redirects=False,
            trust_env=False,
        )

    def procedure(self, code: str) -> Codes | None:
        """`LayThuTuc`: with the codes of field, papers, fees and results where the packet has them (§11.2)."""
        answer = self._call("LayThuTuc", {"maTTHC": code})
        if _code(answer) != "0" or not answer.get("data"):
            return None
        return codes_in(answer["data"])

    def put(self, record: Mapping[str, Any], *, update: bool) -> Reply:
        """`DongBoHoSoMC` with one record."""
        return _reply(self._call("DongBoHoSoMC", {"isUpdating": update, "data": [dict(record)]}))

    def tell(self, rows: Sequence[Mapping[str, Any]]) -> Reply:
        """`CapNhatTienDoHoSoMC`."""
        return _reply(self._call("CapNhatTienDoHoSoMC", {"data": [dict(row) for row in rows]}))

    def look_up(self, code: str) -> Theirs | None:
        """`TraCuuHoSo`."""
        answer = self._call("TraCuuHoSo", {"MaHoSo": code})
        data = answer.get("data")
        if _code(answer) in ABSENT or not isinstance(data, dict) or not isinstance(data.get("HoSo"), dict):
            return None
        if not data["HoSo"]:
            return None
        return Theirs(data["HoSo"], [row for row in _rows(data.get("TienDo")) if row])

    def fetch(self, reference: str) -> bytes:
        """A file beside the services; only a plain name is ever asked for, never an address."""
        answer = self._send("GET", f"/tep/{reference}", None, most=LARGEST_FILE)
        if answer.status_code != 200:
            raise Unreachable(f"file: HTTP {answer.status_code}", uncertain=False)
        return answer.content

    def _call(self, service: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """One service call; a session that ran out is opened again once."""
        for again in (False, True):
            if not self._session:
                self._log_in()
            body = {
                "session": self._session,
                "madonvi": settings.TINHSO_PORTAL_UNIT,
                "service": service,
                **payload,
            }
            answer = self._send("POST", "/service", body)
            if _session_lost(answer) and not again:
                self._session = ""
                continue
            return _json(answer)
        raise AssertionError("unreachable: the second round returns")

    def _log_in(self) -> None:
        body = {"username": settings.TINHSO_PORTAL_USER, "password": settings.TINHSO_PORTAL_PASSWORD}
        try:
            answer = _json(self._send("POST", "/login", body))
        except Unreachable as error:
            raise Unreachable(error.why, uncertain=False) from error
        if _code(answer) != "0" or not answer.get("session"):
            raise NotLetIn(f"log-in refused: {_code(answer)[:40]}", uncertain=False)
        self._session = str(answer["session"])

    def _send(
        self, method: str, path: str, body: Mapping[str, Any] | None, *, most: int = LARGEST_ANSWER
    ) -> httpx.Response:
        """The whole answer; what is longer than `most` is never held in memory."""
        content = bytearray()
        try:
            with self._http.stream(method, path, json=body) as answer:
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > most:
                        raise Unreachable("answer too large", uncertain=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(type(error).__name__, uncertain=False) from error
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__, uncertain=True) from error
        if answer.status_code >= 500:
            raise Unreachable(f"HTTP {answer.status_code}", uncertain=True)
        return httpx.Response(answer.status_code, content=bytes(content))


def codes_in(data: Any) -> Codes:
    """The codes that a packet of `LayThuTuc` tells, whatever else of it is missing or odd."""
    packet = data[0] if isinstance(data, list) and data else data
    if not isinstance(packet, dict):
        return Codes()
    papers = [row for case in _rows(packet.get("THANHPHANHOSO")) for row in _rows(case.get("GIAYTO"))]
    times = [row for way in _rows(packet.get("CACHTHUCTHUCHIEN")) for row in _rows(way.get("THOIGIAN"))]
    fees = [row for one in times for row in _rows(one.get("PHILEPHI"))]
    return Codes(
        fields=gathered(
            (row.get("TENLINHVUC"), row.get("MALINHVUC")) for row in _rows(packet.get("LINHVUCTHUCHIEN"))
        ),
        papers=gathered((row.get("TENGIAYTO"), row.get("MAGIAYTO")) for row in papers),
        fees=gathered((row.get("MOTA"), row.get("MAPHILEPHI")) for row in fees),
        results=gathered(
            (row.get("TENKETQUA"), row.get("MAKETQUA")) for row in _rows(packet.get("KETQUATHUCHIEN"))
        ),
    )


def _rows(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing for whatever else stands there."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except json.JSONDecodeError as error:
        raise Unreachable(f"no JSON (HTTP {answer.status_code})", uncertain=True) from error
    if not isinstance(found, dict):
        raise Unreachable("no JSON object", uncertain=True)
    return found


def _session_lost(answer: httpx.Response) -> bool:
    if answer.status_code in (401, 403):
        return True
    try:
        found = answer.json()
    except json.JSONDecodeError:
        return False
    return (
        isinstance(found, dict) and _code(found) != "0" and "session" in str(found.get("message", "")).lower()
    )


def _code(answer: Mapping[str, Any]) -> str:
    return str(answer.get("error_code", ""))


def _reply(answer: Mapping[str, Any]) -> Reply:
    code = _code(answer)
    words = str(answer.get("message", ""))[:300]
    if code == "0":
        return Reply(Verdict.DONE)
    if code in EXISTS:
        return Reply(Verdict.EXISTS, code, words)
    if code in ABSENT:
        return Reply(Verdict.ABSENT, code, words)
    return Reply(Verdict.REFUSED, code, words)
