"""Publish a dated version of a procedure: the one door for what is not written into the folder by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tinhso.foundation.papers import api as papers
from tinhso.foundation.province.api import Fault, Folder
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import calendar
from tinhso.government.procedures import queries
from tinhso.government.procedures.actions._words import add_words
from tinhso.government.procedures.actions.load import store
from tinhso.government.procedures.checks.package import RESULT, Package, read_package
from tinhso.government.procedures.checks.whole import package_faults
from tinhso.government.procedures.info import VersionInfo
from tinhso.government.procedures.models import Field, LifeEvent, Procedure, ProcedureVersion
from tinhso.government.procedures.offering import PackageDraft
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.text import clean, sort_key


@act("procedure.published")
def publish_version(actor: Actor, draft: PackageDraft, valid_from: date) -> VersionInfo:
    """Check the package like one of the folder and make it the version in force from `valid_from` on.

    The version before it ends the day before; open dossiers keep theirs. The package's own `valid_from` must
    be the same day. Raises Forbidden, Refused with the first fault of the package, Conflict when a version
    begins that day or later. Records `procedure.published`.
    """
    if actor.kind != "system" and not actor.has("system_admin", "unit_admin"):
        raise Forbidden("not_admin", _("Chỉ người quản trị được công bố phiên bản thủ tục."))
    package = _read(draft, valid_from)
    before = _make_room(draft.code, valid_from)
    Field.objects.get_or_create(
        key=draft.field_key,
        defaults={
            "name": clean(draft.field_name)[:200] or draft.field_key,
            "sort_key": sort_key(draft.field_name),
        },
    )
    row = store(package)
    if before is not None:
        before.valid_to = valid_from - timedelta(days=1)
        before.content = {**before.content, "valid_to": before.valid_to.isoformat()}
        before.save(update_fields=["valid_to", "content"])
    add_words(row.title, row.keywords, row.body)
    facts = {"code": draft.code, "valid_from": valid_from.isoformat(), "digest": row.digest}
    record(actor, "procedure.published", Subject("procedure_version", row.id), facts)
    return queries.info(row)


def package_of(draft: PackageDraft, valid_from: date) -> Package:
    """The draft read like a package of the folder; what is wrong with its writing is in its faults."""
    home = f"procedures/{draft.field_key}/{draft.code}-{draft.slug}"
    if ProcedureVersion.objects.filter(procedure__code=draft.code).exists():
        home += f"@{valid_from.isoformat()}"
    texts = {f"{home}/{name}": text.encode() for name, text in draft.files.items()}
    if RESULT in draft.files:
        # Its layout is typeset beside the templates that are loaded.
        texts |= papers.library()
    return read_package(Folder(texts=texts), home)


def faults_of(package: Package, field_key: str) -> Iterator[Fault]:
    """Every fault of the package, with the life events and the calendar of this province."""
    events = set(LifeEvent.objects.values_list("key", flat=True))
    return package_faults(package, {field_key}, events, calendar())


def _read(draft: PackageDraft, valid_from: date) -> Package:
    package = package_of(draft, valid_from)
    fault = next(faults_of(package, draft.field_key), None)
    if fault is not None:
        raise Refused("package_faulty", f"{fault.file}:{fault.line}: {fault.message}", way_out=fault.way_out)
    if package.content is None or package.content.code != draft.code:
        raise Refused("package_code", _("Mã thủ tục trong gói không khớp."))
    if package.content.valid_from != valid_from:
        raise Refused(
            "package_day", _("Ngày hiệu lực trong gói không khớp ngày công bố."), field="valid_from"
        )
    return package


def _make_room(code: str, valid_from: date) -> ProcedureVersion | None:
    """The version that now ends the day before, locked; None when there is none."""
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        return None
    rows = ProcedureVersion.objects.select_for_update().filter(procedure=procedure)
    later = rows.filter(valid_from__gte=valid_from).order_by("valid_from").first()
    if later is not None:
        raise Conflict(
            "version_later",
            _("Thủ tục đã có phiên bản bắt đầu từ %(day)s.") % {"day": f"{later.valid_from:%d/%m/%Y}"},
            field="valid_from",
            way_out=_("Chọn ngày sau đó."),
        )
    last = rows.order_by("-valid_from").first()
    return last if last is not None and (last.valid_to is None or last.valid_to >= valid_from) else None
