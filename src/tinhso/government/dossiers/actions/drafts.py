"""Drafts: everything typed is kept at every step, on any device, until filed or expired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._create import only_agency
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._front_door import check_online
from tinhso.government.dossiers.actions._papers import MOST_PAPERS, check_file
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Delivery, Draft, DraftFile
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

KEPT_ANONYMOUS = timedelta(days=7)
MOST_DRAFTS = 50


@verb("start_draft", on="draft")
def start_draft(actor: Actor, procedure_code: str, *, key: str = "") -> Draft:
    """A new draft under the version in force today. Without account it needs the browser's `key`.

    Raises NotFound for an unknown procedure, Forbidden without account and key, Refused past 50 drafts or where
    people do not file this procedure here (`filed_on_the_portal`, `worked_elsewhere`).
    """
    if actor.account_id is None and len(key) < 16:
        raise Forbidden("draft_needs_owner", _("Đăng nhập để lưu hồ sơ đang soạn."))
    if access.drafts(actor, key=key).filter(dossier=None).count() >= MOST_DRAFTS:
        raise Refused(
            "too_many_drafts",
            _("Bạn đã có %(most)d bản nháp chưa nộp.") % {"most": MOST_DRAFTS},
            way_out=_("Nộp hoặc xóa bớt bản nháp cũ."),
        )
    version = procedures.version(procedure_code, today())
    check_online(version, today())
    moment, only = now(), only_agency(version, today())
    return Draft.objects.create(
        account_id=actor.account_id,
        key_hash="" if actor.account_id else access.key_hash(key),
        procedure_code=version.code,
        procedure_version_id=version.id,
        competent_agency_id=only.id if only else None,
        created_at=moment,
        saved_at=moment,
        expires_at=moment + _kept(actor.account_id is not None),
    )


@verb("save_draft", on="draft")
def save_draft(
    actor: Actor,
    draft_id: UUID,
    *,
    data: Mapping[str, Any] | None = None,
    page: str = "",
    people: Mapping[str, Any] | None = None,
    competent_agency_id: UUID | None = None,
    unit_code: str = "",
    delivery: str = "",
    key: str = "",
    expected_version: int | None = None,
) -> Draft:
    """Keep what was typed, right or wrong. `data` is the whole form as `Form.clean_page` gives it.

    Only what is given changes; `people` is laid over by its first-level keys. Raises Conflict when the
    draft was filed, or saved elsewhere since `expected_version`.
    """
    draft = lock_draft(actor, draft_id, key=key, expected_version=expected_version)
    if data is not None:
        draft.data = dict(data)
    if people is not None:
        draft.people = {**draft.people, **people}
    if page:
        draft.page = text(page, "page", 80)
    if competent_agency_id is not None:
        draft.competent_agency_id = agency(competent_agency_id).id
    if unit_code:
        draft.unit_code = text(unit_code, "unit_code", 10)
    if delivery:
        draft.delivery = check_delivery(delivery)
    return touch_draft(draft)


@verb("put_draft_file", on="draft")
def put_draft_file(
    actor: Actor, draft_id: UUID, component_key: str, file_id: UUID, *, key: str = ""
) -> DraftFile:
    """Put an uploaded, readable file to a component; the same file twice is put once."""
    draft = lock_draft(actor, draft_id, key=key)
    check_file(actor, file_id, component_key)
    if files.get_file(file_id).subject_kind:
        raise Refused(
            "files.taken",
            _("Tệp này đã thuộc một hồ sơ khác."),
            field=component_key,
            way_out=_("Hãy tải tệp lên lại cho hồ sơ này."),
        )
    if draft.files.count() >= MOST_PAPERS:
        raise Refused("too_many_files", _("Một hồ sơ nhận tối đa %(most)d giấy tờ.") % {"most": MOST_PAPERS})
    component = text(component_key, "component_key", 120, needed=True)
    found, _made = DraftFile.objects.get_or_create(
        draft=draft, component_key=component, file_id=file_id, defaults={"added_at": now()}
    )
    touch_draft(draft)
    return found


@verb("drop_draft_file", on="draft")
def drop_draft_file(actor: Actor, draft_id: UUID, draft_file_id: UUID, *, key: str = "") -> None:
    """Take a file out of a draft; a file that is already out is no fault."""
    draft = lock_draft(actor, draft_id, key=key)
    draft.files.filter(pk=draft_file_id).delete()
    touch_draft(draft)


@verb("discard_draft", on="draft")
def discard_draft(actor: Actor, draft_id: UUID, *, key: str = "") -> None:
    """Delete a draft with everything in it; filed ones stay."""
    lock_draft(actor, draft_id, key=key).delete()


def check_delivery(delivery: str) -> str:
    """A known way to hand over the result; Refused otherwise."""
    if delivery not in Delivery.values:
        raise Refused("delivery_unknown", _("Cách nhận kết quả không hợp lệ."), field="delivery")
    return delivery


def lock_draft(
    actor: Actor,
    draft_id: UUID,
    *,
    key: str = "",
    expected_version: int | None = None,
    filed_too: bool = False,
) -> Draft:
    """The draft of this person, locked until the act ends."""
    access.draft_of(actor, draft_id, key=key)
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.dossier_id is not None and not filed_too:
        raise Conflict(
            "draft_filed",
            _("Bản nháp này đã được nộp."),
            way_out=_("Mở mục “Hồ sơ của tôi” để theo dõi hồ sơ."),
        )
    if draft.dossier_id is None and expected_version is not None and expected_version != draft.version:
        raise Conflict(
            "stale_page",
            _("Bản nháp đã được lưu ở một cửa sổ hoặc thiết bị khác."),
            way_out=_("Tải lại trang để tiếp tục với bản mới nhất."),
        )
    return draft


def touch_draft(draft: Draft) -> Draft:
    """One more version, saved now, kept at least as long as before."""
    draft.version += 1
    draft.saved_at = now()
    draft.expires_at = max(draft.expires_at, draft.saved_at + _kept(draft.account_id is not None))
    draft.save()
    return draft


def _kept(has_account: bool) -> timedelta:
    return timedelta(days=setting("retention.drafts_days")) if has_account else KEPT_ANONYMOUS
