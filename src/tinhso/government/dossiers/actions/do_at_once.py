"""A procedure done on the spot: received, worked on, numbered, paid and handed over while the person waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, now_of, one_stop_desk
from tinhso.foundation.process import api as process
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._holding import open_steps
from tinhso.government.dossiers.actions._idempotency import earlier, fulfil
from tinhso.government.dossiers.actions.fees import record_fee
from tinhso.government.dossiers.actions.number_result import number_result
from tinhso.government.dossiers.actions.receive_at_counter import receive_at_counter
from tinhso.government.dossiers.actions.return_result import return_result
from tinhso.government.dossiers.actions.work import approve, complete_step
from tinhso.government.dossiers.models import Dossier, State, Transfer
from tinhso.government.dossiers.receipt import receipt_secret
from tinhso.government.dossiers.rules.inputs import CounterFiling
from tinhso.government.dossiers.rules.receipts import next_receipt
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

# A process done in one sitting is short; more steps than this is one that turns in a circle.
MOST_STEPS = 20


@dataclass(frozen=True)
class Payment:
    """How the fee was taken: cash, transfer or card, with the number of the (first) receipt."""

    receipt_no: str = ""
    method: str = "cash"


def roles_needed(version: procedures.VersionInfo) -> frozenset[str]:
    """The roles that one person must hold at the desk to do this procedure alone, refusals aside."""
    steps = process.outline(procedures.spec_id(version))
    return frozenset({"reception", "return_officer"} | {step.role for step in steps})


def roles_missing(actor: Actor, version: procedures.VersionInfo) -> frozenset[str]:
    """Which of them this capacity lacks; then the dossier goes on step by step as usual."""
    return roles_needed(version) - actor.roles


@verb("do_at_once", on="filing")
def do_at_once(
    actor: Actor,
    filing: CounterFiling,
    payment: Payment = Payment(),
    *,
    notation: str = "",
    idempotency_key: str = "",
) -> Filed:
    """Receive, do every step with its good outcome, take the number, record the fee, hand over: state 10.

    Every part is the real verb with its own check and event, all in one transaction: a refusal anywhere leaves
    nothing but the attempt. The same key again answers with the same dossier (`again`). Raises Forbidden
    `roles_missing` when one capacity does not hold every role, Refused `not_on_the_spot`, `amount_unknown`,
    `received_for_another` where the matter is another agency's, and whatever the verbs raise.
    """
    version = procedures.version(filing.procedure_code)
    if not version.content.on_the_spot:
        raise Refused("not_on_the_spot", _("Thủ tục này không làm ngay tại chỗ."))
    if roles_missing(actor, version):
        raise Forbidden(
            "roles_missing",
            _("Làm ngay cần một người giữ đủ các vai của quy trình."),
            way_out=_("Tiếp nhận như thường để chuyển từng bước cho người có vai đó."),
        )
    done, key = earlier(actor, "do_at_once", idempotency_key, (filing, payment, notation))
    if done is not None:
        return Filed(done, receipt_secret(done), again=True)
    made = receive_at_counter(actor, filing)
    dossier = made.dossier
    _check_own(actor, dossier)
    _work(actor, dossier, notation)
    _take_fees(actor, dossier, payment)
    return_result(actor, dossier.pk, how="desk", receiver_name=_receiver(filing))
    done = Dossier.objects.get(pk=dossier.pk)
    fulfil(key, done)
    return Filed(done, made.secret)


def _check_own(actor: Actor, dossier: Dossier) -> None:
    """Only who decides the matter ends it: a desk that receives it for others hands the paper over."""
    office = now_of(dossier.competent_id, dossier.unit_code)
    own = actor.kind == "system" or actor.agency_id in (office, one_stop_desk(office, today()).id)
    if own and dossier.transfer == Transfer.NONE:
        return
    raise Refused(
        "received_for_another",
        _("Hồ sơ này do %(agency)s giải quyết; nơi này chỉ nhận hộ nên không làm ngay được.")
        % {"agency": agency(office).name},
        field="commune",
        way_out=_("Chọn “Chỉ tiếp nhận, làm từng bước”: giấy tờ được bàn giao cho nơi giải quyết."),
    )


def _work(actor: Actor, dossier: Dossier, notation: str) -> None:
    for _turn in range(MOST_STEPS):
        # Read anew: the steps that an instance has loaded are those of before the verb.
        now_as = Dossier.objects.get(pk=dossier.pk)
        if now_as.state != State.PROCESSING:
            return
        step = next((one for one in open_steps(now_as) if one.kind != "return"), None)
        if step is None:
            return
        if step.kind == "number":
            number_result(actor, dossier.pk, notation=notation)
        elif step.kind in ("approve", "sign"):
            approve(actor, step.pk)
        else:
            complete_step(actor, step.pk)
    raise Refused("never_ends", _("Quy trình này không kết thúc được trong một lần."))


def _take_fees(actor: Actor, dossier: Dossier, payment: Payment) -> None:
    """Every fee that is owed, in full; a second one has the next receipt of the pad."""
    number = payment.receipt_no.strip()
    for fee in dossier.fees.order_by("key"):
        if fee.due is None:
            raise Refused(
                "amount_unknown",
                _("Chưa biết mức thu nên chưa làm ngay được."),
                way_out=_("Tiếp nhận như thường, rồi ghi mức thu trên trang hồ sơ."),
            )
        if fee.due == 0:
            continue
        record_fee(actor, dossier.pk, fee_id=fee.pk, paid=fee.due, method=payment.method, receipt_no=number)
        number = next_receipt(number)


def _receiver(filing: CounterFiling) -> str:
    """Whoever stands at the counter takes the paper along."""
    names = {party.role: party.name for party in filing.parties}
    return names.get("filer") or names["owner"]
