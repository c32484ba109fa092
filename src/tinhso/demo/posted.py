"""Results that go by post, each at another place of its way, and their copies in the simulated wallet."""

from __future__ import annotations

import io
from uuid import UUID

from PIL import Image, ImageDraw

from tinhso.demo.life import Life
from tinhso.demo.stories import Stage, Story, someone
from tinhso.demo.travelling import fit, over_the_counter, work
from tinhso.foundation.files import api as files
from tinhso.foundation.organisation import api as organisation
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover import api as handover
from tinhso.lib.actor import Actor

NONE, LABELLED, DROPPED, POSTED, DELIVERED, CAME_BACK, AGAIN = (
    "none", "labelled", "dropped", "posted", "delivered", "came_back", "again",
)  # fmt: skip
# How far the sending is, how many working days ago the dossier came, whether a copy goes into the wallet.
WAYS = (
    (LABELLED, 2, False),
    (POSTED, 7, True),
    (CAME_BACK, 5, True),
    (NONE, 3, False),
    (LABELLED, 4, False),
    (DROPPED, 4, False),
    (POSTED, 6, True),
    (POSTED, 9, False),
    (DELIVERED, 12, True),
    (DELIVERED, 15, True),
    (DELIVERED, 20, True),
    (CAME_BACK, 6, False),
    (AGAIN, 7, True),
)
FIRST = 200


def stories() -> list[Story]:
    """One story for each way, and two results that are handed over electronically."""
    posted = [_story(FIRST + at, *way) for at, way in enumerate(WAYS)]
    return [*posted, _electronic(FIRST + 50, replaced=False), _electronic(FIRST + 51, replaced=True)]


def result_copy() -> bytes:
    """A page that says what it is, as the result's electronic copy."""
    image = Image.new("RGB", (620, 877), (255, 255, 255))
    ImageDraw.Draw(image).text((60, 60), "KET QUA MAU - TRINH DIEN", fill=(40, 40, 40))
    out = io.BytesIO()
    image.save(out, "PDF")
    return out.getvalue()


def _done(stage: Stage, number: int, ago: int, delivery: str, copy: bool) -> tuple[Life, Actor]:
    """A dossier of the shown commune with its result, and the officer who hands it over."""
    commune = stage.communes[0]
    stage.starts(ago)
    choice = fit(stage, commune)
    with stage.after(0.2):
        life = over_the_counter(
            stage, number, choice[number % len(choice)], commune, delivery=delivery,
            copy=result_copy() if copy else b"",
        )  # fmt: skip
    work(stage, life)
    committee = organisation.competent_agency("commune", commune, None)
    desk = organisation.one_stop_desk(committee.id)
    return life, stage.staff.actor(desk.id, "return_officer")


def _story(number: int, until: str, ago: int, copied: bool) -> Story:
    def told(stage: Stage) -> None:
        life, officer = _done(stage, number, ago, "post", copied)
        if life.dossier_id is None:
            return
        if copied:
            _into_the_wallet(stage, officer, life.dossier_id)
        if until != NONE:
            _send(stage, officer, life.dossier_id, number, until)

    return told


def _send(stage: Stage, officer: Actor, dossier_id: UUID, number: int, until: str) -> None:
    item = _label(stage, officer, dossier_id, number)
    if until == DROPPED:
        with stage.after(2):
            handover.drop_label(officer, item)
        return
    if until == LABELLED:
        return
    with stage.after(3):
        handover.hand_to_post(officer, item, f"EM{26000000 + 137 * number}VN")
    if until in (CAME_BACK, AGAIN):
        with stage.after(16):
            handover.came_back(officer, item, "Hai lần phát không gặp người nhận.")
    if until == AGAIN:
        again = _label(stage, officer, dossier_id, number)
        with stage.after(2):
            handover.hand_to_post(officer, again, f"EM{27000000 + 137 * number}VN")
    if until == DELIVERED:
        with stage.after(14):
            handover.delivered(officer, item)


def _label(stage: Stage, officer: Actor, dossier_id: UUID, number: int) -> UUID:
    to = someone(number)
    where = f"Thôn Mẫu {number % 7 + 1}, {_unit_name(stage.communes[0])}"
    with stage.after(1):
        made = handover.label(
            officer, dossier_id, name=to.name, address=where, phone=to.phone, unpaid_known=True
        )
    return UUID(str(made.pk))


def _unit_name(code: str) -> str:
    return next((one.name for one in organisation.units(level="commune") if one.code == code), code)


def _into_the_wallet(stage: Stage, officer: Actor, dossier_id: UUID, deliver: bool = True) -> UUID:
    with stage.after(0.5):
        sending = handover.send_to_wallet(officer, dossier_id)
        if deliver:
            handover.deliver_to_wallet(sending.pk)
    return UUID(str(sending.pk))


def _electronic(number: int, *, replaced: bool) -> Story:
    """Handed over as a file. `replaced`: by another one while the first was on its way, so the wallet's is held."""

    def told(stage: Stage) -> None:
        life, officer = _done(stage, number, 9, "desk", copy=True)
        if life.dossier_id is None:
            return
        sending = _into_the_wallet(stage, officer, life.dossier_id, deliver=not replaced)
        with stage.after(1):
            fresh = (
                files.store(officer, "ket-qua-mau.pdf", io.BytesIO(result_copy())).id if replaced else None
            )
            dossiers.return_result(officer, life.dossier_id, how="online", file_id=fresh, unpaid_known=True)
            if replaced:
                handover.deliver_to_wallet(sending)

    return told
