"""Every address with an id in it, tried by everybody whom the object does not concern."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.guards.test_access_rules import ROUTES
from tests.security.conftest import SUBJECT, Browser, Two
from tests.security.victims import TABLES
from tinhso.foundation.identity.models import ApiClient, ApiToken
from tinhso.foundation.province.models import Setting
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierFile, Draft, DraftFile, Opinion, Step
from tinhso.government.dossiers.queries.kept import asker_of, seal_of
from tinhso.government.petitions.models import Petition
from tinhso.lib.actor import Actor

from tests.government.dossiers.world import MONDAY  # isort: skip

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
# The id of a victim's object for every placeholder; a new placeholder must be added here to pass.
Fill = Callable[[Two], Any]
FILLS: dict[str, Fill] = {
    "dossier_id": lambda two: two.ours.pk,
    "dossier_file_id": lambda two: two.draft_file.pk,
    "draft_id": lambda two: two.draft.pk,
    "draft_file_id": lambda two: two.draft_file.pk,
    "file_id": lambda two: two.file.id,
    "upload_id": lambda two: two.file.id,
    "step_id": lambda two: two.step.pk,
    "opinion_id": lambda two: two.opinion.pk,
    "page_key": lambda two: "main",
    "account_id": lambda two: two.here.resident.account_id,
    "capacity_id": lambda two: two.here.leader.capacity_id,
    "sign_in_id": lambda two: two.ours.pk,
    "code": lambda two: two.ours.code,
    "client_id": lambda two: two.client,
    "token_id": lambda two: two.token,
    "setting_id": lambda two: two.setting,
    "petition_id": lambda two: two.petition.pk,
    "counter_id": lambda two: two.beside["counter_id"],
    "payment_id": lambda two: two.beside["payment_id"],
    "receipt_id": lambda two: two.beside["receipt_id"],
    "closing_id": lambda two: two.beside["closing_id"],
    "button_id": lambda two: two.beside["button_id"],
    "leave_id": lambda two: two.beside["leave_id"],
    "ticket_id": lambda two: two.beside["ticket_id"],
    "package_id": lambda two: two.beside["package_id"],
    "outgoing_id": lambda two: two.beside["outgoing_id"],
    "lost_id": lambda two: two.beside["lost_id"],
    "import_id": lambda two: two.beside["import_id"],
    "run_id": lambda two: two.beside["run_id"],
    "batch_id": lambda two: two.beside["batch_id"],
    "paper_id": lambda two: two.beside["paper_id"],
    "list_id": lambda two: two.beside["list_id"],
    "receiver_id": lambda two: two.beside["receiver_id"],
    "item_id": lambda two: two.beside["item_id"],
    "ident": lambda two: two.beside["ident"],
    "document_id": lambda two: two.beside["document_id"],
    "directive_id": lambda two: two.beside["document_id"],
    "task_id": lambda two: two.beside["task_id"],
    "target_id": lambda two: two.beside["target_id"],
    "report_id": lambda two: two.beside["report_id"],
    "kept_report_id": lambda two: two.beside["kept_report_id"],
    "meeting_id": lambda two: two.beside["meeting_id"],
    "asked_id": lambda two: two.beside["asked_id"],
    "signing_batch_id": lambda two: two.beside["signing_batch_id"],
    "certificate_id": lambda two: two.beside["certificate_id"],
    "campaign_id": lambda two: two.beside["campaign_id"],
    "value_id": lambda two: two.beside["value_id"],
    "seal": lambda two: seal_of(asker_of(two.here.resident), f"paper:{two.draft_file.pk}"),
}
# Placeholders that name no object of a person: words of the address, public catalogue, built assets.
PLAIN: dict[str, list[str]] = {
    "name": ["mine"],
    "slug": ["tiep-nhan", "tu-choi", "rut", "chuyen", "hoan-thanh"],
    "who": ["ca-nhan"],
    "key": ["the"],
    "ordinal": ["1"],
    "version": ["0"],
    "agency_id": [],
    # Any agency's page of heads asks for the own agency or the committee's office; no object of a person.
    "head_agency_id": ["01a207bf-b263-7ad6-84b4-3e2a11a8ab9f"],
    # A year of published indices and the shape in which its numbers are taken along.
    "year": ["2022"],
    "form": ["csv"],
    "task_act": ["nhan"],
    "task_table": ["csv"],
    "report_act": ["ghi-chu", "trinh-ky", "rut-ky", "gui", "lap-lai"],
    "unit_code": ["08707"],
    "valid_from": ["2025-07-01"],
    "field": [],
    "province": [],
    "token": ["x"],
    # A signed word that lives minutes; a wrong one opens nothing.
    "word": ["x"],
    "secret": ["x"],
    "number": ["1"],
    "iso": ["2026-11-23"],
    # A layout of papers: nobody's.
    "template_id": ["01a207bf-b263-7ad6-84b4-3e2a11a8ab9f"],
    "size": ["180"],
    "verb": ["goi", "phuc-vu", "xong"],
}
MARKS = ("026190000001", SUBJECT, "Đề nghị xác nhận", "Nội dung bí mật")
ATTACKERS = ("signed out", "another resident", "another agency", "ended capacity")


def with_ids(two: Two) -> list[str]:
    """Every address that holds the id of an object, filled with the victim's ids."""
    found = []
    for address, _view in ROUTES:
        parts = _PART.findall(address)
        if not set(parts) & set(FILLS):
            continue
        text = address
        for part in parts:
            value = FILLS[part](two) if part in FILLS else (PLAIN[part] or ["x"])[0]
            text = re.sub(rf"<(?:\w+:)?{part}>", str(value), text)
        found.append("/" + text.removeprefix("^").removesuffix("$"))
    return found


