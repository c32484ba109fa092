"""The catalogue's door: dated procedures, their forms, papers, limits, fees and search.

Everything a dossier needs to know about its procedure is read here. A dossier keeps the id of the
version under which it was received and asks with it (`VersionInfo` or its id), so that nothing changes
under an open dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import queries
from tinhso.government.procedures.actions.close_procedure import close_procedure
from tinhso.government.procedures.actions.open_procedure import check_terms, open_procedure
from tinhso.government.procedures.actions.publish_version import publish_version
from tinhso.government.procedures.changes import (
    Difference,
    differences,
    differences_of_draft,
    versions_of,
)
from tinhso.government.procedures.competence import competent_agencies
from tinhso.government.procedures.drafting import (
    ExampleRun,
    Found,
    condition_fault,
    draft_faults,
    draft_form,
    example_runs,
    files_of,
    last_version,
    remarks_of,
    result_layout,
    widget_of,
)
from tinhso.government.procedures.fee_rules import fee_rules
from tinhso.government.procedures.filing_place import FilingPlace, filing_place
from tinhso.government.procedures.info import (
    FeeDue,
    FieldInfo,
    LifeEventInfo,
    Listed,
    SearchHit,
    VersionInfo,
)
from tinhso.government.procedures.listing import by_life_event, fields, life_events, listed_page, procedures
from tinhso.government.procedures.offered import Competence, competence_of, online_services, open_codes
from tinhso.government.procedures.offering import Offer, PackageDraft, Statement, Terms
from tinhso.government.procedures.openings import history as openings_of
from tinhso.government.procedures.openings import (
    known,
    offer,
    offers,
    online_anywhere,
    open_at,
    require_open,
    where_told,
)
from tinhso.government.procedures.queries import (
    codes,
    codes_in_force,
    field_key,
    get_version,
    life_event,
    version,
)
from tinhso.government.procedures.rules import facts, reductions
from tinhso.government.procedures.rules.answers import answers_by_path
from tinhso.government.procedures.rules.carrying import Carried, carry
from tinhso.government.procedures.rules.content import (
    Authority,
    Component,
    Content,
    FeeLine,
    LegalBasis,
    ResultKind,
    Route,
    TimeLimit,
)
from tinhso.government.procedures.rules.forms.fields import FieldView, Option
from tinhso.government.procedures.rules.forms.form import Form, Page, SummaryPage
from tinhso.government.procedures.rules.forms.some import questions, take
from tinhso.government.procedures.rules.online import filing as filing_level
from tinhso.government.procedures.rules.online import levels_on, named_on
from tinhso.government.procedures.rules.online import without_filing as level_without_filing
from tinhso.government.procedures.searching import search
from tinhso.government.procedures.services import Announcement, Service, announcements, lacking, services
from tinhso.government.procedures.shelf import Entry, fields_of, narrowed, newest_word, place_of, some
from tinhso.government.procedures.showing import unsure_papers
from tinhso.government.procedures.words import online as online_name
from tinhso.lib.errors import NotFound

__all__ = [
    "AgencyInfo",
    "Announcement",
    "Authority",
    "Competence",
    "Component",
    "Content",
    "Difference",
    "Entry",
    "ExampleRun",
    "FeeDue",
    "FeeLine",
    "FieldInfo",
    "FieldView",
    "FilingPlace",
    "Form",
    "Found",
    "LegalBasis",
    "LifeEventInfo",
    "Listed",
    "Offer",
    "Option",
    "PackageDraft",
    "Page",
    "ResultKind",
    "Route",
    "SearchHit",
    "Service",
    "Statement",
    "SummaryPage",
    "Terms",
    "TimeLimit",
    "VersionInfo",
    "agency_for",
    "announcements",
    "answers_by_path",
    "authority",
    "by_life_event",
    "check_terms",
    "close_procedure",
    "codes",
    "codes_in_force",
    "competence_of",
    "competent_agencies",
    "components",
    "condition_fault",
    "differences",
    "differences_of_draft",
    "draft_faults",
    "draft_form",
    "example_runs",
    "fees",
    "field_key",
    "fields",
    "fields_of",
    "files_of",
    "filing_level",
    "filing_place",
    "form",
    "get_version",
    "known",
    "lacking",
    "last_version",
    "level_without_filing",
    "levels_on",
    "life_event",
    "life_events",
    "limits",
    "listed_page",
    "named_on",
    "narrowed",
    "newest_word",
    "offer",
    "offers",
    "online_anywhere",
    "online_name",
    "online_services",
    "open_at",
    "open_codes",
    "open_procedure",
    "openings_of",
    "place_of",
    "procedures",
    "publish_version",
    "questions",
    "remarks_of",
    "require_open",
    "result_layout",
    "search",
    "services",
    "some",
    "spec_id",
    "take",
    "time_limit",
    "unsure_papers",
    "version",
    "versions_of",
    "where_told",
    "widget_of",
]

Version = VersionInfo | UUID


def _info(version: Version) -> VersionInfo:
    return version if isinstance(version, VersionInfo) else get_version(version)


def _id(version: Version) -> UUID:
    return version.id if isinstance(version, VersionInfo) else version


def _facts(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """The answers with the day, which conditions may read as `today`."""
    return {"today": worktime.today().isoformat(), **(data or {})}


def successor_of(code: str, on: date | None = None) -> VersionInfo | None:
    """Which version in force took over a procedure that has none any more; None where nothing did."""
    return queries.successor_of(code, on or worktime.today())


def carried(old: Version, new: Version, data: Mapping[str, Any]) -> Carried:
    """What of the answers to one version's form stands in another's, and the questions whose answers found no place."""
    before, after = _info(old), _info(new)
    heir = before.content.successor
    renamed = heir.answers if heir is not None and heir.code == after.code else {}
    asked, asks = (queries.row_of(one.id).form_schema for one in (before, after))
    return carry(asked, asks, data, renamed)


def limits(version: Version, channel: str, data: Mapping[str, Any] | None = None) -> worktime.Limit | None:
    """The time limit to count with (DIRECT, ONLINE or POSTAL), or None when no public source tells it."""
    found = time_limit(version, channel, data)
    return found.counted if found is not None else None


def time_limit(version: Version, channel: str, data: Mapping[str, Any] | None = None) -> TimeLimit | None:
    """The limit as the package states it, with its mark (`verified`) and note."""
    return facts.time_limit(_info(version).content, channel, _facts(data))


def components(version: Version, data: Mapping[str, Any], channel: str = "") -> list[Component]:
    """The papers that these facts call for; with channel ONLINE the e-form replaces the printed form."""
    return facts.components(_info(version).content, _facts(data), electronic=channel == "ONLINE")


def fees(
    version: Version, data: Mapping[str, Any], channel: str = "DIRECT", on: date | None = None
) -> list[FeeDue]:
    """The fees that apply, worked out in đồng; `amount` None: unstated, to be set at the desk.

    The province's rules of the day (`on`, default today) have taken off what they take off: `full` is the amount
    before, `why` the rule in words.
    """
    known, given = _info(version), _facts(data)
    day = on or worktime.today()
    lines = facts.fee_lines(known.content, given, channel)
    tables = queries.fee_tables(known.id) if any(line.decision for line in lines) else {}
    return [
        _due(
            known.code, line, line.key or str(number), facts.amount(line, given, tables), channel, given, day
        )
        for number, line in enumerate(lines, 1)
    ]


def _due(
    code: str, line: FeeLine, key: str, full: int | None, channel: str, given: Mapping[str, Any], day: date
) -> FeeDue:
    rules = (rule for rule in fee_rules() if rule.concerns(code, key, line.kind, channel, given, day))
    settled = reductions.settle(full, rules)
    by = settled.by
    return FeeDue(
        key=key,
        name=line.name,
        kind=line.kind,
        amount=settled.amount,
        verified=line.verified,
        note=line.note,
        legal=line.legal,
        full=full,
        why=" ".join(part for part in (by.reason, by.legal and f"({by.legal})") if part) if by else "",
        collect=settled.collected.effect if settled.collected else line.collect,
    )


def form(version: Version, on: date | None = None, *, for_reader: bool = False) -> Form:
    """The e-form of the version; today and the communes are those of the day (default: today).

    `for_reader`: in English for a reader of English, as far as the form brings its English; never where its
    words are stored.
    """
    english = for_reader and (get_language() or "vi").startswith("en")
    return queries.form_of(_id(version), on or worktime.today(), english)


def spec_id(version: Version) -> str:
    """The stored process of the version (see process.start); stored at first use."""
    return queries.spec_of(_id(version))


def authority(version: Version, on: date, key: str = "competent") -> Authority | None:
    """Which level decides on a day, for an agency key of the process; None when no rule speaks of it."""
    return facts.authority(_info(version).content, on, key)


def agency_for(version: Version, unit_code: str, on: date, key: str = "competent") -> organisation.AgencyInfo:
    """The agency that decides for people of a unit on a day. NotFound when there is none."""
    known = _info(version)
    rule = authority(known, on, key)
    if rule is None:
        raise NotFound("authority_unknown", _("Chưa khai cơ quan giải quyết thủ tục này vào ngày đó."))
    if rule.kind:
        return organisation.linked_agency(rule.kind, unit_code, on)
    # Departments name their fields in words, so the key of a field is turned into its name.
    field = queries.field_name(rule.field) if rule.field else known.field_name
    return organisation.competent_agency(rule.level, unit_code, field, on)
