"""Which rooms are asked about a paper, in the order in which they registered."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from tinhso.government.verification.rules.paper import Paper
from tinhso.lib.actor import Actor


class Source(Protocol):
    """A room that issues papers. It records the look of whoever asks, and tells no more than the paper says."""

    def by_code(self, actor: Actor, code: str, token: str) -> list[Paper]:
        """The paper named `code` whose verification code is `token`; empty for any wrong pair."""

    def by_digest(self, actor: Actor, sha256: str) -> list[Paper]:
        """The papers whose file has this SHA-256."""

    def by_paper(self, actor: Actor, paper_id: UUID) -> list[Paper]:
        """The made paper whose signed QR was scanned."""


_SOURCES: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Ask this source too; once for each name, in `AppConfig.ready`."""
    if name in _SOURCES:
        raise ValueError(f"source of papers {name!r} is registered twice")
    _SOURCES[name] = source


def by_code(actor: Actor, code: str, token: str) -> list[Paper]:
    """Every paper that carries this pair."""
    return [paper for source in _SOURCES.values() for paper in source.by_code(actor, code, token)]


def by_paper(actor: Actor, paper_id: UUID) -> list[Paper]:
    """What our records have of the paper with this id."""
    return [paper for source in _SOURCES.values() for paper in source.by_paper(actor, paper_id)]


def by_digest(actor: Actor, sha256: str) -> list[Paper]:
    """Every paper that is this very file."""
    return [paper for source in _SOURCES.values() for paper in source.by_digest(actor, sha256)]
