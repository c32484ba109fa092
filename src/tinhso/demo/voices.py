"""Petitions of the demonstration: each sent by a made-up person and brought by officers to where it stands."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tinhso.demo import residents
from tinhso.demo.stories import FIRST_PERSON, Stage, Story, someone
from tinhso.demo.voices_told import VOICES, Voice
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.petitions import api as petitions
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

# Where voters of the demonstration begin, after the people of the stories.
FIRST_VOTER = FIRST_PERSON + 600
# What each act needs before it; a way is told by its last act.
BEFORE = {
    "send": (),
    "take": ("send",),
    "ask": ("send",),
    "supplement": ("send", "ask"),
    "go_on": ("send", "ask"),
    "refuse": ("send",),
    "forward": ("send",),
    "give_back": ("send", "forward"),
    "draft": ("send", "take"),
    "send_back": ("send", "take", "draft"),
    "approve": ("send", "take", "draft"),
    "keep_private": ("send", "take", "draft", "approve"),
    "prepare": ("send", "take", "draft", "approve"),
    "publish": ("send", "take", "draft", "approve", "prepare"),
}
HOURS = {"take": 5, "ask": 9, "supplement": 10, "go_on": 30, "refuse": 6, "forward": 6, "give_back": 5}


def stories() -> list[Story]:
    """One story for each voice."""
    return [_story(number, voice) for number, voice in enumerate(VOICES)]


def _story(number: int, voice: Voice) -> Story:
    def told(stage: Stage) -> None:
        stage.starts(voice.ago, 8 + number % 3)
        place = _place(stage, voice.to)
        if place is None:
            return
        with stage.after(0.1 * (number % 9 + 1)):
            one = _Sent(stage, number, voice, place)
        for act in (*BEFORE[voice.until][1:], voice.until)[: None if voice.until != "send" else 0]:
            with stage.after(HOURS.get(act, 7)):
                one.do(act)
        if voice.until == "publish":
            with stage.after(4):
                one.vote()

    return told


def _place(stage: Stage, to: str) -> UUID | None:
    """The committee of the shown or of another commune, a department, the province's centre or committee."""
    try:
        if to in ("own", "other"):
            commune = stage.communes[0 if to == "own" else 1 % len(stage.communes)]
            return organisation.competent_agency("commune", commune, None).id
    except NotFound:
        return None
    kind = {"department": "department", "centre": "service_centre", "province": "peoples_committee"}[to]
    found = organisation.agencies(worktime.today(), level="province", kind=kind)
    return found[0].id if found else None


class _Sent:
    """A petition on its way: its sender, and the officers of whoever has it."""

    def __init__(self, stage: Stage, number: int, voice: Voice, place: UUID) -> None:
        self.stage, self.number, self.voice = stage, number, voice
        who = someone(500 + number)
        words = petitions.Words(
            kind=voice.kind,
            agency_id=place,
            title=voice.title,
            content=voice.content,
            officer_name=voice.officer,
            name=who.name,
            phone=who.phone,
        )
        # Every third sends without an account, and comes by the receipt.
        account = None if number % 3 == 2 else residents.account(who, stage.communes[0])
        self.sender = Actor(kind="resident", account_id=account)
        self.made = petitions.send(self.sender, words)
        self.secret = petitions.secret_of(self.made)

    def do(self, act: str) -> None:
        """The act by whoever it belongs to."""
        ident, voice = self.made.pk, self.voice
        officer, leader = self._officer("specialist"), self._officer("leader")
        acts: dict[str, Callable[[], object]] = {
            "take": lambda: petitions.take(officer, ident),
            "ask": lambda: petitions.ask(officer, ident, reason=voice.said),
            "supplement": lambda: petitions.supplement(
                self.sender, ident, text=voice.answer, secret=self.secret
            ),
            "go_on": lambda: petitions.go_on(officer, ident),
            "refuse": lambda: petitions.refuse(officer, ident, reason=voice.said),
            "forward": self._forward,
            "give_back": lambda: petitions.give_back(officer, ident, reason=voice.answer),
            "draft": lambda: petitions.draft(officer, ident, answer=voice.answer, founded=voice.founded),
            "send_back": lambda: petitions.send_back(leader, ident, reason=voice.said),
            "approve": lambda: petitions.approve(leader, ident),
            "keep_private": lambda: petitions.keep_private(leader, ident, reason=voice.said),
            "prepare": lambda: self._prepare(officer),
            "publish": lambda: petitions.publish(leader, ident),
        }
        acts[act]()

    def vote(self) -> None:
        """The sender and others say whether the answer satisfies them."""
        likes, dislikes = self.voice.votes
        for at in range(likes + dislikes):
            voter = self.sender if at == 0 else self._voter(at)
            secret = self.secret if at == 0 else ""
            petitions.react(voter, self.made.pk, satisfied=at < likes, secret=secret)

    def _voter(self, at: int) -> Actor:
        who = someone(FIRST_VOTER - FIRST_PERSON + at)
        return Actor(kind="resident", account_id=residents.account(who, self.stage.communes[0]))

    def _forward(self) -> None:
        target = _place(self.stage, self.voice.onward)
        if target is not None:
            officer = self._officer("specialist")
            petitions.forward(officer, self.made.pk, agency_id=target, reason=self.voice.said)

    def _prepare(self, officer: Actor) -> None:
        """What is proposed, with personal data already masked, is what will be public."""
        texts = petitions.proposal(petitions.for_officer(officer, self.made.pk))
        title, content, answer = (texts[part] for part in ("title", "content", "answer"))
        petitions.prepare(officer, self.made.pk, title=title, content=content, answer=answer)

    def _officer(self, role: str) -> Actor:
        """Somebody of the holder; the holder is asked anew, since a petition moves."""
        return self.stage.staff.actor(petitions.holder_of(self.made.pk), role)
