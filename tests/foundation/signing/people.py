"""A commune whose leader and seal have certificates of the tests' authority, their keys in files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from tests.foundation.signing.office import Office, paper
from tests.government.dossiers.world import World, build
from tinhso.foundation.files.api import StoredFile, keep_made
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.lib.actor import Actor

SYSTEM = Actor.system("test")
SOFT = {"hsm": "tinhso.foundation.signing.means.soft.Soft"}


def believed(settings: Any, office: Office, *, stamped: bool = False) -> None:
    """The site that trusts this authority, and signs with keys in files."""
    settings.TINHSO_SIGNING_ROOTS = str(office.folder / "trust")
    settings.TINHSO_SIGNING_HOSTS = office.address.removeprefix("http://")
    settings.TINHSO_SIGNING_TSA = f"{office.address}/demo/tsa/tsa" if stamped else ""
    settings.TINHSO_SIGNING_MEANS = SOFT


@dataclass
class Signers:
    """The small commune, and the certificates of its leader and its seal."""

    world: World
    office: Office
    leader: signing.Certificate
    agency: signing.Certificate

    def ask(
        self, what: str = "leader", file: StoredFile | None = None, **more: Any
    ) -> signing.SigningRequest:
        """Something for the leader (or the agency) to sign."""
        subject = more.pop("subject", None) or Subject("thing", uuid4())
        kept = file or filed(subject)
        holder = (
            {"agency_id": self.world.committee.pk}
            if what == "agency"
            else {"account_id": self.world.leader.account_id}
        )
        title = more.pop("title", "Giấy xác nhận thử")
        wish = signing.Wish(subject, what, title, file_id=kept.pk, **{**holder, **more})
        return signing.ask(self.world.specialist, wish)


def filed(subject: Subject, content: bytes | None = None) -> StoredFile:
    """A paper that the platform made."""
    return keep_made(SYSTEM, "giay.pdf", content or paper(), subject, pages=1)


def register(
    office: Office, who: str, *, kind: str = "hsm", reference: Any = None, **holder: Any
) -> signing.Certificate:
    """One of the authority's certificates, for a holder, whose it was before any day that a test plays."""
    holder.setdefault("bound_since", date(2020, 1, 1))
    content = (office.folder / f"{who}.pem").read_bytes() + (office.folder / "issuing.pem").read_bytes()
    told = {"file": str(office.folder / f"{who}.key.pem")} if reference is None else reference
    regime = holder.pop("regime", "state")
    return signing.register_certificate(SYSTEM, content, kind=kind, regime=regime, reference=told, **holder)


def signers(office: Office, settings: Any, *, stamped: bool = False) -> Signers:
    """Everything, from nothing."""
    believed(settings, office, stamped=stamped)
    world = build()
    return Signers(
        world,
        office,
        register(office, "leader", account_id=world.leader.account_id),
        register(office, "agency", agency_id=world.committee.pk),
    )
