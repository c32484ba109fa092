"""Published results of campaigns, for everybody: a snapshot and its corrections."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.government.indices.measures.catalogue import MEASURES, UNITS
from tinhso.government.indices.models import CampaignResult
from tinhso.government.indices.queries.campaigns import results
from tinhso.lib.errors import NotFound
from tinhso.lib.money import number
from tinhso.screens import charts

MOST_BARS = 20
# The widest differences say most; all of them are in the JSON.
MOST_APART = 100


@identity.access("public")
def listing(request: HttpRequest) -> HttpResponse:
    """The newest version of every published campaign."""
    return render(request, "indices/published/results.html", {"results": results()})


@identity.access("public")
def one(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A ranking as it was published; earlier versions stay readable."""
    found = list(CampaignResult.objects.filter(campaign_id=campaign_id).select_related("campaign"))
    result = _chosen(found, request.GET.get("ban", ""))
    rows = result.content["rows"]
    shown = [charts.Bar(f"{row['rank']}. {row['name']}", Decimal(row["total"])) for row in rows[:MOST_BARS]]
    told = "; ".join(f"{row['name']} {row['total']}" for row in rows[:MOST_BARS])
    page = {
        "result": result,
        "versions": found,
        "content": result.content,
        "apart": apart(result.content)[:MOST_APART],
        "chart": charts.bars("ket-qua", result.content["title"], told, shown, most=Decimal(result.content["most"]),
                             say=lambda value: number(value, 2)) if rows else None,
    }  # fmt: skip
    return render(request, "indices/published/result.html", page)


def apart(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Declared, verified and measured points of each component that the platform measures, the widest gap first."""
    found = []
    for row in content["rows"]:
        for one in row["components"]:
            told = one.get("measured")
            if told is None:
                continue
            declared, points = _decimal(one["declared"]), _decimal(told["points"])
            gap = None if declared is None or points is None else declared - points
            found.append({"place": row["name"], "code": one["code"], "declared": declared, "score": _decimal(one["score"]),
                          "points": points, "counted": told["counted"], "among": told["among"],
                          "unit": UNITS[MEASURES[told["measure"]].of] if told["measure"] in MEASURES else "",
                          "difference": gap})  # fmt: skip
    return sorted(found, key=lambda one: (-abs(one["difference"] or Decimal(0)), one["place"], one["code"]))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@identity.access("public")
def data(request: HttpRequest, campaign_id: UUID, form: str) -> HttpResponse:
    """The same, to take along: the very snapshot as JSON, its ranking as CSV."""
    found = list(CampaignResult.objects.filter(campaign_id=campaign_id)) if form in ("csv", "json") else []
    result = _chosen(found, request.GET.get("ban", ""))
    if form == "json":
        told = {"number": result.number, "sha256": result.sha256, "reason": result.reason, **result.content}
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    text = io.StringIO()
    mains = [main["code"] for main in result.content["mains"]]
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["rank", "agency", "total", *mains])
    for row in result.content["rows"]:
        name = f"'{row['name']}" if row["name"][:1] in "=+-@" else row["name"]
        writer.writerow([row["rank"], name, row["total"], *(row["points"][code] for code in mains)])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ket-qua-{result.number}.csv"'
    return answer


def _chosen(found: list[CampaignResult], wanted: str) -> CampaignResult:
    for result in found:
        if wanted in ("", str(result.number)):
            return result
    raise NotFound("result_unknown", _("Chưa có kết quả nào được công bố ở đây."))
