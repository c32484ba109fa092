"""A draft as its pages see it: the steps of filing, where one is, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from operator import and_
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.access import draft_of
from tinhso.government.dossiers.models import Draft
from tinhso.government.procedures import api as procedures

WHOM, OWNER, CONTACT = "nguoi", "chu-ho-so", "lien-he"
PLACE, PAPERS, REVIEW = "noi", "giay-to", "kiem-tra"
_NAMES = {
    WHOM: "whom", OWNER: "owner", CONTACT: "contact", PLACE: "place", PAPERS: "papers", REVIEW: "review",
}  # fmt: skip
_OWNERS = {
    "child": _lazy("Trẻ được nộp thay"),
    "mandate": _lazy("Người ủy quyền"),
    "enterprise": _lazy("Doanh nghiệp, tổ chức"),
}
SENT = "draft_sent"


@dataclass(frozen=True)
class Stage:
    """One page of filing."""

    key: str
    title: str
    url: str
    done: bool
    # Ticked once everything before it is done too: a page of optional questions is not done unseen.
    ticked: bool = False


@dataclass(frozen=True)
class Filing:
    """A draft with everything its pages need."""

    draft: Draft
    version: procedures.VersionInfo
    form: procedures.Form
    errors: dict[str, str]
    # The page whose answers were just taken: its copy on the device may go.
    sent: str = ""

    @property
    def whom(self) -> str:
        """For whom one files; empty until chosen. Where nobody may stand in, for oneself."""
        chosen = str((self.draft.people or {}).get("for") or "")
        return chosen if self.version.content.on_behalf else "self"

    @property
    def data(self) -> dict[str, Any]:
        """What was answered so far."""
        return self.draft.data or {}

    @property
    def needs_place(self) -> bool:
        """True when the person chooses a commune (the competent agency is not one for the whole province)."""
        rule = procedures.authority(self.version, worktime.today())
        return rule is not None and rule.level != "province"

    def components(self) -> list[procedures.Component]:
        """The papers to upload for these answers; those only shown at the desk are left out."""
        found = procedures.components(self.version, self.data, "ONLINE")
        return [c for c in found if c.kind == "submit" and not c.from_form]

    def missing_papers(self) -> list[procedures.Component]:
        """Required papers without a file."""
        have = set(self.draft.files.values_list("component_key", flat=True))
        return [c for c in self.components() if c.required and c.key not in have]

    def stages(self) -> list[Stage]:
        """Every page in order, with what is finished."""
        people = self.draft.people or {}
        found = []
        if self.version.content.on_behalf:
            found.append(self._stage(WHOM, _("Nộp cho ai"), bool(self.whom)))
        if self.whom in _OWNERS:
            found.append(self._stage(OWNER, str(_OWNERS[self.whom]), bool(people.get("owner"))))
        found.append(self._stage(CONTACT, _("Liên hệ"), bool((people.get("filer") or {}).get("phone"))))
        if self.needs_place:
            found.append(self._stage(PLACE, _("Nơi giải quyết"), self.draft.competent_agency_id is not None))
        for page in self.form.pages(self.data):
            names = [leaf.name for leaf in page.leaves]
            faulty = any(path == n or path.startswith(n + ".") for n in names for path in self.errors)
            found.append(
                Stage(
                    f"khai-{page.key}",
                    page.title,
                    reverse("dossiers:form_page", args=[self.draft.pk, page.key]),
                    not faulty,
                )
            )
        if self.components():
            found.append(self._stage(PAPERS, _("Giấy tờ kèm theo"), not self.missing_papers()))
        found.append(self._stage(REVIEW, _("Kiểm tra và nộp"), False))
        reached = list(accumulate((stage.done for stage in found), and_))
        return [replace(stage, ticked=tick) for stage, tick in zip(found, reached, strict=True)]

    def _stage(self, key: str, title: str, done: bool) -> Stage:
        return Stage(key, title, reverse(f"dossiers:{_NAMES[key]}", args=[self.draft.pk]), done)

    def after(self, key: str) -> str:
        """The address of the page after this one."""
        stages = self.stages()
        at = next((i for i, s in enumerate(stages) if s.key == key), -1)
        return stages[min(at + 1, len(stages) - 1)].url

    def before(self, key: str) -> str:
        """The address of the page before this one; the procedure's own page before the first."""
        stages = self.stages()
        at = next((i for i, s in enumerate(stages) if s.key == key), 0)
        return stages[at - 1].url if at else f"/thu-tuc/{self.version.code}/"

    def first_open(self) -> str:
        """Where to go on: the first page that is not finished."""
        return next((s.url for s in self.stages() if not s.done), self.stages()[-1].url)


def open_filing(request: HttpRequest, draft_id: UUID) -> Filing:
    """The draft of the signed-in person; NotFound for anybody else's."""
    draft = draft_of(identity.actor_of(request), draft_id)
    version = procedures.get_version(draft.procedure_version_id)
    form = procedures.form(version)
    sent = request.session.pop(SENT, "") if request.method == "GET" and SENT in request.session else ""
    return Filing(draft, version, form, form.clean(draft.data or {})[1], sent)


def go_on(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """To the page after this one, telling the device that what it kept of this page has arrived."""
    request.session[SENT] = f"{key}-{draft_id}"
    return HttpResponseRedirect(open_filing(request, draft_id).after(key))


def context(filing: Filing, key: str, **more: Any) -> dict[str, Any]:
    """What every page of filing shows: the procedure, the steps, the way back."""
    return {
        "filing": filing,
        "draft": filing.draft,
        "version": filing.version,
        "stages": filing.stages(),
        "current": key,
        "back": filing.before(key),
        "draft_key": f"{key}-{filing.draft.pk}",
        "sent": filing.sent,
        **more,
    }


def communes() -> list[tuple[str, str]]:
    """Communes of today as (code, name) in Vietnamese order."""
    from tinhso.lib.text import sort_key

    found = [u for u in organisation.units(worktime.today()) if u.level == "commune"]
    return sorted(((u.code, u.name) for u in found), key=lambda pair: sort_key(pair[1]))
