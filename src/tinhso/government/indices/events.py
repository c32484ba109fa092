"""What the room tells officers, in the same transaction as the act (outbox). Written once, in Vietnamese."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import override

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.notices.api import Template, notify
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import today
from tinhso.government.indices.models import Campaign, Declared
from tinhso.lib.dates import vi_moment

_AT = "Mở tại {{ address }}/can-bo/tu-danh-gia/."
TEXTS: dict[str, Template] = {
    "campaign_opened": Template(
        "Đợt tự chấm điểm: {{ title }}",
        "Cơ quan bạn tham gia đợt tự chấm điểm “{{ title }}”.\nHạn khai: {{ due }}.\n" + _AT,
        "Tự chấm điểm “{{ title }}”, hạn khai {{ due }}.",
        ("title", "due"),
    ),
    "campaign_reminder": Template(
        "Còn {{ left }} chỉ số chưa khai: {{ title }}",
        "Cơ quan bạn còn {{ left }} chỉ số chưa gửi trong đợt “{{ title }}”.\nHạn khai: {{ due }}.\n" + _AT,
        "Còn {{ left }} chỉ số chưa khai, hạn {{ due }}.",
        ("title", "left", "due"),
    ),
    "declared_returned": Template(
        "Chỉ số {{ code }} bị trả lại để khai lại",
        "Chỉ số {{ code }} của đợt “{{ title }}” bị trả lại.\nLý do: {{ reason }}\n" + _AT,
        "Chỉ số {{ code }} bị trả lại để khai lại.",
        ("code", "title", "reason"),
    ),
    "declared_adjusted": Template(
        "Chỉ số {{ code }} được điều chỉnh điểm",
        "Chỉ số {{ code }} của đợt “{{ title }}” được điều chỉnh điểm.\nKhiếu nại chậm nhất: {{ due }}.\n"
        + _AT,
        "Chỉ số {{ code }} được điều chỉnh điểm. Khiếu nại đến {{ due }}.",
        ("code", "title", "due"),
    ),
    "declared_judged": Template(
        "Đã giải quyết khiếu nại chỉ số {{ code }}",
        "Khiếu nại về chỉ số {{ code }} của đợt “{{ title }}” đã được giải quyết.\n" + _AT,
        "Đã giải quyết khiếu nại chỉ số {{ code }}.",
        ("code", "title"),
    ),
    "campaign_published": Template(
        "Đã công bố kết quả: {{ title }}",
        "Kết quả đợt “{{ title }}” đã được công bố (bản {{ number }}).\nXem tại {{ address }}/chi-so/dti/dot/.",
        "Đã công bố kết quả “{{ title }}”.",
        ("title", "number"),
    ),
}


def opened(campaign: Campaign, agency_ids: list[UUID]) -> None:
    """To the heads of all who take part."""
    for agency_id in agency_ids:
        _tell("campaign_opened", agency_id, Subject("campaign", campaign.pk), title=campaign.title,
              due=vi_moment(campaign.declare_due))  # fmt: skip


def reminded(campaign: Campaign, agency_id: UUID, left: int) -> None:
    """To the heads of one that has not handed everything in."""
    _tell("campaign_reminder", agency_id, Subject("campaign", campaign.pk), title=campaign.title, left=left,
          due=vi_moment(campaign.declare_due))  # fmt: skip


def published(campaign: Campaign, agency_ids: list[UUID], number: int) -> None:
    """To the heads of all who took part."""
    for agency_id in agency_ids:
        _tell(
            "campaign_published",
            agency_id,
            Subject("campaign", campaign.pk),
            title=campaign.title,
            number=number,
        )


def returned(value: Declared, reason: str) -> None:
    """To be declared again."""
    _about("declared_returned", value, reason=reason)


def adjusted(value: Declared) -> None:
    """Other points, and until when to object."""
    _about("declared_adjusted", value, due=vi_moment(value.appeal_due) if value.appeal_due else "")


def judged(value: Declared) -> None:
    """The appeal was decided."""
    _about("declared_judged", value)


def _about(key: str, value: Declared, **context: Any) -> None:
    subject = Subject("declared_value", value.pk)
    _tell(
        key,
        value.member.agency_id,
        subject,
        code=value.component,
        title=value.member.campaign.title,
        **context,
    )


def _tell(key: str, agency_id: UUID, subject: Subject, **context: Any) -> None:
    with override("vi"):
        for person in people_in_role(agency_id, "leader", today()):
            notify(key, person.account_id, context, subject)
