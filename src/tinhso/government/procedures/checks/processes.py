"""process.bpmn: what the process room says of it, and the agencies and shares that the package knows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import Fault
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.checks.tables import process_files, told
from tinhso.government.procedures.rules import route

NAME = "process.bpmn"
# What a dossier tells its process besides the answers of the form.
GIVEN = {"channel", "procedure"}


def process_faults(package: Package) -> Iterator[Fault]:
    """Faults of one package's process."""
    if not package.bpmn:
        return
    agencies = {rule.key for rule in package.content.authority} if package.content else None
    asked = set((package.schema or {}).get("properties", {}))
    found = process.check(
        package.bpmn.encode(),
        set(identity.ROLES),
        agencies,
        facts=asked | GIVEN if package.schema else None,
        decisions=process_files(package),
    )
    for fault in found:
        yield package.fault(NAME, fault.line, told(fault), fault.way_out)
    if not found:
        yield from _shares(package)


def _shares(package: Package) -> Iterator[Fault]:
    total = Decimal(0)
    for node in route.read(package.bpmn).nodes.values():
        try:
            total += Decimal(node.get(route.TINHSO + "share") or "0")
        except InvalidOperation:
            return
    if total > 1:
        yield package.fault(
            NAME,
            1,
            _("Các bước dùng hết %(total)s lần thời hạn.") % {"total": str(total).replace(".", ",")},
            _("Chia lại share sao cho tổng không quá 1."),
        )
