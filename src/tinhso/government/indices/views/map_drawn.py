"""The map of communes as SVG: each shape carries its percent and leads to its figures; the ranking is its table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from markupsafe import Markup

from tinhso.government.indices.queries.board import Drawn
from tinhso.government.indices.rules.commune_map import level
from tinhso.lib.money import number

WIDTH, HEIGHT = 568, 551


def svg(units: Sequence[Drawn], address: str) -> Markup | None:
    """The drawing; None without shapes. `address` with `{}` for the agency: where a commune's figures are."""
    if not units:
        return None
    shapes, words = [], []
    for one in units:
        row = one.ranked
        share = None if row is None else row.figures.share
        if row is None or share is None:
            shapes.append(Markup('<path class="ts-map__unit" d="{}"/>').format(one.shape.path))
            words.append(_text(one, "–"))
            continue
        told = f"{row.place.name}: {number(share * 100, 1)} %"
        kind = level(float(share))
        shapes.append(
            Markup(
                '<a href="{}"><path class="ts-map__unit ts-map__unit--{}" d="{}"><title>{}</title></path></a>'
            ).format(address.format(row.place.slug), kind, one.shape.path, told)
        )
        words.append(_text(one, number(share * 100, 0)))
    alt = _("Bản đồ các xã, phường; số trong mỗi ô là phần trăm điểm đạt được, cùng số ở bảng xếp hạng.")
    return Markup(
        '<svg class="ts-map" viewBox="0 0 {} {}" role="group" aria-labelledby="map-t"><title id="map-t">{}</title>{}{}</svg>'
    ).format(WIDTH, HEIGHT, alt, Markup("").join(shapes), Markup("").join(words))


def _text(one: Drawn, words: str) -> Markup:
    return Markup('<text x="{}" y="{}">{}</text>').format(one.shape.x, one.shape.y + 5, words)
