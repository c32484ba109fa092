"""Asking who takes the next step: the people of its role and agency today, with what they hold already."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import role_name
from tinhso.government.dossiers.forms.asks import Ask, Given
from tinhso.government.dossiers.models import Dossier, Step
from tinhso.government.dossiers.queries.people import Candidate, Next, candidates, next_of

PERSON = "person"


def person_asks(dossier: Dossier, step: Step, outcomes: Iterable[str], under: str = "") -> list[Ask]:
    """One question for each outcome that opens a step; below its choice when `under` names the radio field."""
    found = []
    for outcome in outcomes:
        following = next_of(dossier, step, outcome)
        if following is not None:
            name = f"{PERSON}.{outcome}" if under else PERSON
            found.append(person_ask(following, name, under=(under, outcome) if under else ("", "")))
    return found


def person_ask(following: Next, name: str = PERSON, under: tuple[str, str] = ("", "")) -> Ask:
    """Who takes a step: proposed is whoever did it before, else the least loaded."""
    hint = (
        _("Xếp theo số việc đang giữ. Chọn “Để chung” thì ai có vai trò này đều nhận được.")
        if following.people
        else _("Hôm nay chưa có ai giữ vai trò này ở cơ quan đó; bước sẽ chờ chung.")
    )
    proposed = following.proposed
    return Ask(
        "select",
        name,
        _("Người làm bước sau: %(step)s (%(role)s)")
        % {"step": following.name, "role": role_name(following.role)},
        hint,
        options=tuple((str(one.account_id), _words(one)) for one in following.people),
        value=str(proposed.account_id) if proposed else "",
        under=under,
        empty=_("Để chung"),
        search=partial(found_by_name, following.agency_id, following.role) if following.people.more else None,
    )


def found_by_name(agency_id: UUID, role: str, text: str) -> tuple[tuple[str, str], ...]:
    """The people of a role whose names have the typed words, as options."""
    return tuple((str(one.account_id), _words(one)) for one in candidates(agency_id, role, text=text))


def chosen_person(given: Given, outcome: str) -> UUID | None:
    """The person chosen for the step that this outcome opens; None leaves it to everybody of the role."""
    return given.ident(f"{PERSON}.{outcome}") or given.ident(PERSON)


def _words(one: Candidate) -> str:
    name = one.name
    if one.stands_for:
        name = _("%(name)s (thay %(absent)s)") % {"name": name, "absent": ", ".join(one.stands_for)}
    facts = {"name": name, "n": one.load}
    if one.before:
        return _("%(name)s · đã làm bước này · đang giữ %(n)s việc") % facts
    return _("%(name)s · đang giữ %(n)s việc") % facts
