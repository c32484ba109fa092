"""The door of the dossiers room: every verb, every read and the way to one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinhso.government.dossiers.access import (
    by_receipt,
    decided_by,
    draft_of,
    file_of,
    for_officer,
    for_resident,
    received_by,
    step_of,
)
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions.accept import accept, hand_over
from tinhso.government.dossiers.actions.add_paper import add_paper
from tinhso.government.dossiers.actions.certify_paper import file_of_paper, put_certified
from tinhso.government.dossiers.actions.check_file import check_file
from tinhso.government.dossiers.actions.confirm_passed import confirm_passed
from tinhso.government.dossiers.actions.correct_fee import correct_fee
from tinhso.government.dossiers.actions.correct_owner import correct_owner
from tinhso.government.dossiers.actions.do_at_once import Payment, do_at_once
from tinhso.government.dossiers.actions.drafts import (
    discard_draft,
    drop_draft_file,
    put_draft_file,
    save_draft,
    start_draft,
)
from tinhso.government.dossiers.actions.extend_with_apology import extend_with_apology
from tinhso.government.dossiers.actions.fees import record_fee, request_payment, settle_payment
from tinhso.government.dossiers.actions.file_dossier import file_dossier
from tinhso.government.dossiers.actions.filters import drop_filter, save_filter
from tinhso.government.dossiers.actions.look_at_people import look_at_people
from tinhso.government.dossiers.actions.mark_sync import mark_sync
from tinhso.government.dossiers.actions.name_successor import name_successor
from tinhso.government.dossiers.actions.number_result import number_result
from tinhso.government.dossiers.actions.opinions import answer_opinion, ask_opinion
from tinhso.government.dossiers.actions.pass_on import pass_on
from tinhso.government.dossiers.actions.rate import rate
from tinhso.government.dossiers.actions.rate_by_code import (
    check_rating_code,
    no_such_rating_code,
    rate_by_code,
)
from tinhso.government.dossiers.actions.receive_at_counter import receive_at_counter
from tinhso.government.dossiers.actions.receive_from_portal import (
    receive_from_portal,
    record_portal_payment,
)
from tinhso.government.dossiers.actions.record_online import give_back, record_online_payment
from tinhso.government.dossiers.actions.refuse import refuse
from tinhso.government.dossiers.actions.report_missing import report_missing
from tinhso.government.dossiers.actions.return_result import return_result
from tinhso.government.dossiers.actions.reuse_in_draft import reuse_paper
from tinhso.government.dossiers.actions.revoke_result import revoke_result
from tinhso.government.dossiers.actions.send_back import reassign, recall, send_back
from tinhso.government.dossiers.actions.stop_processing import resume, stop_processing
from tinhso.government.dossiers.actions.supplement import answer_supplement, request_supplement
from tinhso.government.dossiers.actions.take_back_result import take_back_result
from tinhso.government.dossiers.actions.vouch import (
    note_check,
    vouch_by_code,
    vouch_by_digest,
    vouch_by_paper,
)
from tinhso.government.dossiers.actions.withdraw import withdraw
from tinhso.government.dossiers.actions.work import (
    Forwarded,
    approve,
    bulk_forward,
    complete_step,
    save_step_draft,
    take,
)
from tinhso.government.dossiers.money_told import (
    MoneyMoved,
    Paying,
    Taken,
    register_money,
    register_paying,
)
from tinhso.government.dossiers.paperwork.common import in_words as day_in_words
from tinhso.government.dossiers.queries.boards import Board, Figure, Line, Period, board
from tinhso.government.dossiers.queries.detail import Detail, PartyView, acts, detail, looks_at, offered
from tinhso.government.dossiers.queries.exports import csv_lines, write_csv, write_xlsx
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.issued import IssuedPaper, result_code
from tinhso.government.dossiers.queries.letterhead import Letterhead, letterhead
from tinhso.government.dossiers.queries.mine import my_dossiers, my_drafts, saved_filters
from tinhso.government.dossiers.queries.of_procedure import filed_since
from tinhso.government.dossiers.queries.paging import Page
from tinhso.government.dossiers.queries.paper import GivenPaper, paper_of_result, papers_given
from tinhso.government.dossiers.queries.passing import Passing, passing, waits_for_giving, waits_for_person
from tinhso.government.dossiers.queries.public import PublicFigures, public_figures
from tinhso.government.dossiers.queries.quality import Quality, quality_of
from tinhso.government.dossiers.queries.register import register, register_count, register_stream
from tinhso.government.dossiers.queries.result_lines import result_lines
from tinhso.government.dossiers.queries.rows import DossierRow
from tinhso.government.dossiers.queries.seen import by_code, openable_among, seen_among
from tinhso.government.dossiers.queries.sidebar import worklists
from tinhso.government.dossiers.queries.taken import (
    Owed,
    OwedLine,
    TakenLine,
    awaiting_payment,
    id_of,
    owed,
    owed_of,
    paid_of,
    taken_between,
    taken_by_receipt,
    taken_for,
    taken_lines,
)
from tinhso.government.dossiers.queries.tracking import Happening, Tracking, tracking
from tinhso.government.dossiers.queries.worklists import counts, worklist
from tinhso.government.dossiers.receipt import rating_code, receipt_secret, secret_hash
from tinhso.government.dossiers.received import register_received
from tinhso.government.dossiers.routes import Reception, register_route
from tinhso.government.dossiers.rules.inputs import (
    CounterFiling,
    ManualLimit,
    Missing,
    PaperInput,
    PartyInput,
    PortalFiling,
    PortalPayment,
)
from tinhso.government.dossiers.rules.transitions import STATE_NAMES, VERB_NAMES, Move
from tinhso.government.dossiers.told import delivery_told, register_delivery, register_posted

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tinhso.government.dossiers.models import Dossier


def opened(request: HttpRequest, code: str) -> tuple[Dossier, str]:
    """One dossier for whoever looks at its public pages: by the account, or by a receipt proven in this session.

    The second value is the receipt's secret where that opened it. Raises NotFound, alike for unknown and others'.
    """
    from tinhso.government.dossiers.views.resident.own import own

    return own(request, code)


__all__ = [
    "STATE_NAMES", "VERB_NAMES", "Board", "CounterFiling", "Detail", "DossierRow", "Figure", "Filed",
    "Filter", "Forwarded", "GivenPaper", "Happening", "IssuedPaper", "Letterhead", "Line",
    "ManualLimit", "Missing", "MoneyMoved", "Move", "Owed", "OwedLine", "Page", "PaperInput",
    "PartyInput", "PartyView", "Passing", "Paying", "Payment", "Period", "PortalFiling",
    "PortalPayment", "PublicFigures", "Quality", "Reception", "Taken", "TakenLine", "Tracking",
    "accept", "acts", "add_paper", "answer_opinion", "answer_supplement", "approve", "ask_opinion", "awaiting_payment",
    "board", "bulk_forward", "by_code", "by_receipt", "check_file", "check_rating_code",
    "complete_step", "confirm_passed", "correct_fee", "correct_owner", "counts", "csv_lines",
    "day_in_words", "decided_by", "delivery_told", "detail", "discard_draft", "do_at_once", "draft_of",
    "drop_draft_file", "drop_filter", "extend_with_apology", "file_dossier", "file_of", "file_of_paper", "filed_since",
    "for_officer", "for_resident", "give_back", "hand_over", "id_of", "letterhead", "look_at_people", "looks_at",
    "mark_sync", "my_dossiers", "my_drafts", "name_successor", "no_such_rating_code", "note_check", "number_result", "offered",
    "openable_among", "opened", "owed", "owed_of", "paid_of", "paper_of_result", "papers_given", "pass_on", "passing",
    "public_figures", "put_certified", "put_draft_file", "quality_of", "rate", "rate_by_code", "rating_code", "reassign",
    "recall", "receipt_secret", "receive_at_counter", "receive_from_portal", "received_by",
    "record_fee", "record_online_payment", "record_portal_payment", "refuse", "register",
    "register_count", "register_delivery", "register_money", "register_paying", "register_posted",
    "register_received", "register_route", "register_stream", "report_missing", "request_payment",
    "request_supplement", "result_code", "result_lines", "resume", "return_result", "reuse_paper", "revoke_result", "save_draft",
    "save_filter", "save_step_draft", "saved_filters", "secret_hash", "seen_among", "send_back",
    "settle_payment", "start_draft", "step_of", "stop_processing", "take", "take_back_result",
    "taken_between", "taken_by_receipt", "taken_for", "taken_lines", "tracking", "vouch_by_code",
    "vouch_by_digest", "vouch_by_paper", "waits_for_giving", "waits_for_person", "withdraw", "worklist",
    "worklists", "write_csv", "write_xlsx",
]  # fmt: skip
