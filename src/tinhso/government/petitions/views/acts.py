"""Every act of the office on a petition: what it asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.government.petitions import access
from tinhso.government.petitions.actions import answer, desk, publish
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules import moves
from tinhso.government.petitions.views.sending import as_uuid
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

Do = Callable[[Actor, Petition, QueryDict, int], Any]


@dataclass(frozen=True)
class Act:
    """One act: its verb in the table, its words, which fields its page has, what a press does."""

    slug: str
    verb: str
    title: Any
    about: Any
    fields: tuple[str, ...]
    do: Do
    kind: str = "secondary"


def _with_reason(act: Callable[..., Any]) -> Do:
    return lambda actor, p, post, seen: act(
        actor, p.pk, reason=post.get("reason", "")[:20_000], expected_version=seen
    )


def _plain(act: Callable[..., Any]) -> Do:
    return lambda actor, p, post, seen: act(actor, p.pk, expected_version=seen)


def _forward(actor: Actor, p: Petition, post: QueryDict, seen: int) -> Any:
    target = as_uuid(post.get("agency", ""))
    if target is None:
        raise Refused("agency_needed", _("Hãy chọn cơ quan nhận."), field="agency")
    reason = post.get("reason", "")[:20_000]
    return desk.forward(actor, p.pk, agency_id=target, reason=reason, expected_version=seen)


def _draft(actor: Actor, p: Petition, post: QueryDict, seen: int) -> Any:
    founded = {"1": True, "0": False}.get(post.get("founded", ""))
    text = post.get("answer", "")[:40_000]
    return answer.draft(actor, p.pk, answer=text, founded=founded, expected_version=seen)


def _prepare(actor: Actor, p: Petition, post: QueryDict, seen: int) -> Any:
    texts = {field: post.get(field, "")[:40_000] for field in publish.FIELDS}
    return publish.prepare(actor, p.pk, **texts, expected_version=seen)


def _name(actor: Actor, p: Petition, post: QueryDict, seen: int) -> Any:
    account = as_uuid(post.get("officer", ""))
    if account is None:
        raise Refused("officer_needed", _("Hãy chọn một người trong danh sách."), field="officer")
    return desk.name_officer(actor, p.pk, account_id=account, expected_version=seen)


_ACTS = (
    Act("nhan-xu-ly", "take", gettext_lazy("Nhận xử lý"),
        gettext_lazy("Cơ quan bạn xử lý và trả lời phản ánh này."), (), _plain(desk.take), "primary"),
    Act("soan-tra-loi", "draft", gettext_lazy("Soạn câu trả lời"),
        gettext_lazy("Lãnh đạo duyệt xong thì người gửi nhận được ngay câu trả lời."),
        ("answer", "founded"), _draft, "primary"),
    Act("duyet", "approve", gettext_lazy("Duyệt câu trả lời"),
        gettext_lazy("Duyệt xong, câu trả lời được gửi ngay cho người gửi."), (), _plain(answer.approve), "primary"),
    Act("soan-lai", "send_back", gettext_lazy("Yêu cầu soạn lại"),
        gettext_lazy("Bản đang soạn được giữ nguyên, kèm ý kiến của bạn."), ("reason",), _with_reason(answer.send_back)),
    Act("chuan-bi-cong-khai", "prepare", gettext_lazy("Chuẩn bị công khai"),
        gettext_lazy("Mọi người sẽ đọc đúng những chữ dưới đây. Dữ liệu cá nhân phải được bỏ hết."),
        ("title", "content", "public_answer"), _prepare, "primary"),
    Act("cong-khai", "publish", gettext_lazy("Công khai"),
        gettext_lazy("Mọi người sẽ đọc đúng những chữ dưới đây."), ("preview",), _plain(publish.publish), "primary"),
    Act("giu-rieng", "keep_private", gettext_lazy("Không công khai"),
        gettext_lazy("Câu trả lời chỉ người gửi và cơ quan đọc được."), ("reason",), _with_reason(publish.keep_private)),
    Act("hoi-them", "ask", gettext_lazy("Hỏi thêm người gửi"),
        gettext_lazy("Viết rõ cần biết thêm điều gì. Người gửi đọc đúng những chữ này."), ("reason",),
        _with_reason(desk.ask)),
    Act("xu-ly-tiep", "go_on", gettext_lazy("Xử lý tiếp"),
        gettext_lazy("Người gửi chưa bổ sung; xử lý với thông tin đã có."), (), _plain(desk.go_on)),
    Act("chuyen", "forward", gettext_lazy("Chuyển cơ quan khác"),
        gettext_lazy("Hạn trả lời được tính lại từ lúc chuyển. Người gửi được báo."), ("agency", "reason"), _forward),
    Act("tra-lai", "give_back", gettext_lazy("Trả lại nơi chuyển"),
        gettext_lazy("Hạn trả lời trở lại như trước khi chuyển đến."), ("reason",), _with_reason(desk.give_back)),
    Act("tu-choi", "refuse", gettext_lazy("Từ chối tiếp nhận"),
        gettext_lazy("Người gửi đọc đúng lý do bạn viết."), ("reason",), _with_reason(desk.refuse), "warning"),
    Act("can-bo-bi-phan-anh", "name_officer", gettext_lazy("Ghi cán bộ bị phản ánh"),
        gettext_lazy("Từ lúc này người đó không thấy phản ánh ở bất kỳ danh sách nào."), ("officer",), _name),
)  # fmt: skip
ACTS = {act.slug: act for act in _ACTS}


def offered(actor: Actor, petition: Petition) -> list[Act]:
    """The acts open to this officer now, as buttons; an answer nobody drafted cannot be approved."""
    roles = access.roles_on(actor, petition)
    verbs = {move.verb for move in moves.allowed(petition.state, roles)}
    if not petition.answer or petition.answer_note:
        verbs -= {"approve", "send_back"}
    if petition.private_reason:
        verbs -= {"keep_private"}
    if petition.kind != moves.BEHAVIOUR:
        verbs -= {"name_officer"}
    return [act for act in _ACTS if act.verb in verbs]
