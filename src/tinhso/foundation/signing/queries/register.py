"""The register of certificates: counted, filtered, paged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.cut import Cut, paged
from tinhso.lib.errors import NotFound

LENGTH = 50


@dataclass(frozen=True)
class Wanted:
    """What of the register is shown. `within`: 30 or 60 days until a certificate ends."""

    kind: str = ""
    regime: str = ""
    within: str = ""
    text: str = ""
    ended: bool = False


@dataclass(frozen=True)
class Board:
    """Numbers of the certificates in use."""

    every: int
    by_kind: dict[str, int]
    by_regime: dict[str, int]
    in_30: int
    in_60: int
    expired: int


def board() -> Board:
    """In one question."""
    moment = real_now()
    rows = Certificate.objects.filter(ended_at=None)
    living = Q(valid_until__gte=moment)
    counted = rows.aggregate(
        every=Count("pk"),
        in_30=Count("pk", filter=living & Q(valid_until__lt=moment + timedelta(days=30))),
        in_60=Count("pk", filter=living & Q(valid_until__lt=moment + timedelta(days=60))),
        expired=Count("pk", filter=~living),
        **{f"kind_{key}": Count("pk", filter=Q(kind=key)) for key in Certificate.Means.values},
        **{f"regime_{key}": Count("pk", filter=Q(regime=key)) for key in Certificate.Regime.values},
    )
    return Board(
        counted["every"],
        {key: counted[f"kind_{key}"] for key in Certificate.Means.values},
        {key: counted[f"regime_{key}"] for key in Certificate.Regime.values},
        counted["in_30"],
        counted["in_60"],
        counted["expired"],
    )


def register(wanted: Wanted, after: str = "") -> Cut[Certificate]:
    """Those that end first on top; a page at a time."""
    rows = Certificate.objects.filter(ended_at__isnull=not wanted.ended)
    if wanted.kind in Certificate.Means.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.regime in Certificate.Regime.values:
        rows = rows.filter(regime=wanted.regime)
    if wanted.within in ("30", "60"):
        rows = rows.filter(valid_until__lt=real_now() + timedelta(days=int(wanted.within)))
    if wanted.text:
        rows = rows.filter(Q(subject__icontains=wanted.text) | Q(serial__istartswith=wanted.text))
    moment, _mark, ident = after.partition("~")
    try:
        at, key = datetime.fromisoformat(moment), UUID(ident)
        rows = rows.filter(Q(valid_until__gt=at) | Q(valid_until=at, pk__gt=key))
    except ValueError:
        pass
    found = list(
        rows.select_related("account__person", "agency")
        .defer("der", "chain")
        .order_by("valid_until", "pk")[: LENGTH + 1]
    )
    last = found[LENGTH - 1] if len(found) > LENGTH else None
    return paged(found[:LENGTH], f"{last.valid_until.isoformat()}~{last.pk}" if last else "")


def one_certificate(ident: UUID) -> Certificate:
    """One of them; NotFound."""
    found = Certificate.objects.select_related("account__person", "agency").filter(pk=ident).first()
    if found is None:
        raise NotFound("signing.certificate_unknown", _("Không tìm thấy chứng thư này."))
    return found