def attacker(name: str, two: Two, ended: Actor, browser: Browser) -> Client:
    who = {
        "signed out": None,
        "another resident": two.here.stranger,
        "another agency": two.neighbour,
        "ended capacity": ended,
    }
    return browser(who[name])


def test_every_placeholder_is_known() -> None:
    names = {part for address, _view in ROUTES for part in _PART.findall(address)}
    assert names <= FILLS.keys() | PLAIN.keys(), "say in FILLS which object of a victim this names"
    assert {"dossier_id", "draft_id", "file_id", "code"} <= names


def everything() -> list[Any]:
    """What an attack might change."""
    tables: list[Any] = [
        Dossier,
        Draft,
        DraftFile,
        DossierFile,
        Step,
        Opinion,
        ApiClient,
        ApiToken,
        Setting,
        Petition,
        *TABLES,
    ]
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("name", ATTACKERS)
def test_an_id_opens_nothing_to_others(name: str, two: Two, ended: Actor, browser: Browser) -> None:
    addresses = with_ids(two)
    assert len(addresses) > 25
    before = everything()
    with at(MONDAY):
        for address in addresses:
            client = attacker(name, two, ended, browser)
            for answer in (
                client.get(address),
                client.post(address, {"reason": "x", "version": "1", "outcome": "fit", "score": "5"}),
                client.delete(address),
            ):
                shown = b"".join(answer) if answer.streaming else answer.content
                told = [mark for mark in MARKS if mark in shown.decode(errors="replace")]
                assert not told, f"{address} shows {told} to {name}"
                assert answer.status_code < 500, address
                if "tra-cuu" in address or "ho-so" in address or "/tep/" in address:
                    assert answer.status_code != 200, f"{address} answers {name}"
    assert everything() == before


def test_the_owner_and_the_office_do_get_in(two: Two, browser: Browser) -> None:
    """Otherwise the test above would prove nothing."""
    with at(MONDAY):
        mine = browser(two.here.resident)
        assert SUBJECT in mine.get(f"/ho-so/nhap/{two.draft.pk}/khai/main/").content.decode()
        assert two.ours.code in mine.get(f"/tra-cuu/{two.ours.code}/").content.decode()
        assert b"".join(mine.get(f"/tep/{two.file.id}/")) == "Nội dung bí mật".encode()
        office = browser(two.here.specialist).get(f"/can-bo/ho-so/{two.ours.pk}/")
        assert office.status_code == 200
        assert "Đề nghị xác nhận" in office.content.decode()


def test_a_guessed_step_does_not_tell_its_dossier(two: Two) -> None:
    with at(MONDAY):
        (told,) = dossiers.bulk_forward(two.neighbour, [(two.step.pk, None)])
    assert told.code == ""
    assert two.ours.code not in told.refused
