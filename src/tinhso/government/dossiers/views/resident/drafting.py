"""A draft as its pages see it: the steps of filing, where one is, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import and_
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.access import draft_of
from tinhso.government.dossiers.actions.renew_draft import version_today
from tinhso.government.dossiers.models import Draft
from tinhso.government.dossiers.rules import people as rules
from tinhso.government.dossiers.views.resident import clash, steps
from tinhso.government.dossiers.views.resident.steps import Stage
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import NotFound

SENT = "draft_sent"
# The kind of place of a procedure that is no longer in force: nowhere.
ENDED = "ended"


@dataclass(frozen=True)
class Filing:
    """A draft with everything its pages need."""

    draft: Draft
    version: procedures.VersionInfo
    form: procedures.Form
    errors: dict[str, str]
    # True for the account of an enterprise.
    firm: bool = False
    # The page whose answers were just taken: its copy on the device may go.
    sent: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """For whom this account may file this procedure."""
        content = self.version.content
        return rules.choices(content.on_behalf, content.subjects, self.firm)

    @property
    def whom(self) -> str:
        """For whom one files; empty until chosen, or when the choice is not one of this procedure."""
        choices = self.choices
        chosen = str((self.draft.people or {}).get("for") or "")
        return choices[0] if len(choices) == 1 else chosen if chosen in choices else ""

    @property
    def data(self) -> dict[str, Any]:
        """What was answered so far."""
        return self.draft.data or {}

    def components(self) -> list[procedures.Component]:
        """The papers to upload for these answers; those only shown at the desk are left out."""
        found = procedures.components(self.version, self.data, "ONLINE")
        return [c for c in found if c.kind == "submit" and not c.from_form]

    def missing_papers(self) -> list[procedures.Component]:
        """Required papers without a file."""
        have = set(self.draft.files.values_list("component_key", flat=True))
        return [c for c in self.components() if c.required and c.key not in have]

    def stages(self) -> list[Stage]:
        """Every step in order, with what is finished; the list is the same from the first page on."""
        asked = {page.key for page in self.form.pages(self.data)}
        found = []
        for step in steps.steps(self.version, self.form, self.choices, self.whom):
            if step.key.startswith(steps.FORM):
                key = step.key.removeprefix(steps.FORM)
                url = reverse("dossiers:form_page", args=[self.draft.pk, key])
                needed, done = key in asked, not self._faulty(key)
            else:
                url = reverse(f"dossiers:{steps.NAMES[step.key]}", args=[self.draft.pk])
                needed, done = self._stands(step.key)
            found.append(Stage(step.key, step.title, url, done or not needed, step.maybe, needed))
        reached = list(accumulate((stage.done for stage in found), and_))
        return [
            replace(stage, ticked=tick and stage.needed) for stage, tick in zip(found, reached, strict=True)
        ]

    def _faulty(self, page_key: str) -> bool:
        names = [leaf.name for leaf in self.form.page(page_key).leaves]
        return any(path == n or path.startswith(n + ".") for n in names for path in self.errors)

    def _stands(self, key: str) -> tuple[bool, bool]:
        """(do these answers call for the step, is it done) for the steps around the form."""
        people = self.draft.people or {}
        match key:
            case steps.WHOM:
                return True, bool(self.whom)
            case steps.OWNER:
                return self.whom in steps.OWNERS, bool(people.get("owner"))
            case steps.CONTACT:
                return True, bool((people.get("filer") or {}).get("phone"))
            case steps.PLACE:
                return True, self.draft.competent_agency_id is not None and self._unit_stands()
            case steps.PAPERS:
                return bool(self.components()), not self.missing_papers()
        return True, False

    def _unit_stands(self) -> bool:
        """False for a commune that went into another since it was chosen: one chooses again."""
        code = self.draft.unit_code
        return not code or any(unit.code == code for unit in organisation.units(worktime.today()))

    def part(self, key: str) -> Any:
        """What is saved of one page alone; the last page shows everything, so its part is the whole draft."""
        people = self.draft.people or {}
        if key.startswith(steps.FORM):
            leaves = self.form.page(key.removeprefix(steps.FORM)).leaves
            return {leaf.name: _dig(self.data, leaf.path) for leaf in leaves}
        match key:
            case steps.WHOM:
                return people.get("for")
            case steps.OWNER:
                return [people.get("for"), people.get("owner"), people.get("authorised")]
            case steps.CONTACT:
                filer = people.get("filer") or {}
                return [filer.get(name) for name in ("phone", "email", "address")]
            case steps.PLACE:
                return self.draft.unit_code
        return self.draft.version

    def after(self, key: str) -> str:
        """The address of the next step that these answers call for."""
        stages = self.stages()
        at = next((i for i, s in enumerate(stages) if s.key == key), -1)
        return next((s.url for s in stages[at + 1 :] if s.needed), stages[-1].url)

    def before(self, key: str) -> str:
        """The address of the step before this one; the procedure's own page before the first."""
        stages = self.stages()
        at = next((i for i, s in enumerate(stages) if s.key == key), 0)
        earlier = (s.url for s in reversed(stages[:at]) if s.needed)
        return next(earlier, f"/thu-tuc/{self.version.code}/")

    def first_open(self) -> str:
        """Where to go on: the first page that is not finished."""
        return next((s.url for s in self.stages() if not s.done), self.stages()[-1].url)


def _dig(tree: Any, path: Sequence[str]) -> Any:
    for name in path:
        tree = tree.get(name) if isinstance(tree, Mapping) else None
    return tree


def place_today(draft: Draft) -> procedures.FilingPlace:
    """Where one files today what this draft is for: the version in force says so, not the one it began under."""
    try:
        version = version_today(draft)
    except NotFound:
        return procedures.FilingPlace(
            ENDED, why=_("Thủ tục này không còn hiệu lực, nên không nộp được ở đâu nữa.")
        )
    return procedures.filing_place(version, worktime.today())


def open_filing(request: HttpRequest, draft_id: UUID) -> Filing:
    """The draft of the signed-in person; NotFound for anybody else's."""
    draft = draft_of(identity.actor_of(request), draft_id)
    version = procedures.get_version(draft.procedure_version_id)
    form = procedures.form(version, for_reader=True)
    sent = request.session.pop(SENT, "") if request.method == "GET" and SENT in request.session else ""
    account_id = identity.actor_of(request).account_id
    firm = account_id is not None and identity.organisation_of(account_id) is not None
    return Filing(draft, version, form, form.clean(draft.data or {})[1], firm, sent)


def go_on(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """To the page after this one, telling the device that what it kept of this page has arrived."""
    request.session[SENT] = f"{key}-{draft_id}"
    return HttpResponseRedirect(open_filing(request, draft_id).after(key))


def context(filing: Filing, key: str, **more: Any) -> dict[str, Any]:
    """What every page of filing shows: the procedure, the steps, the way back, what it was drawn from."""
    return {
        "filing": filing,
        "draft": filing.draft,
        "version": filing.version,
        "stages": filing.stages(),
        "current": key,
        "back": filing.before(key),
        "draft_key": f"{key}-{filing.draft.pk}",
        "sent": filing.sent,
        "seen": clash.seen(filing.draft.version, filing.part(key)),
        **more,
    }


def communes() -> list[tuple[str, str]]:
    """Communes of today as (code, name) in Vietnamese order."""
    from tinhso.lib.text import sort_key

    found = [u for u in organisation.units(worktime.today()) if u.level == "commune"]
    return sorted(((u.code, u.name) for u in found), key=lambda pair: sort_key(pair[1]))
