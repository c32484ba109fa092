"""The table of moves: what is allowed is listed, everything else is refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.rules import transitions as t

VERBS = sorted(t.VERB_NAMES)
ROLES = [
    "citizen",
    "client",
    "reception",
    "specialist",
    "division_head",
    "leader",
    "clerk",
    "return_officer",
    "cashier",
]


@pytest.mark.parametrize(
    ("verb", "before", "role", "after"),
    [
        ("file", 0, "citizen", 1),
        ("receive", 0, "reception", 2),
        ("accept", 1, "reception", 2),
        ("refuse", 1, "reception", 3),
        ("hand_over", 2, "reception", 4),
        ("request_supplement", 4, "specialist", 5),
        ("request_payment", 4, "specialist", 6),
        ("withdraw", 4, "citizen", 7),
        ("stop", 4, "leader", 8),
        ("resume", 8, "leader", 4),
        ("finish", 4, "clerk", 9),
        ("return_result", 9, "return_officer", 10),
    ],
)
def test_the_ways_of_the_law(verb: str, before: int, role: str, after: int) -> None:
    move = t.judge(verb, before, roles={role}, reason="vì thế")
    assert isinstance(move, t.Move)
    assert move.after == after


@pytest.mark.parametrize(
    ("verb", "before"),
    [("accept", 2), ("accept", 3), ("refuse", 4), ("withdraw", 9), ("withdraw", 10), ("stop", 9), ("return_result", 4),
     ("resume", 4), ("file", 1), ("extend", 5), ("rate", 9), ("request_supplement", 9)],
)  # fmt: skip
def test_what_the_law_does_not_know(verb: str, before: int) -> None:
    refusal = t.judge(verb, before, roles={"system"}, reason="x")
    assert isinstance(refusal, t.Refusal)
    assert refusal.code == "move_not_allowed"
    assert refusal.message.endswith(".")


@given(
    st.sampled_from(VERBS),
    st.integers(0, 11),
    st.sets(st.sampled_from(ROLES)),
    st.sampled_from(["", " ", "lý do"]),
)
def test_every_question_has_an_answer(verb: str, before: int, roles: set[str], reason: str) -> None:
    answer = t.judge(verb, before, roles=roles, reason=reason)
    listed = [m for m in t.MOVES if m.verb == verb and m.before == before]
    if isinstance(answer, t.Move):
        assert answer in listed
        assert answer.who & roles
        assert reason.strip() or not answer.reason
    else:
        assert answer.message
        assert answer.code in ("move_not_allowed", "role_needed", "reason_needed")
        assert bool(listed) == (answer.code != "move_not_allowed")


def test_nothing_happens_to_a_closed_dossier_but_a_rating_and_the_revoking_of_its_result() -> None:
    assert {(m.verb, m.before) for m in t.MOVES if m.before in t.CLOSED} == {
        ("rate", 10),
        ("revoke_result", 10),
        ("name_successor", 10),
    }


def test_every_state_can_be_reached_and_every_verb_is_named() -> None:
    reached, grown = {0}, True
    while grown:
        more = {m.after for m in t.MOVES if m.before in reached} - reached
        reached |= more
        grown = bool(more)
    assert reached == set(range(11))
    assert {m.verb for m in t.MOVES} == set(t.VERB_NAMES)


def test_offered_moves_are_those_that_are_judged_allowed() -> None:
    for state in t.STATES:
        for role in ROLES:
            for move in t.allowed(state, {role}):
                assert isinstance(
                    t.judge(move.verb, state, roles={role}, reason="x", after=move.after), t.Move
                )


def test_the_citizen_never_does_the_offices_work() -> None:
    assert {m.verb for m in t.MOVES if t.CITIZEN in m.who} == {
        "file",
        "answer_supplement",
        "withdraw",
        "rate",
    }
