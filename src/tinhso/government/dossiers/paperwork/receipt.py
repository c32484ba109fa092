"""Mẫu 01: the receipt with its appointment."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import Delivery, Dossier, DossierFile
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.receipt import paper_code, receipt_secret
from tinhso.lib.money import vnd


def order(dossier: Dossier) -> Order:
    """The receipt as the dossier stands now. NotFound before it was accepted."""
    if dossier.accepted_at is None:
        raise common.no_paper(_("Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận."))
    on = common.day_of(dossier.accepted_at)
    first = dossier.steps.filter(outcome="accepted", done_by__isnull=False).order_by("ordinal").first()
    head, officer = common.head(
        dossier.received_at_id, first.done_by_id if first else dossier.typed_by_id, on
    )
    filer = common.filer_of(dossier)
    owner = common.owner_of(dossier)
    fields = {
        "code": dossier.code,
        "unit": head["office"],
        **common.person("filer", filer),
        "content": common.content_of_request(dossier),
        **{k: v for k, v in common.person("owner", owner).items() if k in ("owner", "owner_address")},
        "sets": _count(dossier.sets or 0),
        "limit": common.limit_words(dossier),
        "received": common.at_words(dossier.accepted_at),
        "due": common.at_words(dossier.due_at),
        "delivery": _delivery(dossier, head["office"]),
        "fees": _fees(dossier),
        "search": _search(dossier),
        "note": _note(dossier),
        "officer": officer,
    }
    if filer is not None:
        fields["filer"] = f"{filer.name} ({common.CHANNELS[dossier.channel]})"  # type: ignore[index]
    return Order(
        "receipt",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on, due=dossier.due_at),
        tables={"components": components(dossier)},
        agency=dossier.received_at_id,
        code=paper_code(dossier, "receipt"),
        symbols={"track_qr": f"{settings.TINHSO_PUBLIC_URL}{reverse('dossiers:find')}?ma={dossier.code}"},
    )


def components(dossier: Dossier) -> list[dict[str, str]]:
    """The papers as they came, one row for each component: originals, certified copies, photocopies, files."""
    found: dict[str, list[DossierFile]] = {}
    for row in dossier.files.filter(replaced_at=None).order_by("added_at", "id"):
        found.setdefault(row.component_key, []).append(row)
    rows = []
    for number, same in enumerate(found.values(), 1):
        reused = ", ".join(sorted({row.source_code for row in same if row.reuse}))
        name = same[0].component_name or same[0].component_key
        files = sum(1 for row in same if row.file_id is not None and not row.reuse)
        rows.append(
            {
                "no": str(number),
                "name": f"{name}{_more(same, reused)}",
                "originals": _count(sum(row.originals for row in same)),
                "certified": _count(sum(row.certified or 0 for row in same)),
                "photocopies": _count(
                    sum(row.copies - row.certified for row in same if row.certified is not None)
                ),
                "files": _count(files),
            }
        )
    return rows


def _more(same: list[DossierFile], reused: str) -> str:
    """What the columns have no place for: papers of another dossier, copies that nobody told apart."""
    said = [f"dùng lại từ hồ sơ {reused}"] if reused else []
    if plain := sum(row.copies for row in same if row.certified is None):
        said.append(f"{plain} bản sao")
    return f" ({'; '.join(said)})" if said else ""


def _count(number: int) -> str:
    return str(number) if number else ""


def _delivery(dossier: Dossier, office: str) -> str:
    words = common.WAYS_OUT[Delivery(dossier.delivery)]
    return f"{words} {office}" if dossier.delivery == Delivery.DESK else words


def _fees(dossier: Dossier) -> str:
    said = []
    for fee in dossier.fees.order_by("key"):
        if fee.recorded_at is not None:
            said.append(f"{fee.name}: đã nộp {vnd(fee.paid)}")
        elif fee.due is not None:
            said.append(f"{fee.name}: phải nộp {vnd(fee.due)}")
        else:
            said.append(f"{fee.name}: Bộ phận Một cửa sẽ báo mức thu")
    return "; ".join(said)


def _search(dossier: Dossier) -> str:
    address = f"{settings.TINHSO_PUBLIC_URL}{reverse('dossiers:find')}"
    return f"{address} với mã hồ sơ và mã tra cứu {receipt_secret(dossier)}"


def _note(dossier: Dossier) -> str:
    if dossier.arrived_on is None:
        return ""
    envelope = f", số hiệu {dossier.envelope_no}" if dossier.envelope_no else ""
    return f"Bưu gửi đến ngày {dossier.arrived_on:%d/%m/%Y}{envelope}."
