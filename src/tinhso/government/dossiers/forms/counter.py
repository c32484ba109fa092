"""Reading the counter's screen: people, form pages, papers and limit from one post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.actions._people import party_faults
from tinhso.government.dossiers.forms.limits import typed_limit
from tinhso.government.dossiers.forms.next_person import PERSON
from tinhso.government.dossiers.models import Delivery
from tinhso.government.dossiers.rules.inputs import CounterFiling, ManualLimit, PaperInput, PartyInput
from tinhso.government.dossiers.rules.standing import reachable
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

PARTY_TEXTS = ("name", "citizen_id", "passport", "tax_number", "phone", "email", "address", "mandate")


def _first(typed: Mapping[str, Any], name: str) -> Any:
    """What was typed around the form, which stands before it: a form may ask `owner.name` too, and reads its own."""
    every = typed.getlist(name) if hasattr(typed, "getlist") else [typed.get(name, "")]
    return every[0] if every else ""


def around(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The post as the parts around the form show it again."""
    return {name: _first(typed, name) for name in typed}


@dataclass
class _Screen:
    """One post while it is read; faults gather by field."""

    actor: Actor
    typed: Mapping[str, Any]
    files: Mapping[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    scans: dict[str, UUID] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(_first(self.typed, name)).strip()

    def count(self, name: str) -> int:
        typed = self.text(name)
        if not typed:
            return 0
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 2):
            self.errors[name] = _("Hãy gõ số bản bằng chữ số, tối đa 99.")
            return 0
        return int(typed)

    def day(self, name: str, later: str) -> date | None:
        """A day of three inputs that is not in the future; `later` is the sentence when it is."""
        parts = [self.text(f"{name}__{part}") for part in ("year", "month", "day")]
        if not any(parts):
            return None
        try:
            found = date(*(int(part) for part in parts))
        except ValueError:
            self.errors[name] = _("Ngày này không có. Hãy gõ ngày, tháng, năm bằng số.")
            return None
        if found > today():
            self.errors[name] = later
        return found


@dataclass(frozen=True)
class Read:
    """What one post holds: the filing, its faults by field, and the scans that have arrived by field."""

    filing: CounterFiling
    errors: dict[str, str]
    scans: dict[str, UUID]


def asked(form: procedures.Form, data: dict[str, Any], errors: dict[str, str]) -> list[Any]:
    """The pages of the form, each with the questions that apply to the answers so far and no others."""
    found = []
    for page in form.pages(data):
        applying = {leaf.name for leaf in page.leaves if form.applies(leaf, data)}
        views = [view for view in form.fields_of(page.key, data, errors) if view.name in applying]
        if views:
            found.append((page, views))
    return found


