"""The package's files as text: edit, add, take a file from another tool, remove."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.design import queries
from tinhso.government.design.actions.save import save
from tinhso.government.design.rules.names import KEPT, MAX_FILE
from tinhso.government.design.views import _frame as frame
from tinhso.government.design.views.drafts import change_name
from tinhso.lib.errors import FieldError, Invalid, Refused
from tinhso.lib.posted import line


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Every file; a BPMN or DMN file of another tool comes in here and is told about at the check."""
    draft, files = frame.opened(request, draft_id)
    refusal = None
    if request.method == "POST":
        try:
            name, text = _uploaded(request)
            save(actor_of(request), draft.id, frame.expected(request), name, text)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request, _("Đã nhận tệp %(name)s. Dưới đây là kết quả kiểm tra.") % {"name": name}
            )
            return frame.back("draft", draft)
    changed = queries.changed(draft, files)
    context = {
        "current": "files",
        "rows": [
            {
                "name": name,
                "lines": text.count("\n") + 1,
                "change": change_name(changed[name]) if name in changed else "",
                "fixed": name in KEPT,
            }
            for name, text in files.items()
        ],
        "gone": [name for name, kind in changed.items() if kind == "removed"],
        "typed": request.POST,
    }
    return frame.shown(request, "files.html", draft, context, refusal)


def _uploaded(request: HttpRequest) -> tuple[str, str]:
    """The name and text of what was sent: a BPMN file becomes process.bpmn, others keep their name."""
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid([FieldError("file", _("Chọn một tệp."))])
    if (sent.size or 0) > MAX_FILE:
        raise Invalid([FieldError("file", _("Mỗi tệp tối đa 1 MB, cả gói tối đa 3 MB và 60 tệp."))])
    try:
        text = sent.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid([FieldError("file", _("Tệp phải là chữ mã UTF-8."))]) from error
    name = line(request.POST, "name", 120) or (sent.name or "").lower()
    if name.endswith((".bpmn", ".bpmn20.xml")):
        name = "process.bpmn"
    return name, text


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One file as text; with `do=remove` it goes."""
    draft, files = frame.opened(request, draft_id)
    name = line(request.GET, "ten", 120)
    if name not in files:
        raise Http404
    text, refusal = files[name], None
    if request.method == "POST":
        gone = request.POST.get("do") == "remove"
        text = request.POST.get("text", "")
        try:
            save(actor_of(request), draft.id, frame.expected(request), name, None if gone else text)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu tệp %(name)s.") % {"name": name})
            return frame.back("files", draft)
    context = {
        "current": "files",
        "name": name,
        "text": text,
        "number": frame.expected(request) if refusal else draft.number,
        "fixed": name in KEPT,
        "faults": [fault for fault in queries.faults(draft, files) if fault.file == name],
    }
    return frame.shown(request, "file.html", draft, context, refusal)
