"""What the room tells officers, in the same transaction as the act (outbox). Written once, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.notices.api import Template, notify
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import today
from tinhso.government.indices.models import Campaign, Declared, Edition
from tinhso.government.indices.queries.quality import Figures
from tinhso.government.indices.rules.campaign import COORDINATOR
from tinhso.lib.dates import vi_moment
from tinhso.lib.money import number

_AT = "Mở tại {{ address }}/can-bo/tu-danh-gia/."
TEXTS: dict[str, Template] = {
    "campaign_opened": Template(
        "Đợt tự chấm điểm: {{ title }}",
        "Cơ quan bạn tham gia đợt tự chấm điểm “{{ title }}”.\nHạn khai: {{ due }}.\n" + _AT,
        "Tự chấm điểm “{{ title }}”, hạn khai {{ due }}.",
        ("title", "due"),
    ),
    "campaign_due": Template(
        "{{ what }}: {{ title }}",
        "{{ what }} trong đợt “{{ title }}”.\nHạn: {{ due }} ({{ when }}).\n" + _AT,
        "{{ what }}, hạn {{ due }}.",
        ("what", "title", "due", "when"),
    ),
    "campaign_missing": Template(
        "Hết hạn khai, {{ many }} cơ quan chưa khai đủ: {{ title }}",
        "Đợt “{{ title }}” đã hết hạn khai. Chưa khai đủ: {{ names }}.\n" + _AT,
        "Hết hạn khai, {{ many }} cơ quan chưa khai đủ.",
        ("title", "many", "names"),
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
    "quality_published": Template(
        "Đã công bố chất lượng phục vụ, {{ period }}",
        "Số của {{ agency }} theo Quyết định 766, {{ period }}, đã được ký công bố (bản {{ number }}):"
        " {{ points }} điểm trên {{ most }} điểm đo được.{{ reason }}\n"
        "Xem tại {{ address }}/chi-so/766/{{ span }}/?cq={{ slug }}.",
        "QĐ 766, {{ period }}: {{ points }}/{{ most }} điểm đã công bố.",
        ("period", "agency", "number", "points", "most", "reason", "span", "slug"),
    ),
}


def opened(campaign: Campaign, agency_ids: list[UUID]) -> None:
    """To the heads of all who take part."""
    for agency_id in agency_ids:
        _tell("campaign_opened", agency_id, Subject("campaign", campaign.pk), title=campaign.title,
              due=vi_moment(campaign.declare_due))  # fmt: skip


_MOST_NAMES = 20
# What waits, by kind; who it waits for carries this role in the agency.
_WHAT: dict[str, tuple[str, str]] = {
    "declare": ("Còn {many} chỉ số chưa gửi", "leader"),
    "verify": ("Còn {many} chỉ số chờ thẩm định", "leader"),
    "appeal": ("Chỉ số {code} đã điều chỉnh, còn khiếu nại được", "leader"),
    "judge": ("Còn {many} khiếu nại chờ giải quyết", COORDINATOR),
    "publish": ("Kết quả đã đủ, chờ công bố", COORDINATOR),
}


def due(
    campaign: Campaign, kind: str, agency_id: UUID, *, due: datetime, left: int, many: int, code: str,
    others: Iterable[UUID],
) -> None:  # fmt: skip
    """A deadline that comes near, is today or has passed; lateness also to the coordinators of `others`."""
    words, role = _WHAT[kind]
    late = f"quá hạn {-left} ngày làm việc"
    when = "hết hạn hôm nay" if left == 0 else f"còn {left} ngày làm việc" if left > 0 else late
    said = {
        "what": words.format(many=many, code=code),
        "title": campaign.title,
        "due": vi_moment(due),
        "when": when,
    }
    subject = Subject("campaign", campaign.pk)
    _tell("campaign_due", agency_id, subject, role, **said)
    for other in others:
        _tell("campaign_due", other, subject, COORDINATOR, **said)


def missing(campaign: Campaign, names: list[str]) -> None:
    """Time to declare is over: the coordinator hears who did not."""
    told = "; ".join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")
    _tell("campaign_missing", campaign.coordinator_id, Subject("campaign", campaign.pk), COORDINATOR,
          title=campaign.title, many=len(names), names=told)  # fmt: skip


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


def quality_published(made: Edition, figures: Mapping[UUID, Figures], period: str) -> None:
    """To the heads of every agency whose figures were published: their own points, and where everybody reads them."""
    for agency_id, shown in figures.items():
        place = agency(agency_id)
        _tell(
            "quality_published", place.id, Subject("quality_edition", made.pk), agency=place.name, slug=place.slug,
            period=period, span=made.period, number=made.number, points=number(shown.points, 2),
            most=number(shown.measured), reason=f" Lý do đính chính: {made.reason}" if made.reason else "",
        )  # fmt: skip


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


def _tell(key: str, agency_id: UUID, subject: Subject, role: str = "leader", **context: Any) -> None:
    with override("vi"):
        for person in people_in_role(agency_id, role, today()):
            notify(key, person.account_id, context, subject)
