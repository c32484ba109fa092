"""The overview: figures, one list at a time, and sending many again."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.portal import queries
from tinhso.government.portal.access import READERS, SEES_OWN, may_run, sees_all
from tinhso.government.portal.actions.compare import resend, resend_all
from tinhso.government.portal.actions.line import knock_now
from tinhso.government.portal.actions.lost import ask_again, settle_lost
from tinhso.government.portal.tasks import compare_task
from tinhso.government.portal.views.frame import show
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused
from tinhso.lib.posted import line
from tinhso.lib.queueing import queue_once


def names() -> dict[str, str]:
    """The lists as an officer reads them, what waits for somebody first."""
    return {
        "quarantined": _("Gói cách ly"),
        "held": _("Giữ lại"),
        "lost": _("Số chưa đến"),
        "differing": _("Khác với Cổng"),
        "waiting": _("Chờ gửi"),
        "arriving": _("Gói đang chờ"),
        "sent": _("Đã gửi"),
        "settled": _("Đã khép lại"),
    }


def names_for(actor: Actor) -> frozenset[str]:
    """The lists that can hold something for this officer."""
    if sees_all(actor):
        return frozenset(queries.LISTS)
    if actor.has("unit_admin"):
        return frozenset(queries.LISTS) - {queries.LOST}
    return frozenset(queries.OUTGOING if actor.has(*SEES_OWN) else {"held"})


def words() -> dict[str, str]:
    """What each list holds, in a sentence."""
    return {
        "quarantined": _("Gói từ Cổng chưa vào được hồ sơ. Sửa và thử lại, hoặc từ chối có lý do."),
        "held": _("Hồ sơ chưa gửi được đúng như đang có. Không gửi bản sửa cho vừa: hãy bổ sung chỗ thiếu."),
        "lost": _(
            "Gói từ Cổng mất trên đường: số ở giữa không đến. Đề nghị Cổng gửi lại, hoặc khép lại có lý do."
        ),
        "differing": _("Lần so sánh gần nhất thấy Cổng giữ khác với tỉnh."),
        "waiting": _("Sẽ tự gửi khi đến lượt."),
        "arriving": _("Gói đến trước hồ sơ, trước thanh toán hoặc trước tệp của nó."),
        "sent": _("Cổng đã xác nhận bản mới nhất."),
        "settled": _("Không gửi qua đường này: đã báo Cổng cách khác, hoặc không còn gì để báo."),
    }


@never_cache
@access("officer", roles=READERS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Figures and one list."""
    actor = actor_of(request)
    counted = queries.figures(actor)
    seen = names_for(actor)
    labels = {key: label for key, label in names().items() if key in seen}
    chosen = request.GET.get("ds", "")
    if chosen not in labels:
        chosen = next((name for name in labels if counted[name]), next(reversed(labels)))
    code = line(request.GET, "ma", 60).upper()
    query = {"ds": chosen, **({"ma": code} if code else {})}
    page = queries.page(actor, chosen, after=request.GET.get("sau", ""), code=code)
    chips = [
        {
            "label": label,
            "count": counted[name] if counted[name] <= queries.COUNTED else _("hơn 1.000"),
            "href": f"?{urlencode({'ds': name})}",
            "current": name == chosen,
        }
        for name, label in labels.items()
    ]
    return show(
        request,
        "home.html",
        chips=chips,
        chosen=chosen,
        title=labels[chosen],
        about=words()[chosen],
        page=page,
        code=code,
        standing=queries.standing(actor),
        lost=page.rows if chosen == queries.LOST else [],
        may_run=may_run(actor),
        may_compare=may_run(actor) or actor.has("unit_admin"),
        next=f"?{urlencode({**query, 'sau': page.next})}" if page.next else "",
        first=f"?{urlencode(query)}" if request.GET.get("sau") else "",
    )


@access("officer", roles=READERS)
@require_POST
def resend_many(request: HttpRequest) -> HttpResponse:
    """The ticked lines again, or every one of the list."""
    actor = actor_of(request)
    which = request.POST.get("ds", "")
    if request.POST.get("everything") and which in ("held", "differing"):
        sent = resend_all(actor, which)
    else:
        sent = resend(actor, _ids(request.POST.getlist("line")))
    if sent:
        told = _("Đã xếp %(n)s hồ sơ vào lượt gửi tới.") % {"n": sent}
        messages.success(request, told)
    else:
        messages.warning(request, _("Chưa chọn hồ sơ nào để gửi lại."))
    return HttpResponseRedirect(f"{reverse('portal:home')}?{urlencode({'ds': which})}")


@access("officer", roles=READERS)
@require_POST
def compare_now(request: HttpRequest) -> HttpResponse:
    """Put a comparison into the queue of the worker."""
    if not (actor_of(request).has("unit_admin") or may_run(actor_of(request))):
        raise Forbidden("portal_watch_only", _("Vai trò của bạn chỉ được xem kết nối với Cổng."))
    # One that waits already serves everybody who asks.
    queue_once(lambda: compare_task.configure(queueing_lock="portal.compare").defer(timestamp=0))
    messages.success(request, _("Đang so sánh với Cổng. Tải lại trang sau ít phút để xem kết quả."))
    return HttpResponseRedirect(f"{reverse('portal:home')}?ds=differing")


@access("officer", roles=("system_admin",))
@require_POST
def knock(request: HttpRequest) -> HttpResponse:
    """The line is tried in the next round, whatever it rests for."""
    knock_now(actor_of(request))
    messages.success(request, _("Lượt gửi tới (trong một phút) sẽ thử lại Cổng."))
    return HttpResponseRedirect(reverse("portal:home"))


@access("officer", roles=("system_admin",))
@require_POST
def lost_numbers(request: HttpRequest, lost_id: UUID) -> HttpResponse:
    """What the administrator does about numbers that never came."""
    actor = actor_of(request)
    # Each run has a form of its own, and each question on a page a name of its own.
    said = next((line(request.POST, key, 2000) for key in request.POST if key.startswith("reason")), "")
    try:
        if request.POST.get("act") == "settle":
            settle_lost(actor, lost_id, reason=said)
            messages.success(request, _("Đã khép lại. Gói mang số này nếu đến sau vẫn được nhận."))
        else:
            ask_again(actor, lost_id, note=said)
            messages.success(request, _("Đã ghi việc đề nghị Cổng gửi lại. Số vẫn mở cho đến khi gói đến."))
    except Forbidden:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(f"{reverse('portal:home')}?ds={queries.LOST}")


def _ids(posted: list[str]) -> list[UUID]:
    found = []
    for text in posted[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
