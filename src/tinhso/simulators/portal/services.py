"""The services of the 2020 contract as the portal answers them; written from the contract, apart from the sender."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

from tinhso.simulators.portal.store import Store

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})([01]\d|2[0-3])[0-5]\d[0-5]\d")
MOMENTS = ("NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi", "NgayNopHoSo")
NEEDED = ("MaHoSo", "MaTTHC", "ChuHoSo", "TrichYeuHoSo", "NgayNopHoSo", "DonViXuLy")
OK, EXISTS, UNKNOWN, WRONG, SESSION = 0, 3, 4, 9, 5


class Services:
    """Every answer is a JSON object with `error_code`."""

    def __init__(self, store: Store, user: str, password: str) -> None:
        self._store = store
        self._user, self._password = user, password

    def log_in(self, body: dict[str, Any]) -> dict[str, Any]:
        """User and password for a session."""
        if (body.get("username"), body.get("password")) != (self._user, self._password):
            return {"error_code": WRONG, "message": "wrong user or password"}
        session = secrets.token_hex(16)
        self._store.run("INSERT INTO session VALUES (?)", session)
        return {"error_code": OK, "session": session}

    def knows(self, session: Any) -> bool:
        """True while the session lives."""
        return bool(self._store.run("SELECT 1 FROM session WHERE id = ?", str(session)))

    def forget(self, session: Any) -> None:
        """The session has run out."""
        self._store.run("DELETE FROM session WHERE id = ?", str(session))

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """One service call with a living session."""
        found = {
            "LayThuTuc": self.procedure,
            "LayDanhSachTTHC": self.procedures,
            "TraCuuHoSo": self.look_up,
            "DongBoHoSoMC": self.records,
            "CapNhatTienDoHoSoMC": self.progress,
        }.get(str(body.get("service")))
        if found is None:
            return {"error_code": WRONG, "message": "unknown service"}
        with self._store.together():
            return found(body)

    def procedure(self, body: dict[str, Any]) -> dict[str, Any]:
        """One procedure of the catalogue."""
        code = str(body.get("maTTHC"))
        rows = self._store.run("SELECT code, title FROM procedure WHERE code = ?", code)
        told = self._store.run("SELECT packet FROM packet WHERE code = ?", code)
        more = json.loads(told[0][0]) if told else {}
        return {"error_code": OK, "data": [{"MaTTHC": c, "TENTTHC": t, **more} for c, t in rows]}

    def procedures(self, _body: dict[str, Any]) -> dict[str, Any]:
        """The whole catalogue."""
        rows = self._store.run("SELECT code, title FROM procedure ORDER BY code")
        return {"error_code": OK, "data": [{"MaTTHC": c, "TENTTHC": t} for c, t in rows]}

    def look_up(self, body: dict[str, Any]) -> dict[str, Any]:
        """One dossier with its history."""
        code = str(body.get("MaHoSo"))
        record = self._store.record(code)
        if record is None:
            return {"error_code": UNKNOWN, "message": "no such dossier"}
        return {"error_code": OK, "data": {"HoSo": record, "TienDo": self._store.history(code)}}

    def records(self, body: dict[str, Any]) -> dict[str, Any]:
        """Insert or update records."""
        rows = body.get("data")
        if not isinstance(rows, list) or not rows:
            return {"error_code": WRONG, "message": "no data"}
        for record in rows:
            wrong = fault(record)
            if wrong:
                return {"error_code": WRONG, "message": wrong}
            known = self._store.record(record["MaHoSo"]) is not None
            if known and not body.get("isUpdating"):
                return {"error_code": EXISTS, "message": "exists"}
            if not known and body.get("isUpdating"):
                return {"error_code": UNKNOWN, "message": "no such dossier"}
            self._store.keep(record["MaHoSo"], record)
        return {"error_code": OK}

    def progress(self, body: dict[str, Any]) -> dict[str, Any]:
        """Add rows to histories. A dossier that no record came for takes its state from here."""
        rows = body.get("data")
        if not isinstance(rows, list):
            return {"error_code": WRONG, "message": "no data"}
        for line in rows:
            if len(str(line.get("NguoiXuLy", ""))) > 50 or not _MOMENT.fullmatch(
                str(line.get("ThoiDiemXuLy"))
            ):
                return {"error_code": WRONG, "message": "odd progress"}
            record = self._store.record(str(line.get("MaHoSo")))
            if record is None:
                return {"error_code": UNKNOWN, "message": "no such dossier"}
            self._store.add_history(str(line["MaHoSo"]), line)
            if "DonViXuLy" not in record:
                self._store.keep(str(line["MaHoSo"]), {**record, "TrangThaiHoSo": line["TrangThai"]})
        return {"error_code": OK}


def fault(record: Any) -> str:
    """What the portal objects to in a record; empty when it takes it."""
    if not isinstance(record, dict):
        return "no record"
    for name in NEEDED:
        if not record.get(name):
            return f"{name} missing"
    if record.get("TrangThaiHoSo") not in range(1, 11):
        return "TrangThaiHoSo"
    if record.get("KenhThucHien") not in (1, 2, 3) or record.get("LoaiDoiTuong") not in (1, 2, 3, 4):
        return "KenhThucHien"
    if len(str(record["TrichYeuHoSo"])) > 1000:
        return "TrichYeuHoSo too long"
    for name in MOMENTS:
        if record.get(name) and not _MOMENT.fullmatch(str(record[name])):
            return f"{name}: {json.dumps(record[name])}"
    return ""
