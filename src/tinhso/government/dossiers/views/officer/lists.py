"""Worklists: one table, the next due first; chips, search, saved filters."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.filters import drop_filter, save_filter
from tinhso.government.dossiers.actions.number_search import count_search, note_found
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.mine import saved_filters
from tinhso.government.dossiers.queries.rows import DossierRow
from tinhso.government.dossiers.queries.sidebar import Parts, asked_of, list_names, list_words, parts
from tinhso.government.dossiers.queries.worklists import COUNTED, matching, told
from tinhso.government.dossiers.queries.worklists import worklist as page_of
from tinhso.government.dossiers.views.officer.frame import channel_names, show, uuid_or_none
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import NotFound, Refused

BULK = ("mine", "my_unit", "to_sign")


@require_GET
@identity.access("officer")
def home(request: HttpRequest) -> HttpResponse:
    """The list an officer starts from: new filings at the desk, what waits for a signature, or one's own."""
    actor = identity.actor_of(request)
    start = "new" if actor.has("reception") else "to_sign" if actor.has("leader") else "my_unit"
    return HttpResponseRedirect(reverse("dossiers:worklist", args=[start]))


@require_GET
@identity.access("officer")
def worklist(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a worklist."""
    actor = identity.actor_of(request)
    names = list_names()
    if name not in names:
        raise NotFound("worklist_unknown", _("Không có danh sách việc này."))
    wanted = Filter.from_query(request.GET.dict())
    count_search(actor, wanted)
    found = page_of(actor, name, wanted, after=request.GET.get("sau", ""))
    note_found(actor, wanted, (row.id for row in found.rows))
    query = wanted.to_query()
    held = parts(actor, name)
    return show(
        request,
        "worklist.html",
        name,
        name=name,
        title=names[name],
        about=list_words().get(name, ""),
        due_word=_("Hạn") if name == "waiting_citizen" else _("Hạn của bước"),
        names=_people(found.rows),
        total=told(held.total if wanted == Filter() else matching(actor, name, wanted)),
        page=found,
        wanted=wanted,
        query=query,
        chips=_chips(held, wanted),
        all_href=f"?{urlencode(wanted.but(text='').to_query())}",
        next=f"?{urlencode({**query, 'sau': found.next})}" if found.next else "",
        first=f"?{urlencode(query)}" if request.GET.get("sau") else "",
        saved=[(kept, f"?{urlencode(kept.query)}") for kept in saved_filters(actor)],
        bulk=name in BULK and any(row.step_id for row in found.rows),
    )


def _people(rows: Sequence[DossierRow]) -> dict[UUID, str]:
    """The names of everybody that the lines name: who holds a step, who sent one back."""
    ids = {
        i for row in rows for i in (row.holder_account, row.step_account, row.returned_by) if i is not None
    }
    return {ident: identity.person_name(ident) for ident in ids}


def _chips(held: Parts, wanted: Filter) -> list[dict[str, object]]:
    plain = wanted.but(channel="", field="")
    titles = {info.key: info.name for info in procedures.fields()}

    def chip(label: str, count: int | str | None, narrowed: Filter, current: bool) -> dict[str, object]:
        href = f"?{urlencode(narrowed.to_query())}"
        return {"label": label, "count": count, "href": href, "current": current}

    whole = held.total <= COUNTED
    found = [chip(_("Tất cả"), told(held.total), plain, not wanted.channel and not wanted.field)]
    for key, label in channel_names().items():
        if held.channels.get(key):
            count = held.channels[key] if whole else None
            found.append(chip(label, count, plain.but(channel=key), wanted.channel == key))
    for key, count in sorted(held.fields.items(), key=lambda pair: -pair[1])[:8]:
        found.append(
            chip(titles.get(key, key), count if whole else None, plain.but(field=key), wanted.field == key)
        )
    return found


@require_POST
@identity.access("officer")
def keep_filter(request: HttpRequest, name: str = "") -> HttpResponse:
    """Keep the filter that is set under a name of one's own."""
    query = Filter.from_query(request.POST.dict()).to_query()
    try:
        save_filter(identity.actor_of(request), request.POST.get("name", ""), query)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã lưu bộ lọc."))
    return HttpResponseRedirect(f"{_home_of(name)}?{urlencode(query)}")


@require_POST
@identity.access("officer")
def forget_filter(request: HttpRequest, name: str = "") -> HttpResponse:
    """Forget one of one's own filters."""
    ident = uuid_or_none(request.POST.get("filter", ""))
    if ident is not None:
        drop_filter(identity.actor_of(request), ident)
    return HttpResponseRedirect(_home_of(name))


def _home_of(name: str) -> str:
    """The page a filter was set on: a worklist, or the register without a name."""
    return reverse("dossiers:worklist", args=[name]) if name else reverse("dossiers:register")


@require_GET
@identity.access("officer")
def opinions(request: HttpRequest) -> HttpResponse:
    """What other agencies asked of this one and wait for, the next due first."""
    actor = identity.actor_of(request)
    after = request.GET.get("sau", "")
    found = asked_of(actor, after)
    return show(
        request,
        "opinions.html",
        "opinions",
        waiting=found.rows,
        first="?" if after else None,
        next=f"?sau={found.next}" if found.next else None,
    )
