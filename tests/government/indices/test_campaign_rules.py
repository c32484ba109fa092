"""The table of moves of a declared value, and that nobody verifies or judges their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.indices.rules import campaign as rules
from tinhso.government.indices.rules.campaign import DECLARER, JUDGE, VERIFIER, Phase

START = datetime(2026, 11, 2, tzinfo=ZONE)
DATES = rules.Dates(START, START + timedelta(days=10), START + timedelta(days=20))


@pytest.mark.parametrize(
    ("days", "phase"),
    [(-1, Phase.PLANNED), (0, Phase.DECLARING), (10, Phase.DECLARING), (11, Phase.VERIFYING), (20, Phase.VERIFYING), (21, Phase.CLOSING)],
)  # fmt: skip
def test_a_due_moment_is_still_in_time(days, phase):
    assert DATES.phase(START + timedelta(days=days)) is phase


@pytest.mark.parametrize(
    ("verb", "before", "who", "phase", "reason", "after"),
    [
        ("save", "", {DECLARER}, Phase.DECLARING, "", "draft"),
        ("declare", "draft", {DECLARER}, Phase.DECLARING, "", "declared"),
        ("declare", "draft", {DECLARER}, Phase.VERIFYING, "", "!out_of_time"),
        ("declare", "returned", {DECLARER}, Phase.VERIFYING, "", "declared"),
        ("save", "returned", {DECLARER}, Phase.VERIFYING, "", "returned"),
        ("save", "", {DECLARER}, Phase.PLANNED, "", "!out_of_time"),
        ("take_back", "declared", {DECLARER}, Phase.DECLARING, "", "draft"),
        ("accept", "declared", {VERIFIER}, Phase.CLOSING, "", "accepted"),
        ("accept", "declared", {DECLARER}, Phase.VERIFYING, "", "!not_yours"),
        ("adjust", "declared", {VERIFIER}, Phase.VERIFYING, " ", "!reason_needed"),
        ("adjust", "declared", {VERIFIER}, Phase.VERIFYING, "vì", "adjusted"),
        ("give_back", "declared", {VERIFIER}, Phase.CLOSING, "vì", "!out_of_time"),
        ("appeal", "adjusted", {DECLARER}, Phase.CLOSING, "vì", "appealed"),
        ("appeal", "accepted", {DECLARER}, Phase.VERIFYING, "vì", "!move_not_allowed"),
        ("appeal", "upheld", {DECLARER}, Phase.VERIFYING, "vì", "!move_not_allowed"),
        ("uphold", "appealed", {VERIFIER}, Phase.VERIFYING, "vì", "!not_yours"),
        ("change", "appealed", {JUDGE}, Phase.CLOSING, "vì", "changed"),
    ],
)
def test_the_table(verb, before, who, phase, reason, after):
    found = rules.judge(verb, before, who=who, phase=phase, reason=reason)
    told = f"!{found.code}" if isinstance(found, rules.Refusal) else found.after
    assert told == after


def test_every_move_ends_in_a_state_that_is_known_and_no_settled_value_moves_but_by_an_appeal():
    for move in rules.MOVES:
        assert move.after in rules.STATES
        assert move.before in {"", *rules.STATES}
        if move.before in rules.SETTLED:
            assert (move.verb, move.who) == ("appeal", DECLARER)


A, B, C = (UUID(int=at) for at in (1, 2, 3))


@pytest.mark.parametrize(
    ("named", "main", "second", "who"),
    [
        (None, B, None, B),
        (C, B, None, C),
        (A, B, None, B),
        (None, A, C, C),
        (None, A, None, None),
        (A, A, C, C),
    ],
)
def test_who_verifies_an_agency(named, main, second, who):
    assert rules.verifying_agency(A, named, main, second) == who


ids = st.sampled_from([A, B, C])
roles = st.sets(st.sampled_from(sorted(rules.FILLERS | {rules.COORDINATOR, "reception"})))


@given(ids, ids, roles, ids, ids, ids, st.sets(ids), st.one_of(st.none(), ids))
def test_nobody_verifies_or_judges_their_own(
    account, agency, held, declaring, verifying, coordinating, hands, adjuster
):
    found = rules.standing(
        account=account, agency=agency, roles=held, declaring=declaring, verifying=verifying,
        coordinating=coordinating, hands=hands, adjusted_by=adjuster,
    )  # fmt: skip
    if agency == declaring or account in hands:
        assert not found & {VERIFIER, JUDGE}
    if account == adjuster:
        assert JUDGE not in found
    if DECLARER in found:
        assert agency == declaring


def test_somebody_who_left_the_agency_does_not_verify_what_they_declared():
    me = uuid4()
    told = {
        "agency": B,
        "roles": {"specialist"},
        "declaring": A,
        "verifying": B,
        "coordinating": C,
        "adjusted_by": None,
    }
    assert rules.standing(account=me, hands=[me], **told) == frozenset()
    assert rules.standing(account=me, hands=[uuid4()], **told) == {VERIFIER}
