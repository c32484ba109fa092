"""How made-up people act: each verb through the rooms' own doors. A simulation may put real pages in their place."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tinhso.foundation.files import api as files
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor


@dataclass(frozen=True)
class OnlineFiling:
    """What somebody types online. `helped`: an officer types it; `noted` hears of the draft before it is filed."""

    code: str
    version: procedures.VersionInfo
    owner: dict[str, Any]
    commune: str
    agency_id: UUID
    data: dict[str, Any]
    papers: Sequence[procedures.Component]
    paper: bytes
    helped: bool = False
    noted: Callable[[UUID], None] = lambda _draft: None
    # A draft of this very filing that was begun before, to go on with.
    begun: UUID | None = None


class Doors:
    """The verbs that a life needs, as direct calls."""

    def online(self, who: Actor, filing: OnlineFiling) -> dossiers.Filed:
        """Page by page into a draft, as a person or a member of staff does; then file it."""
        draft = dossiers.start_draft(who, filing.code)
        people = {"for": "self", "owner": filing.owner, "filer": filing.owner}
        dossiers.save_draft(
            who,
            draft.pk,
            data=filing.data,
            people=people,
            competent_agency_id=filing.agency_id,
            unit_code=filing.commune,
        )
        for component in filing.papers:
            if component.required and not component.from_form:
                dossiers.put_draft_file(who, draft.pk, component.key, scan(who, filing.paper))
        return dossiers.file_dossier(who, draft.pk)

    def at_counter(
        self, desk: Actor, filing: dossiers.CounterFiling, commune: str, key: str
    ) -> dossiers.Filed:
        """Type in and accept what somebody brought or sent."""
        return dossiers.receive_at_counter(desk, filing, idempotency_key=key)

    def accept(self, desk: Actor, dossier: Any, limit: dossiers.ManualLimit | None) -> None:
        """Accept what came online and send it on."""
        dossiers.accept(desk, dossier.pk, manual_limit=limit)

    def refuse(self, desk: Actor, dossier: Any, reason: str) -> None:
        """Refuse it, with the reason that the person reads."""
        dossiers.refuse(desk, dossier.pk, reason=reason)

    def withdraw(self, person: Actor, dossier: Any, secret: str, reason: str) -> None:
        """The person takes it back."""
        dossiers.withdraw(person, dossier.pk, reason=reason, secret=secret)

    def ask(self, officer: Actor, dossier: Any, item: dossiers.Missing, reason: str) -> None:
        """Ask for one thing."""
        dossiers.request_supplement(officer, dossier.pk, items=[item], reason=reason)

    def answer(self, person: Actor, dossier: Any, keys: Sequence[str], paper: bytes) -> None:
        """A person with an account sends scans."""
        papers = [dossiers.PaperInput(key, scan(person, paper)) for key in keys]
        dossiers.answer_supplement(person, dossier.pk, papers=papers)

    def answer_at_desk(self, desk: Actor, dossier: Any, keys: Sequence[str]) -> None:
        """Whoever has no account brings a copy to the desk."""
        papers = [dossiers.PaperInput(key, None, 0, 1) for key in keys]
        dossiers.answer_supplement(desk, dossier.pk, papers=papers)

    def hand_over(self, officer: Actor, dossier: Any) -> None:
        """From the desk to whoever works on it."""
        dossiers.hand_over(officer, dossier.pk)

    def complete(self, officer: Actor, dossier: Any, step: Any, outcome: str, note: str) -> None:
        """End a step: an appraisal, a check, a signature."""
        dossiers.complete_step(officer, step.pk, outcome=outcome, note=note)

    def number(self, officer: Actor, dossier: Any, notation: str, copy: bytes) -> None:
        """Take the next number of the book for the result."""
        stored = files.store(officer, "ket-qua-mau.pdf", io.BytesIO(copy)).id if copy else None
        dossiers.number_result(officer, dossier.pk, kind="own", notation=notation, file_id=stored)

    def give(self, officer: Actor, dossier: Any, receiver: str) -> None:
        """Hand the result over at the desk."""
        dossiers.return_result(officer, dossier.pk, receiver_name=receiver, unpaid_known=True)

    def rate(self, person: Actor, dossier: Any, secret: str, score: int) -> None:
        """Say how it was."""
        dossiers.rate(person, dossier.pk, score=score, secret=secret)

    def pay(self, desk: Actor, dossier: Any, fee: Any, amount: int, receipt_no: str, ground: str) -> int:
        """Note a payment; `ground` where nothing states the amount. What is paid of the fee now, in đồng."""
        unstated = fee.due is None
        paid = dossiers.record_fee(
            desk,
            dossier.pk,
            fee_id=fee.pk,
            paid=amount,
            due=amount if unstated else None,
            method="transfer",
            receipt_no=receipt_no,
            reason=ground if unstated else "",
        )
        return paid.paid or 0


def scan(actor: Actor, paper: bytes) -> UUID:
    """A scanned paper of somebody's own."""
    return files.store(actor, "giay-to-mau.jpg", io.BytesIO(paper)).id
