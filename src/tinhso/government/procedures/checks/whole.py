"""Every fault of one package, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.province.api import Fault
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.checks.forms import form_faults
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.checks.structure import structure_faults


def package_faults(
    package: Package, fields: set[str], events: set[str], calendar: worktime.Calendar | None
) -> Iterator[Fault]:
    """The faults of a package that was read; `fields` and `events` are the keys it may name."""
    from tinhso.government.procedures.checks.examples import example_faults
    from tinhso.government.procedures.checks.layouts import layout_faults
    from tinhso.government.procedures.checks.processes import process_faults
    from tinhso.government.procedures.checks.tables import table_faults

    yield from package.faults
    yield from structure_faults(package, fields, events)
    # Examples run only on what is sound: a broken form would only repeat its own faults.
    unsound = [*form_faults(package), *table_faults(package), *process_faults(package)]
    yield from unsound
    if not unsound:
        yield from example_faults(package, calendar)
        yield from layout_faults(package)
