"""Acts of whoever approves or signs: yes, or one of the ways of no that the step knows."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.signing import api as signing
from tinhso.government.dossiers.actions.sign_result import draft_result, signable, waiting_requests
from tinhso.government.dossiers.actions.work import approve
from tinhso.government.dossiers.forms.asks import Act, Ask, Given
from tinhso.government.dossiers.forms.next_person import chosen_person, person_asks
from tinhso.government.dossiers.forms.own_step import mine, outcome_name, workable
from tinhso.government.dossiers.models import Step
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.queries.outcomes import outcome_words
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

APPROVAL = ("approve", "sign")


def decidable(actor: Actor, view: Detail) -> bool:
    """True when the officer's own step is an approval or a signature."""
    return workable(actor, view) and view.mine is not None and view.mine.kind in APPROVAL


def _noes(step: Step) -> list[str]:
    """Every outcome but the first, which is the yes."""
    return list(step.outcomes[1:])


def _words(view: Detail, step: Step, outcome: str) -> str:
    return outcome_name(outcome, outcome_words(view.dossier).get(step.key, {}))


def _written(view: Detail, step: Step, outcome: str) -> str:
    """What the dossier will say, where the process has words of its own for it."""
    return _("Hồ sơ sẽ ghi: “%(words)s”.") % {"words": _words(view, step, outcome)}


def _yes_asks(_actor: Actor, view: Detail) -> list[Ask]:
    step = mine(view)
    outcome = step.outcomes[0] if step.outcomes else "done"
    return [
        Ask("textarea", "note", _("Ghi chú"), _written(view, step, outcome), optional=True),
        *person_asks(view.dossier, step, [outcome]),
    ]


def _no_asks(_actor: Actor, view: Detail) -> list[Ask]:
    step = mine(view)
    noes = _noes(step)
    if len(noes) == 1:
        why = Ask("textarea", "note", _("Lý do"), _written(view, step, noes[0]))
        return [why, *person_asks(view.dossier, step, noes)]
    options = tuple((key, _words(view, step, key)) for key in noes)
    return [
        Ask("radios", "outcome", _("Trả lời thế nào?"), options=options),
        *person_asks(view.dossier, step, noes, "outcome"),
        Ask("textarea", "note", _("Lý do")),
    ]


def _yes(given: Given) -> str:
    step = mine(given.view)
    approve(
        given.actor,
        step.pk,
        note=given.text("note"),
        person=chosen_person(given, ""),
        expected_version=given.version,
    )
    return _("Đã duyệt.")


def _sign_asks(_actor: Actor, view: Detail) -> list[Ask]:
    kinds = view.version.content.results
    return [
        Ask("text", "title", _("Tên kết quả"), value=kinds[0].name if kinds else ""),
        Ask("textarea", "note", _("Nội dung, lý do"), _("In trên giấy kết quả."), optional=True),
    ]


def _sign(given: Given) -> str:
    draft_result(
        given.actor,
        mine(given.view).pk,
        title=given.text("title"),
        note=given.text("note"),
        expected_version=given.version,
    )
    return _("Đã lập bản kết quả, đang chờ bạn ký số.")


def signing_address(requests: Iterable[UUID]) -> str:
    """The page that asks for the one confirmation."""
    return f"{reverse('signing:confirm')}?{urlencode([('step', str(one)) for one in requests])}"


def _on_to_signing(given: Given) -> str:
    return signing_address(waiting_requests(given.view.dossier.pk))


def _to_sign(actor: Actor, view: Detail) -> bool:
    return (
        decidable(actor, view)
        and actor.account_id is not None
        and signable(view.dossier, mine(view))
        and bool(signing.of_account(actor.account_id))
    )


def _no(given: Given) -> str:
    step = mine(given.view)
    noes = _noes(step)
    outcome = given.text("outcome") if len(noes) > 1 else ""
    if len(noes) > 1 and outcome not in noes:
        raise Refused("outcome_needed", _("Hãy chọn cách trả lời."), field="outcome")
    approve(
        given.actor,
        step.pk,
        approved=False,
        outcome=outcome,
        note=given.text("note"),
        person=chosen_person(given, outcome),
        expected_version=given.version,
    )
    words = _words(given.view, step, outcome or (noes[0] if noes else ""))
    return _("Đã trả lời: %(words)s.") % {"words": words}


APPROVALS = (
    Act(
        "ky-so",
        "complete_step",
        gettext_lazy("Ký số kết quả"),
        _sign,
        _sign_asks,
        when=_to_sign,
        kind="primary",
        key="i",
        keeps=("note",),
        then=_on_to_signing,
    ),
    Act(
        "duyet",
        "complete_step",
        gettext_lazy("Duyệt, ký"),
        _yes,
        _yes_asks,
        when=decidable,
        kind="primary",
        key="k",
        keeps=("note",),
    ),
    Act(
        "khong-duyet",
        "complete_step",
        gettext_lazy("Không duyệt"),
        _no,
        _no_asks,
        when=lambda actor, view: decidable(actor, view) and bool(_noes(mine(view))),
        keeps=("note",),
    ),
)
