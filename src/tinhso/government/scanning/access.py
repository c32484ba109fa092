"""Whose papers: those of the officer's own desk, and of the desks that it continues whole.

What a paper says is read by those alone who may see its dossier; until it is signed, by the desk that scanned it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.models import Batch, Paper
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

KIND = "scan"
SCANNERS = ("reception", "return_officer", "clerk")


def desk_of(actor: Actor) -> AgencyInfo:
    """The agency whose papers the officer scans and checks. Raises Forbidden."""
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*SCANNERS):
        raise Forbidden("no_scanner", _("Vai trò hiện tại của bạn không quét giấy tờ."))
    return organisation.agency(actor.agency_id)


def batches(actor: Actor) -> QuerySet[Batch]:
    """The batches of the officer's desk; every list starts here."""
    if actor.kind != "officer" or actor.agency_id is None or not actor.has(*SCANNERS):
        return Batch.objects.none()
    before = {
        one.agency_id
        for one in organisation.inherited(actor.agency_id, today())
        if one.only is None and not one.but_not
    }
    return Batch.objects.filter(agency_id__in=before | {actor.agency_id})


def batch_of(actor: Actor, batch_id: UUID) -> Batch:
    """One batch; NotFound when it is none of this desk's, whether it exists or not."""
    found = batches(actor).filter(pk=batch_id).first()
    if found is None:
        raise NotFound("scan_unknown", _("Không tìm thấy lô quét này."))
    return found


def paper_of(actor: Actor, paper_id: UUID) -> Paper:
    """One paper of the officer's desk. A signed one needs the right to its dossier as well."""
    found = Paper.objects.select_related("batch").filter(pk=paper_id, batch__in=batches(actor)).first()
    if found is None:
        raise NotFound("scan_paper_unknown", _("Không tìm thấy giấy tờ đã quét này."))
    if found.dossier is not None:
        dossiers.for_officer(actor, found.dossier)
    return found


def may_read_file(actor: Actor, batch_id: str, stored: StoredFile) -> bool:
    """Who may open a file of a batch: officers of its desk who scan; a signed paper asks for its dossier too."""
    if actor.kind == "system":
        return True
    batch = batches(actor).filter(pk=batch_id).first()
    if batch is None:
        return False
    wanted = {paper.dossier for paper in batch.papers.only("dossier") if paper.dossier is not None}
    return wanted <= dossiers.seen_among(actor, wanted)
