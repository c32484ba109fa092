"""A desk's own page of hand-overs, and one list: drawn up, handed over, taken."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.papers import api as papers
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.access import CLERKS, READERS, desks_of, list_of
from tinhso.government.transfers.actions import draw_up as drawing
from tinhso.government.transfers.actions.hand_over import hand_over
from tinhso.government.transfers.actions.take_over import take_over
from tinhso.government.transfers.models import HandList
from tinhso.government.transfers.queries import lists
from tinhso.government.transfers.queries.standing import deadlines, to_hand_over
from tinhso.government.transfers.result_list import order
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.posted import line

# So many of each kind stand on the desk's page; the others have a page of their own.
BRIEF = 10


@never_cache
@require_GET
@access("officer", roles=READERS)
def home(request: HttpRequest) -> HttpResponse:
    """What to give, what to take, what is on its way."""
    actor, text = actor_of(request), line(request.GET, "q", 100)
    found = {name: lists.page(actor, name, limit=BRIEF) for name in lists.LISTS}
    bundles = to_hand_over(actor, text=text, after=request.GET.get("sau", ""))
    kept = {"q": text} if text else {}
    context = {
        "bundles": bundles,
        "text": text,
        "pages": {
            "previous": f"?{urlencode(kept)}" if request.GET.get("sau") else None,
            "next": f"?{urlencode({**kept, 'sau': bundles.next})}" if bundles.next else None,
        },
        **found,
        "labels": labels(),
        "due": deadlines([*found["coming"], *found["gone"]]),
        "may": actor.has(*CLERKS),
        "here": desks_of(actor),
        "worklists": dossiers.worklists(actor, "transfers"),
    }
    return render(request, "transfers/home.html", context)


def labels() -> dict[str, str]:
    """The lists as a desk reads them."""
    return {
        "coming": _("Chờ nơi này xác nhận"),
        "drawn": _("Đã lập, chưa bàn giao"),
        "gone": _("Đã giao, chờ bên nhận xác nhận"),
        "closed": _("Đã xong"),
    }


@never_cache
@require_GET
@access("officer", roles=READERS)
def every(request: HttpRequest) -> HttpResponse:
    """One kind of list at a time, page by page, found by number or desk."""
    actor, text, named = actor_of(request), line(request.GET, "q", 100), labels()
    name = request.GET.get("ds", "")
    name = name if name in named else "coming"
    found = lists.page(actor, name, text=text, after=request.GET.get("sau", ""))
    counted, here = lists.counts(actor), {"ds": name, **({"q": text} if text else {})}
    chips = [
        {
            "label": label,
            "count": _("hơn 1.000") if counted.get(key, 0) > lists.COUNTED else counted.get(key),
            "href": f"?{urlencode({'ds': key})}",
            "current": key == name,
        }
        for key, label in named.items()
    ]
    context = {
        "rows": found,
        "name": name,
        "title": named[name],
        "chips": chips,
        "text": text,
        "due": deadlines(found),
        "here": desks_of(actor),
        "first": f"?{urlencode(here)}" if request.GET.get("sau") else None,
        "next": f"?{urlencode({**here, 'sau': found.next})}" if found.next else None,
        "worklists": dossiers.worklists(actor, "transfers"),
    }
    return render(request, "transfers/lists.html", context)


@require_POST
@access("officer", roles=CLERKS)
def draw_up(request: HttpRequest) -> HttpResponse:
    """A list of the chosen dossiers."""
    chosen = [found for text in request.POST.getlist("transfer") if (found := _uuid(text))]
    try:
        made = drawing.draw_up(actor_of(request), chosen)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("transfers:home"))
    return HttpResponseRedirect(reverse("transfers:list", args=[made.pk]))


@never_cache
@require_GET
@access("officer", roles=READERS)
def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The list with what this officer may do with it."""
    return _draw(request, list_id)


@never_cache
@require_GET
@access("officer", roles=READERS)
def paper(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The list as a page of A4 with room for two signatures."""
    return _draw(request, list_id, "paper.html")


@never_cache
@require_GET
@access("officer", roles=READERS)
def result_pdf(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The list of results as the official paper, kept as it was made."""
    actor = actor_of(request)
    with override("vi"):
        made = papers.make(actor, order(list_of(actor, list_id)))
    return papers.pdf_answer(made)


@require_POST
@access("officer", roles=CLERKS)
def give_up(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Drop a list that was not handed over."""
    try:
        drawing.give_up(actor_of(request), list_id)
    except Refused as refused:
        return _draw(request, list_id, refused=refused)
    messages.success(request, _("Đã bỏ danh sách. Các hồ sơ trở lại chỗ chờ bàn giao."))
    return HttpResponseRedirect(reverse("transfers:home"))


@require_POST
@access("officer", roles=CLERKS)
def give(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The giver signs."""
    try:
        done = hand_over(actor_of(request), list_id)
    except Refused as refused:
        return _draw(request, list_id, refused=refused)
    told = {"number": done.number, "desk": done.to_desk.name}
    messages.success(request, _("Đã bàn giao danh sách %(number)s cho %(desk)s.") % told)
    return HttpResponseRedirect(reverse("transfers:list", args=[list_id]))


@require_POST
@access("officer", roles=CLERKS)
def take(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The taker signs, naming what is missing."""
    gone = {
        found: line(request.POST, f"remark-{found}", 300)
        for name in request.POST
        if name.startswith("missing-") and (found := _uuid(name.removeprefix("missing-")))
    }
    try:
        take_over(actor_of(request), list_id, gone)
    except Refused as refused:
        return _draw(request, list_id, refused=refused)
    if gone:
        messages.warning(request, _("Đã xác nhận. Hồ sơ có giấy tờ thiếu trở lại bên giao để tìm."))
    else:
        messages.success(request, _("Đã xác nhận nhận đủ."))
    return HttpResponseRedirect(reverse("transfers:list", args=[list_id]))


def _draw(
    request: HttpRequest, list_id: UUID, template: str = "list.html", refused: Refused | None = None
) -> HttpResponse:
    actor = actor_of(request)
    found = list_of(actor, list_id)
    rows = list(found.lines.select_related("transfer").prefetch_related("papers"))
    told = dossiers.passing(row.transfer.dossier_id for row in rows)
    rows.sort(key=lambda row: told[row.transfer.dossier_id].code)
    kept = [row for row in rows if not row.settled]
    context = {
        "made": found,
        "rows": rows,
        "told": told,
        "giver": _signature(found.handed_by),
        "taker": _signature(found.taken_by),
        "due": deadlines([found]).get(found.pk) if found.handed_at else None,
        "dropped": not kept and not found.taken_at,
        "head": dossiers.letterhead(found.from_desk_id, found.made_by),
        "refused": refused,
        **_may(actor, found, bool(kept)),
        "worklists": dossiers.worklists(actor, "transfers"),
    }
    return render(request, f"transfers/{template}", context, status=refused.status if refused else 200)


def _may(actor: Actor, found: HandList, waits: bool) -> dict[str, bool]:
    """What the officer may do with the list now."""
    here, clerk = desks_of(actor), actor.has(*CLERKS) and waits
    return {
        "may_give": clerk and found.from_desk_id in here and found.handed_at is None,
        "may_take": clerk
        and found.to_desk_id in here
        and found.handed_at is not None
        and found.taken_at is None,
    }


def _signature(account_id: UUID | None) -> str:
    return person_name(account_id) if account_id else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
