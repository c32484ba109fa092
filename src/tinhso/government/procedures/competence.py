"""Which agencies are competent for a version on a day: all of them at once, for opening and for lists."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.government.procedures import queries
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.rules import facts
from tinhso.government.procedures.rules.content import Authority

_DEPARTMENTS = ("department", "inspectorate")


def competent_agencies(version: VersionInfo, on: date) -> list[AgencyInfo]:
    """Every agency that `agency_for` could name for some unit on the day; empty when nobody is competent."""
    rule = facts.authority(version.content, on)
    return agencies_of(rule, version.field_name, on) if rule is not None else []


def agencies_of(rule: Authority, field_name: str, on: date) -> list[AgencyInfo]:
    """The agencies that a rule of authority leads to; a body that only has a name of its own is none of ours."""
    if rule.kind == "other":
        return []
    if rule.kind:
        return organisation.agencies(on, kind=rule.kind)
    field = queries.field_name(rule.field) if rule.field else field_name
    of_level = organisation.agencies(on, level=rule.level)
    named = [one for one in of_level if one.kind in _DEPARTMENTS and field in one.fields]
    taken = {one.unit_code for one in named}
    rest = [one for one in of_level if one.kind == "peoples_committee" and one.unit_code not in taken]
    return [*named, *rest]