def changed_rows(form: procedures.Form, typed: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answers after a row of a repeating group was added or removed; None when no such button was pressed."""
    button = str(typed.get("_add") or typed.get("_remove") or "")
    if not button:
        return None
    data, _errors = _answers(form, typed)
    for page in form.pages(data):
        if any(button == leaf.name or button.startswith(f"{leaf.name}.") for leaf in page.leaves):
            return form.change_rows(page.key, typed, data)
    return data


def read(
    actor: Actor,
    version: procedures.VersionInfo,
    form: procedures.Form,
    typed: Mapping[str, Any],
    sent: Mapping[str, Any],
) -> Read:
    """The filing as typed, its faults, and the scans to keep on the page whatever happens."""
    screen = _Screen(actor, typed, sent)
    parties = _parties(screen)
    data, errors = _answers(form, typed)
    data = form.prefilled(_known(parties, screen.text("owner.sex")), data)
    data, cleaned = form.clean(data)
    # What cannot be read at all is told page by page; what is still missing, after the owner's facts filled in.
    screen.errors |= {name: told for name, told in errors.items() if name in cleaned} | cleaned
    channel = screen.text("channel") if screen.text("channel") in ("DIRECT", "POSTAL") else ""
    if not channel:
        screen.errors["channel"] = _("Hãy chọn hồ sơ đến tay tại quầy hay qua bưu chính.")
    by_post = channel == "POSTAL"
    arrived = screen.day("arrived_on", _("Ngày nhận bưu gửi không được sau hôm nay.")) if by_post else None
    if by_post and arrived is None:
        screen.errors.setdefault("arrived_on", _("Hãy ghi ngày nhận bưu gửi."))
    papers = _papers(screen, version, data, channel or "DIRECT")
    # Everything that is wrong is told in one round, people and delivery too.
    for fault in party_faults(parties):
        # The person who came is one block of the screen, whatever rows they become.
        screen.errors.setdefault(fault.field.replace("authorised.", "filer."), fault.message)
    if screen.text("delivery") == Delivery.ONLINE and not reachable(parties):
        screen.errors.setdefault(
            "delivery", _("Nhận bản điện tử thì cần số điện thoại hoặc thư điện tử để báo.")
        )
    filing = CounterFiling(
        procedure_code=version.code,
        parties=parties,
        channel=channel or "DIRECT",
        data=data,
        papers=papers,
        unit_code=screen.text("commune"),
        arrived_on=arrived,
        envelope_no=screen.text("envelope_no") if by_post else "",
        delivery=screen.text("delivery") or "desk",
        manual_limit=_limit(screen),
        note=screen.text("note"),
        sets=screen.count("sets") or None,
        person=_person(screen),
    )
    return Read(filing, screen.errors, screen.scans)


def wanted(
    version: procedures.VersionInfo, data: Mapping[str, Any], channel: str
) -> list[procedures.Component]:
    """The papers that stay in the dossier; the application form is the screen itself."""
    return [
        c for c in procedures.components(version, data, channel) if c.kind == "submit" and not c.from_form
    ]


def _answers(form: procedures.Form, typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """All pages of the form from one post; a page that answers open is read too."""
    data: dict[str, Any] = {}
    errors: dict[str, str] = {}
    done: set[str] = set()
    while True:
        page = next((p for p in form.pages(data) if p.key not in done), None)
        if page is None:
            return data, errors
        data, faults = form.clean_page(page.key, typed, data)
        errors |= faults
        done.add(page.key)


def _parties(screen: _Screen) -> tuple[PartyInput, ...]:
    owner = _party(screen, "owner")
    found = [owner]
    if not owner.name:
        screen.errors["owner.name"] = _("Hãy nhập họ tên chủ hồ sơ.")
    if screen.text("filer.name"):
        filer = _party(screen, "filer")
        if filer.mandate:
            found.append(_as(filer, "authorised"))
        found.append(_as(filer, "filer", mandate=""))
    elif any(screen.text(f"filer.{key}") for key in ("citizen_id", "phone", "mandate")):
        screen.errors["filer.name"] = _("Hãy nhập họ tên người nộp.")
    return tuple(found)


def owner_as_typed(typed: Mapping[str, Any]) -> PartyInput:
    """The owner's facts that say whose store may be asked, as they stand on the screen."""
    name, number, kind, tax = (
        str(typed.get(f"owner.{key}", "")).strip() for key in ("name", "citizen_id", "kind", "tax_number")
    )
    checked = str(typed.get("owner.verified", "")) == "1"
    return PartyInput("owner", name, kind or "citizen", number, tax, verified=checked)


def _as(party: PartyInput, role: str, **changes: Any) -> PartyInput:
    return replace(party, role=role, **changes)


def _party(screen: _Screen, role: str) -> PartyInput:
    texts = {key: screen.text(f"{role}.{key}") for key in PARTY_TEXTS}
    return PartyInput(
        role=role,
        kind=screen.text(f"{role}.kind") or "citizen",
        birth_date=screen.day(f"{role}.birth_date", _("Ngày sinh phải trước ngày hôm nay.")),
        # The clerk has the card in hand.
        verified=screen.text(f"{role}.verified") == "1",
        **texts,
    )


def _known(parties: tuple[PartyInput, ...], sex: str = "") -> dict[str, dict[str, str]]:
    """What the clerk typed about the owner fills the same questions of the form."""
    owner = parties[0]
    facts = {
        "name": owner.name,
        "citizen_id": owner.citizen_id,
        "birth_date": owner.birth_date.isoformat() if owner.birth_date else "",
        "phone": owner.phone,
        "email": owner.email,
        "address": owner.address,
        "tax_number": owner.tax_number,
        "sex": sex,
    }
    known = {key: value for key, value in facts.items() if value}
    return {"organisation": known} if owner.kind == "enterprise" else {"person": known}


def _papers(
    screen: _Screen, version: procedures.VersionInfo, data: Mapping[str, Any], channel: str
) -> tuple[PaperInput, ...]:
    found = []
    for component in wanted(version, data, channel):
        name = f"giay.{component.key}"
        originals = screen.count(f"{name}.originals")
        certified, photocopies = screen.count(f"{name}.certified"), screen.count(f"{name}.photocopies")
        copies = certified + photocopies
        scan = _scan(screen, name)
        if scan is not None:
            screen.scans[name] = scan
        if kept := screen.text(f"{name}.kept")[:60]:
            # A paper of the store stands alone: what is handed over besides is not counted as asked for.
            found.append(PaperInput(component.key, kept=kept))
        elif originals or copies or scan is not None:
            found.append(PaperInput(component.key, scan, originals, copies, certified=certified))
        elif component.required:
            screen.errors.setdefault(
                f"{name}.originals", _("Chưa nhận: %(name)s.") % {"name": component.name}
            )
    return tuple(found)


def _person(screen: _Screen) -> UUID | None:
    """Who takes the first step; None leaves it to everybody of the role."""
    try:
        return UUID(screen.text(PERSON)) if screen.text(PERSON) else None
    except ValueError:
        screen.errors[PERSON] = _("Hãy chọn lại người làm bước sau.")
        return None


def _scan(screen: _Screen, name: str) -> UUID | None:
    given = screen.text(f"{name}__id")
    if given:
        try:
            return UUID(given)
        except ValueError:
            screen.errors[name] = _("Tệp này không còn. Hãy tải lên lại.")
            return None
    upload = screen.files.get(name)
    if upload is None:
        return None
    try:
        stored = files.store(screen.actor, upload.name or "tep", upload)
    except Refused as refused:
        screen.errors[name] = str(refused)
        return None
    if stored.state != "ok":
        screen.errors[name] = stored.reason
        return None
    return stored.id


def _limit(screen: _Screen) -> ManualLimit | None:
    try:
        return typed_limit(screen.text("limit"), screen.text("unit"), screen.text("limit_reason"))
    except Refused as refused:
        screen.errors[refused.field or "limit"] = str(refused)
    return None
