"""Dossiers received for another commune, each at another place of its way there and back."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tinhso.demo import filings
from tinhso.demo.life import Life
from tinhso.demo.stories import Stage, Story, someone
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.government.transfers import api as transfers
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

# Where people come, who decides (the shown commune, another one, the province's centre), how far it is, how
# many dossiers go together, how many working days ago it began.
OWN, OTHER, CENTRE = "own", "other", "centre"
LISTED, SENT, MISSED, WORKED_ON = "listed", "sent", "missed", "worked_on"
DONE, BACK_LISTED, BACK_SENT, BACK, RETURNED = "done", "back_listed", "back_sent", "back", "returned"


@dataclass(frozen=True)
class Way:
    """One hand-over of the demonstration. `until` empty: received, and not yet on a list."""

    came: str
    decides: str
    until: str
    together: int = 1
    ago: int = 2


WAYS = (
    Way(OTHER, OWN, SENT, together=3, ago=1),
    Way(OWN, OTHER, "", together=2, ago=1),
    Way(OWN, OTHER, LISTED, ago=1),
    Way(OWN, OTHER, SENT, ago=2),
    Way(OTHER, OWN, MISSED, ago=1),
    Way(OWN, OTHER, MISSED, ago=2),
    Way(OTHER, OWN, WORKED_ON, ago=3),
    Way(CENTRE, OWN, WORKED_ON, ago=5),
    Way(OTHER, OWN, DONE, ago=3),
    Way(OTHER, OWN, BACK_SENT, ago=6),
    Way(OWN, OTHER, BACK_SENT, ago=3),
    Way(OWN, OTHER, BACK, ago=4),
    Way(CENTRE, OWN, RETURNED, ago=14),
    Way(OWN, OTHER, RETURNED, ago=18),
)
# How far each word goes along the way.
ORDER = ("", LISTED, SENT, MISSED, WORKED_ON, DONE, BACK_LISTED, BACK_SENT, BACK, RETURNED)


def stories() -> list[Story]:
    """One story for each way."""
    return [_story(number, way) for number, way in enumerate(WAYS)]


def over_the_counter(stage: Stage, number: int, sample: filings.Sample, commune: str, **how: Any) -> Life:
    """A dossier of the number-th person of the stories that is worked on without a hitch."""
    life = Life(Random(number), stage.staff, b"", steady=True, copy=how.pop("copy", b""))  # noqa: S311
    life.file(sample, someone(number), "DIRECT", commune, **how)
    return life


def fit(stage: Stage, commune: str) -> list[filings.Sample]:
    """What the commune itself decides today and nobody does on the spot; the common ones first, one of each."""
    if commune in stage.fit:
        return stage.fit[commune]
    found: dict[str, filings.Sample] = {}
    day = worktime.today()
    for sample in filings.samples(stage.province):
        if "DIRECT" not in sample.channels or not sample.valid_from <= day <= sample.valid_to:
            continue
        version = procedures.version(sample.code, day)
        own = procedures.agency_for(version, commune, day).level == "commune"
        if own and not version.content.on_the_spot:
            found.setdefault(sample.code, sample)
    if not found:
        raise NotFound("nothing_fits", "Không có thủ tục nào của xã nộp được tại quầy.")
    ordered = sorted(found.values(), key=lambda one: (-filings.WEIGHTS.get(one.code, 0), one.code))
    stage.fit[commune] = ordered[:4]
    return ordered[:4]


def work(stage: Stage, life: Life) -> None:
    """Every step up to the result, two hours each."""
    while life.dossier_id is not None:
        dossier = dossiers.for_officer(Actor.system("demo"), life.dossier_id)
        if dossier.state not in (2, 4):
            return
        with stage.after(2):
            life.step()


def _story(number: int, way: Way) -> Story:
    def told(stage: Stage) -> None:
        places = {OWN: stage.communes[0], OTHER: stage.communes[-1], CENTRE: ""}
        here, commune = _desk(stage, places[way.came]), places[way.decides]
        there = _desk(stage, commune)
        stage.starts(way.ago)
        lives = []
        for one in range(way.together):
            with stage.after(0.3):
                choice = fit(stage, commune)
                sample = choice[(number + one) % len(choice)]
                lives.append(over_the_counter(stage, 10 * number + one, sample, commune, desk=here))
        _travel(stage, way, lives, here, there)

    return told


def _desk(stage: Stage, commune: str) -> Actor:
    """The reception of the commune's desk, or of the province's centre."""
    if not commune:
        centres = organisation.agencies(level="province", kind="service_centre")
        if not centres:
            raise NotFound("no_centre", "Tỉnh chưa có Trung tâm phục vụ hành chính công.")
        return stage.staff.actor(centres[0].id, "reception")
    return stage.staff.desk(organisation.competent_agency("commune", commune, None).id)


def _travel(stage: Stage, way: Way, lives: list[Life], here: Actor, there: Actor) -> None:
    far = ORDER.index(way.until)
    if far < ORDER.index(LISTED):
        return
    if not _pass(stage, lives, here, there, LISTED, SENT, way.until):
        return
    if far >= ORDER.index(DONE):
        for life in lives:
            work(stage, life)
    if far < ORDER.index(BACK_LISTED):
        return
    if _pass(stage, lives, there, here, BACK_LISTED, BACK_SENT, way.until) and way.until == RETURNED:
        for life in lives:
            with stage.after(5):
                life.step()


def _pass(
    stage: Stage, lives: list[Life], giver: Actor, taker: Actor, listed: str, sent: str, until: str
) -> bool:
    """One list from desk to desk; True when it went on from there."""
    moved = [found for life in lives if life.dossier_id and (found := transfers.transfer_of(life.dossier_id))]
    with stage.after(1.5):
        made = transfers.draw_up(giver, moved)
    if until == listed:
        return False
    with stage.after(0.5):
        transfers.hand_over(giver, made.pk)
    if until == sent:
        return False
    gone = transfers.first_paper(made) if until == MISSED else None
    with stage.after(3):
        transfers.take_over(taker, made.pk, {gone: "không có trong bì hồ sơ"} if gone else {})
    return until != MISSED
