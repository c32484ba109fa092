"""What a run came to, beside what the province published for 2024."""

from __future__ import annotations

from django.db.models import Avg, Count

from tinhso.simulation.models import Run
from tinhso.simulation.rules import payments
from tinhso.simulation.rules.arrivals import ONLINE, Arrival


def beside_published(run: Run, arrivals: list[Arrival]) -> str:
    """One sentence with the shares that the rules were set by: declared and made stand apart."""
    filed = set(run.lives.exclude(dossier_id=None).values_list("serial", flat=True))
    every = [one for one in arrivals if one.serial in filed]
    online = [one for one in every if one.channel == ONLINE]
    paid = run.lives.filter(paid__gt=0).aggregate(count=Count("pk"), mean=Avg("paid"))
    typed = sum(one.staff_typed for one in online)
    mean = f"{round(paid['mean'] or 0):,}".replace(",", ".")
    return (
        f"Trực tuyến {_share(len(online), len(every))} (công bố năm 2024: 62 %), trong đó cán bộ nhập giúp"
        f" {_share(typed, len(online))} (ước lượng của bản mô phỏng); thanh toán trực tuyến"
        f" {_share(paid['count'], len(online))} hồ sơ trực tuyến (công bố: {100 * payments.SHARE:.0f} %),"
        f" bình quân {mean} đ (công bố: khoảng 57.000 đ)."
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
