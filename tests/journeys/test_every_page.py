"""Every page, for every role, as its own links lead there: no fault of accessibility, of HTML, of width.

A small province with dossiers in many states is walked link by link by each kind of visitor; each kind of page
that answered 200 is then opened in the browser. What nobody reaches must stand in `ELSEWHERE` with the reason
and, where it is a page, with the journey that looks at it, so a new page cannot stay unseen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests import rows
from tests.government.dossiers.test_paperwork import decoded
from tests.journeys import harness, office_rooms
from tests.journeys.conftest import PROVINCE
from tests.journeys.walking import Kind, Seen, is_file, routes, signed_in, walk
from tests.launcher import visitors

pytestmark = pytest.mark.journey
HERE = Path(__file__).resolve().parent
DOSSIERS = 10
PUBLIC = ("/", "/tra-cuu/", "/tim/?q=khai+sinh", "/so-lieu/", "/hop-thu-mau/", "/bien-lai/", "/dang-nhap/trinh-dien/",
          "/kieu-mau/", "/kieu-mau/can-bo/", "/khong-co-trang-nay/", "/mat-mang/", "/can-bo/")  # fmt: skip
OWN = ("/", "/tai-khoan/", "/ca-nhan/", "/chuyen-vai/", "/can-bo/")
OFFICE = ("/", "/can-bo/", "/chuyen-vai/", "/can-bo/y-kien/", "/can-bo/so/", "/quan-tri/nhan-su/")
# Who walks, in two halves that two processes share.
RESIDENTS = ("visitor", "drafter", "asked", "returned")
OFFICERS = ("tiepnhan", "chuyenvien", "truongphong", "lanhdao", "vanthu", "traketqua", "quantri", "hethong",
            "bcd.vanphong", "tt.giamsat")  # fmt: skip
HANDLE = {"tiepnhan", "chuyenvien", "truongphong", "lanhdao", "vanthu"}
# What a page of these shows depends on who looks: each role's own is opened.
OF_ROLE = {"screens:home", "dossiers:officer_dossier", "dossiers:track"}
# Addresses of offices and administration; everything else is a resident's or everybody's.
OFFICE_ADDRESSES = ("can-bo", "quan-tri", "chuyen-vai", "tep/")
# Machines' addresses and files; no page to look at.
MACHINES = (
    "api/",
    "health/",
    "metrics",
    "static/",
    "robots.txt",
    "sitemap.xml",
    "sw.js",
    "manifest",
    "mau/",
    "tep/",
)
POSTED = {
    "identity:logout", "identity:end_device", "identity:second_factor_off", "identity:drop_email", 
    "identity:client_issue", "identity:client_close", "identity:client_revoke", "identity:desk_release",
    "identity:leave_end", "identity:leave_substitute",
    "province:withdraw", "identity:register_resend",
    "dossiers:discard", "dossiers:drop_paper", "dossiers:check_file", "dossiers:keep_filter", "dossiers:rate",
    "dossiers:forget_filter", "dossiers:keep_register_filter", "dossiers:forget_register_filter",
    "dossiers:officer_people", "dossiers:forward", "dossiers:end_tracking", "screens:language",
    "design:start", "design:drop",
    "queue:sit", "queue:call", "queue:act", "queue:close_counter", "queue:add_button", "queue:drop_button", "queue:plan", "queue:arrive",
    "portal:compare_now", "portal:resend", "portal:resend_many", "portal:knock", "portal:lost", "portal:put_right",
    "transfers:draw_up", "transfers:give", "transfers:take", "transfers:give_up",
    "handover:act", "handover:item",
    "payments:notice", "payments:check", "payments:day_act", "payments:compare_act", "payments:difference_act",
    "payments:refund_act", "payments:receipt_act", "payments:own_receipt_pdf",
    "signing:sign", "signing:stop", "signing:certificate_act", "signing:device_tasks", "signing:device_upload",
    "scanning:folder", "scanning:again", "scanning:reject", "scanning:erase", "scanning:certify",
    "directives:link", "reports:do",
    "petitions:end_tracking", "petitions:react_own", "petitions:react_public", "petitions:contacts", "ratings:assess",
}  # fmt: skip
FILES = {
    "directives:export", "reports:xlsx", "reports:csv", "reports:pdf", "directives:report_sheet", "directives:report_pdf",
    "payments:bill", "payments:receipt_pdf", "payments:day_pdf",
    "dossiers:paper", "dossiers:form_data", "dossiers:receipt_qr", "dossiers:kept_paper", "dossiers:officer_qr", "dossiers:register_csv", "dossiers:register_xlsx",
    "signing:paper", "signing:device_file", "identity:second_factor_qr", "scanning:image", "scanning:sheet_qr",
    "indices:dti_data", "indices:result_data", "indices:annex_csv", "indices:quality_data",
    "indices:quality_portal_sheet", "indices:quality_paper", "indices:quality_values", "indices:quality_months",
}  # fmt: skip
# In the middle of an act: the journey that looks at each, and the picture or the word it keeps of it.
LOOKED_AT = {
    "indices:fill": ("test_self_scoring.py", "self-fill-{width}"),
    "indices:sheet": ("test_self_scoring.py", "self-sheet-{width}"),
    "indices:value": ("test_self_scoring.py", "self-value-{width}"),
    "indices:value_records": ("test_self_scoring.py", "self-records-{width}"),
    "indices:progress": ("test_self_scoring.py", "self-progress-{width}"),
    "indices:result": ("test_self_scoring.py", "self-result-{width}"),
    "directives:mend": ("test_steering.py", "steering-mend-{width}"),
    "directives:task": ("test_steering.py", "steering-task-{width}"),
    "directives:act": ("test_steering.py", "steering-act-{width}"),
    "directives:report": ("test_steering.py", "steering-report-{width}"),
    "directives:meeting": ("test_steering.py", "steering-meeting-{width}"),
    "identity:second_factor": ("test_own_account.py", "second-factor"),
    "identity:recovery_codes": ("test_own_account.py", "recovery-codes"),
    "identity:reset_password": ("test_own_account.py", "reset"),
    "identity:register_password": ("test_own_account.py", "register-password-faults"),
    "identity:register_code": ("test_own_account.py", "register-code"),
    "identity:register_done": ("test_own_account.py", "register-done"),
    "identity:confirm_contact": ("test_own_account.py", "contact-code"),
    "identity:client": ("test_own_account.py", "client"),
    "identity:answer_offer": ("test_own_account.py", "offer-of-a-role"),
    "identity:desk_change": ("test_own_account.py", "desk-check-own-change"),
    "identity:eid_signed_out": ("test_two_doors.py", "national-signed-out"),
    "dossiers:carry": ("test_two_doors.py", "national-carry"),
    "dossiers:forwarded": ("test_desk_day.py", "desk-bulk-done-{width}"),
    "design:draft": ("test_design.py", "check"),
    "design:process": ("test_design.py", "design-process-1280"),
    "design:form": ("test_design.py", "form"),
    "design:question": ("test_design.py", "question"),
    "design:page": ("test_design.py", "page"),
    "design:preview": ("test_design.py", "design-preview-{width}"),
    "design:files": ("test_design.py", "files"),
    "design:file": ("test_design.py", "file"),
    "design:try": ("test_design.py", "try"),
    "design:steps": ("test_design.py", "design-steps-1280"),
    "design:publish": ("test_design.py", "design-publish-1280"),
    "petitions:sent": ("test_petitions.py", "petition-sent"),
    "petitions:track": ("test_petitions.py", "petition-track"),
    "petitions:supplement": ("test_petitions.py", "petition-supplement"),
    "petitions:public_one": ("test_petitions.py", "petition-public"),
    "petitions:petition": ("test_petitions.py", "petition-desk-{width}"),
    "petitions:act": ("test_petitions.py", "petition-prepare-{width}"),
    "ratings:rate": ("test_petitions.py", "rating"),
    "transfers:list": ("test_two_centres.py", "hand-list"),
    "transfers:paper": ("test_two_centres.py", "hand-list-paper"),
    "handover:result": ("test_two_centres.py", "hand-over"),
    "handover:label": ("test_two_centres.py", "postal-label"),
    "handover:paper": ("test_two_centres.py", "hand-over-paper"),
    "handover:person": ("test_two_centres.py", "sign-for-result"),
    "payments:pay": ("test_money.py", "money-pay-{width}"),
    "payments:difference": ("test_money.py", "money-difference-{width}"),
    "payments:refunds": ("test_money.py", "money-refunds-{width}"),
    "payments:receipts": ("test_money.py", "money-receipts-{width}"),
    "signing:confirm": ("test_signing.py", "signing-confirm-{width}"),
    "signing:batch": ("test_signing.py", "signing-batch-{width}"),
    "signing:decline": ("test_signing.py", "signing-decline-{width}"),
    "signing:certificate": ("test_signing.py", "signing-certificate-{width}"),
    "dossiers:move_all": ("test_halls_and_heads.py", "move-all-{width}"),
    "catalogue:renew": ("test_halls_and_heads.py", "renew-{width}"),
    "catalogue:open_many": ("test_openings.py", "open-many-{width}"),
    "catalogue:run": ("test_openings.py", "open-run-{width}"),
}
# A redirect: to the first open step of a draft, to the first list of an officer, to the e-identity and back, to
# the month that runs.
LEADS_ON = {"dossiers:draft", "dossiers:officer_home", "identity:eid", "identity:eid_back", "payments:back",
            "indices:quality_home", "indices:quality_own_home"}  # fmt: skip
ELSEWHERE = {*POSTED, *FILES, *LOOKED_AT, *LEADS_ON}


def accounts(half: str, folder: Path) -> dict[str, visitors.Visitor]:
    """Who walks this half of the site, each with the addresses to start from."""
    from tinhso.foundation.identity.models import Account
    from tinhso.government.dossiers.models import Dossier

    if half == "residents":
        owners = visitors.owners()
        drafter = visitors.drafter(2)
        own = {"drafter": drafter, "asked": owners[5], "returned": owners[10]}
        started = {role: visitors.Visitor(one.account, (*OWN, *one.addresses)) for role, one in own.items()}
        public = (*PUBLIC, *visitors.in_the_queue(), scanned_paper())
        return {"visitor": visitors.Visitor(None, public), **started}
    papers = {
        "officer_receipt": Dossier.objects.filter(state=5), "desk_answer": Dossier.objects.filter(state=5),
        "refusal_slip": Dossier.objects.filter(state=3),
    }  # fmt: skip
    desk = [reverse(f"dossiers:{name}", args=[found[0].pk]) for name, found in papers.items()]
    desk.append(reverse("dossiers:supplement_slip", args=[papers["desk_answer"][0].pk, 1]))
    resident = Account.objects.filter(kind="resident").first()
    desk.append(reverse("identity:desk_check", args=[resident.pk]))
    own = {
        "tiepnhan": [*desk, *office_rooms.scanning()],
        "hethong": [*office_rooms.catalogue(folder), *office_rooms.portal()],
        "bcd.vanphong": (
            *office_rooms.steering(),
            reverse("indices:committee_board"),
            reverse("directives:give_from_figure"),
        ),
        "tt.giamsat": [reverse("indices:self_scoring"), reverse("signing:everybody")],
        "lanhdao": office_rooms.reporting(),
    }
    return {
        role: visitors.Visitor(Account.objects.get(login=role), (*OFFICE, *own.get(role, ())))
        for role in OFFICERS
    }


def chosen(role: str, visitor: visitors.Visitor, done: set[tuple[str, Kind]]) -> list[Seen]:
    """The pages that this role opens in the browser: each kind not yet done, refusals once for all."""

    def key(kind: Kind, status: int = 200) -> tuple[str, Kind]:
        if status != 200:
            return "", (str(status), "")
        return role if kind[0] in OF_ROLE else "", kind

    found = []
    # Residents' pages look the same to officers, but for the head, which their home page shows.
    office = role in OFFICERS
    for page in walk(
        signed_in(visitor.account),
        visitor.addresses,
        lambda kind: key(kind) not in done and not (office and not of_office(kind[0])),
    ):
        if key(page.kind, page.status) not in done:
            done.add(key(page.kind, page.status))
            found.append(page)
    return found


def of_office(view: str) -> bool:
    return routes().get(view, "").startswith(OFFICE_ADDRESSES)


def faults_of(page: Page, site: str, seen: Seen, *, first: bool) -> str:
    """What is wrong with one page in the browser; empty when nothing is. `first`: of this visitor, with its frame."""
    answer = page.goto(site + seen.address)
    assert answer is not None
    faults = harness.html_faults(answer.text())
    try:
        assert (answer.status, page.url) == (seen.status, site + seen.address)
        harness.assert_axe(page, frame=first)
        page.set_viewport_size({"width": 390, "height": 844})
        harness.assert_fits(page)
    except AssertionError as fault:
        faults.append(str(fault))
    page.set_viewport_size({"width": 1280, "height": 900})
    return f"{seen.address}\n" + "\n".join(faults) if faults else ""


def scanned_paper() -> str:
    """Where the QR of a receipt that was made just now leads."""
    from tinhso.foundation.papers import api as papers
    from tinhso.government.dossiers.actions.make_paper import have_paper
    from tinhso.government.dossiers.models import Dossier
    from tinhso.lib.actor import Actor

    dossier = Dossier.objects.exclude(accepted_at=None).exclude(account=None).order_by("-filed_at")[0]
    paper = have_paper(Actor(kind="resident", account_id=dossier.account_id), dossier.pk, name="receipt")
    (address,) = [one for one in decoded(papers.bytes_of(paper)) if "/xac-minh/qr/" in one]
    return urlsplit(address).path


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> str:
    """A province with dossiers in many states; made once, the other half of the walk takes a copy."""
    kept = Path(settings.VAR) / "test-rows" / "every-page-files"
    settings.DEMO = True
    settings.STORAGE_DIR = kept
    settings.SCAN_FOLDER = tmp_path / "scans"
    rows.made_once("every-page", lambda: made(kept))
    settings.STORAGE_DIR = tmp_path / "files"
    shutil.copytree(kept, settings.STORAGE_DIR)
    return live_site


def made(kept: Path) -> None:
    """The province, its demo accounts, and dossiers that came into their states by the acts themselves."""
    from tinhso.demo.run import seed
    from tinhso.foundation.identity.api import ensure_demo_accounts
    from tinhso.government.indices.actions.refresh_facts import sweep

    shutil.rmtree(kept, ignore_errors=True)
    rows.load_province()
    ensure_demo_accounts()
    assert seed(PROVINCE, DOSSIERS, 2026, lambda _filed, _wanted: None) >= DOSSIERS - 3
    asked, refused, _new = visitors.online(3)
    visitors.ask_for_more(asked)
    visitors.refuse(refused)
    # The dossiers that wait for somebody stand first in the lists of those they wait for.
    assert visitors.on_their_way(4) >= {"specialist", "leader", "clerk"}
    # Figures of what was done: what the worker would count within the minute.
    sweep()


@pytest.mark.parametrize("half", ["residents", "officers"])
def test_every_page_of_every_role(
    world: str, page_at: Callable[..., Page], half: str, tmp_path: Path
) -> None:
    done: set[tuple[str, Kind]] = set()
    reached: set[str] = set()
    faults: list[str] = []
    with_dossier: set[str] = set()
    count = 0
    for role, visitor in accounts(half, tmp_path).items():
        page = page_at(1280)
        page.set_default_timeout(30_000)
        if visitor.account is not None:
            harness.sign_in(page, world, visitor.account)
        opened = chosen(role, visitor, done)
        for seen in opened:
            faults.append(faults_of(page, world, seen, first=seen is opened[0]))
            if seen.status == 200:
                reached.add(seen.kind[0])
            if seen.kind[0] in ("dossiers:officer_dossier", "dossiers:track"):
                with_dossier.add(role)
        count += len(opened)
    assert not any(faults), "\n\n".join(filter(None, faults))
    mine = {
        name
        for name, address in routes().items()
        if not address.startswith(MACHINES)
        and not is_file(f"/{address}")
        and address.startswith(OFFICE_ADDRESSES) is (half == "officers")
    }
    assert len(mine) > 20
    assert with_dossier >= (HANDLE if half == "officers" else {"asked", "returned"})
    assert count > len(mine - ELSEWHERE)
    assert not mine - reached - ELSEWHERE, f"nobody opened: {sorted(mine - reached - ELSEWHERE)}"
    assert not reached & ELSEWHERE, f"opened after all: {sorted(reached & ELSEWHERE)}"


def test_what_is_looked_at_elsewhere_is() -> None:
    for view, (journey, word) in LOOKED_AT.items():
        source = (HERE / journey).read_text(encoding="utf-8")
        assert f'"{word}"' in source, f"{journey} does not look at {view}"
        assert any(word in source for word in ("look(", "looks(", "harness.check(", "check(page)")), journey


def test_only_what_exists_is_excused() -> None:
    assert set(routes()) >= ELSEWHERE
