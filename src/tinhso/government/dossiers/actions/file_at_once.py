"""A whole filing in one request, for programs: the same checks and the same receipt as a draft's."""

from __future__ import annotations

from dataclasses import replace

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.actions._create import Filed
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._front_door import check_online
from tinhso.government.dossiers.actions._idempotency import earlier
from tinhso.government.dossiers.actions._online import checked, enter, may_file
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.drafts import check_delivery
from tinhso.government.dossiers.rules.inputs import FilingInput, PaperInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


@verb("file", on="filing")
def file_at_once(actor: Actor, filing: FilingInput, *, idempotency_key: str) -> Filed:
    """File. The same key with the same content answers with the same receipt (`again`).

    No draft is made on the way. Raises Conflict when the key was used for other content, and whatever
    `file_dossier` raises.
    """
    ident = new_id()
    done, _key = earlier(actor, "file", idempotency_key, filing, makes=ident)
    if done is not None:
        return Filed(done, receipt.receipt_secret(done), again=True)
    may_file(actor)
    version = procedures.version(filing.procedure_code, today())
    check_online(version, today())
    return enter(actor, checked(version, _clean(filing)), ident)


def _clean(filing: FilingInput) -> FilingInput:
    """The filing with its short answers cleaned, and each file put to a component once."""
    if filing.competent_agency_id is not None:
        agency(filing.competent_agency_id)
    return replace(
        filing,
        parties=tuple(party for party in filing.parties if party.name.strip()),
        unit_code=text(filing.unit_code, "unit_code", 10),
        delivery=check_delivery(filing.delivery or "desk"),
        papers=tuple(
            dict.fromkeys(
                PaperInput(text(p.component_key, "component_key", 120, needed=True), p.file_id)
                for p in filing.papers
                if p.file_id is not None
            )
        ),
    )
