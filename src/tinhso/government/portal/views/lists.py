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
from tinhso.government.portal.access import READERS, check_may_act
from tinhso.government.portal.actions.compare import resend, resend_all
from tinhso.government.portal.tasks import compare_task
from tinhso.government.portal.views.frame import show
from tinhso.lib.posted import line
from tinhso.lib.queueing import queue_once


def names() -> dict[str, str]:
    """The lists as an officer reads them, what waits for somebody first."""
    return {
        "quarantined": _("Gói cách ly"),
        "held": _("Giữ lại"),
        "differing": _("Khác với Cổng"),
        "waiting": _("Chờ gửi"),
        "arriving": _("Gói đang chờ"),
        "sent": _("Đã gửi"),
    }


def words() -> dict[str, str]:
    """What each list holds, in a sentence."""
    return {
        "quarantined": _("Gói từ Cổng chưa vào được hồ sơ. Sửa và thử lại, hoặc từ chối có lý do."),
        "held": _("Hồ sơ chưa gửi được đúng như đang có. Không gửi bản sửa cho vừa: hãy bổ sung chỗ thiếu."),
        "differing": _("Lần so sánh gần nhất thấy Cổng giữ khác với tỉnh."),
        "waiting": _("Sẽ tự gửi khi đến lượt."),
        "arriving": _("Gói đến trước hồ sơ, trước thanh toán hoặc trước tệp của nó."),
        "sent": _("Cổng đã xác nhận bản mới nhất."),
    }


@never_cache
@access("officer", roles=READERS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Figures and one list."""
    actor = actor_of(request)
    counted = queries.figures(actor)
    labels = names()
    chosen = request.GET.get("ds", "")
    if chosen not in labels:
        chosen = next((name for name in labels if counted[name]), "sent")
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
        gaps=queries.missing_numbers() if actor.has("system_admin", "monitor") else [],
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
    check_may_act(actor_of(request))
    # One that waits already serves everybody who asks.
    queue_once(lambda: compare_task.configure(queueing_lock="portal.compare").defer(timestamp=0))
    messages.success(request, _("Đang so sánh với Cổng. Tải lại trang sau ít phút để xem kết quả."))
    return HttpResponseRedirect(f"{reverse('portal:home')}?ds=differing")


def _ids(posted: list[str]) -> list[UUID]:
    found = []
    for text in posted[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
