"""*.dmn of a package: can each table decide, and do the fees and their table speak of the same things?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import Fault, did_you_mean
from tinhso.government.procedures.checks.package import FEES, Package
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.facts import FEE_OUTPUT


def table_faults(package: Package) -> Iterator[Fault]:
    """Faults of one package's decision tables."""
    for name, data in package.decisions.items():
        for fault in process.check_decisions(data):
            yield package.fault(name, fault.line, told(fault), fault.way_out)
    if package.content is not None:
        yield from _fees(package, package.content)


def told(fault: process.Fault) -> str:
    """The message with the element it speaks of."""
    return f"[{fault.element_id}] {fault.message}" if fault.element_id else fault.message


def tables(package: Package, *, of_fees: bool) -> dict[str, process.Decision]:
    """The tables of the sound files: those of fees.dmn, or those for the process."""
    found: dict[str, process.Decision] = {}
    for name, data in package.decisions.items():
        if (name == FEES) is of_fees and not process.check_decisions(data):
            found |= process.parse_decisions(data)
    return found


def process_files(package: Package) -> dict[str, bytes]:
    """The sound DMN files that the process may use."""
    return {
        name: data
        for name, data in package.decisions.items()
        if name != FEES and not process.check_decisions(data)
    }


def _fees(package: Package, content: Content) -> Iterator[Fault]:
    if FEES in package.decisions and process.check_decisions(package.decisions[FEES]):
        return
    known = tables(package, of_fees=True)
    used = set()
    for number, fee in enumerate(content.fees):
        if fee.decision:
            used.add(fee.decision)
        if fee.decision and fee.decision not in known:
            yield package.fault(
                "procedure.toml",
                package.at("fees", number, "decision"),
                _("Không có bảng quyết định “%(id)s” trong fees.dmn.") % {"id": fee.decision},
                did_you_mean(fee.decision, known)
                if known
                else _("Thêm tệp fees.dmn có một decision mang mã này."),
            )
    for key, table in known.items():
        if key not in used:
            yield package.fault(
                FEES,
                table.line,
                _("[%(id)s] Không khoản thu nào dùng bảng này.") % {"id": key},
                _("Ghi decision = “%(id)s” ở một [[fees]], hoặc bỏ bảng.") % {"id": key},
            )
        yield from _columns(package, key, table)


def _columns(package: Package, key: str, table: process.Decision) -> Iterator[Fault]:
    if FEE_OUTPUT not in table.writes():
        yield package.fault(
            FEES,
            table.line,
            _("[%(id)s] Bảng không có cột kết quả “%(name)s”.") % {"id": key, "name": FEE_OUTPUT},
            _("Đặt tên cột kết quả là %(name)s, tính bằng đồng.") % {"name": FEE_OUTPUT},
        )
    asked = set((package.schema or {}).get("properties", {})) | {"today"}
    for name in sorted(table.reads() - asked) if package.schema else ():
        yield package.fault(
            FEES,
            table.line,
            _("[%(id)s] Bảng dùng dữ kiện “%(name)s” mà biểu mẫu không hỏi.") % {"id": key, "name": name},
            did_you_mean(name, asked),
        )
