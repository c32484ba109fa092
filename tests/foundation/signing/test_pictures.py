"""Pictures of hands and seals: transparent PNG of a sensible size, the newest counts."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.foundation.signing.office import Office
from tests.foundation.signing.people import signers
from tinhso.demo import marks
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.pictures import newest_picture
from tinhso.foundation.signing.rules.pictures import picture_fault
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused


def png(mode: str, size: tuple[int, int] = (120, 80), **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG", **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (png("RGBA"), ""),
        (png("LA"), ""),
        (png("P", transparency=0), ""),
        (png("RGB"), "opaque"),
        (png("L"), "opaque"),
        (png("RGBA", (40, 80)), "size"),
        (png("RGBA", (120, 4000)), "size"),
        (b"", "no_png"),
        (b"GIF89a" + bytes(100), "no_png"),
        (png("RGBA")[:20], "no_png"),
        (png("RGBA") + bytes(300_000), "too_heavy"),
        (marks.hand("Lê Thị Trình Diễn"), ""),
        (marks.seal("Ủy ban nhân dân xã Thổ Tang"), ""),
    ],
)
def test_which_picture_may_stand(content: bytes, fault: str) -> None:
    assert picture_fault(content) == fault


@pytest.mark.django_db
def test_the_newest_counts_and_only_an_administrator_sets_it(office: Office, settings: object) -> None:
    here = signers(office, settings)
    system = Actor.system("test")
    first = signing.set_picture(system, here.leader.pk, png("RGBA"))
    assert signing.set_picture(system, here.leader.pk, png("RGBA")).pk == first.pk
    second = signing.set_picture(system, here.leader.pk, png("LA"))
    newest = newest_picture(here.leader.pk)
    assert newest is not None
    assert newest.pk == second.pk != first.pk
    with pytest.raises(Forbidden):
        signing.set_picture(here.world.leader, here.leader.pk, png("RGBA"))
    with pytest.raises(Refused, match="trong suốt"):
        signing.set_picture(system, here.leader.pk, png("RGB"))
