"""Many steps of a worklist forwarded in one go: which may go, and which outcomes they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tinhso.foundation.signing import api as signing
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.sign_result import signable
from tinhso.government.dossiers.actions.work import MOST_BULK, OWN_VERB
from tinhso.government.dossiers.models import Step
from tinhso.lib.actor import Actor

Picked = tuple[UUID, int | None]


@dataclass(frozen=True)
class Batch:
    """What was chosen, sorted out. `left`: how many are over the limit of one go and stay where they are."""

    going: list[tuple[Step, int | None]]
    staying: list[Step]
    left: int

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that every chosen step knows, in the order of the first; empty when they share none."""
        if not self.going:
            return ()
        shared = set.intersection(*(set(step.outcomes) for step, _version in self.going))
        return tuple(key for key in self.going[0][0].outcomes if key in shared)

    def signed_by(self, actor: Actor) -> bool:
        """True when every chosen step is one where this officer signs the result digitally."""
        return (
            bool(self.going)
            and actor.account_id is not None
            and all(signable(step.dossier, step) for step, _version in self.going)
            and bool(signing.of_account(actor.account_id))
        )

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """The names of the chosen steps with how many there are of each, the most first."""
        count: dict[str, int] = {}
        for step, _version in self.going:
            count[step.name] = count.get(step.name, 0) + 1
        return sorted(count.items(), key=lambda pair: -pair[1])


def batch(actor: Actor, picked: Sequence[Picked]) -> Batch:
    """The steps that exist and that the officer may see, at most `MOST_BULK` of them.

    Numbering and handing over are acts with facts of their own: those steps stay and are named. Whether the
    officer may do a step is decided when it is done, each on its own.
    """
    wanted = dict(picked)
    taken = list(wanted)[:MOST_BULK]
    found = {s.pk: s for s in Step.objects.select_related("dossier").filter(pk__in=taken)}
    steps = [found[ident] for ident in taken if ident in found]
    steps = [step for step in steps if access.may_see(actor, step.dossier)]
    alone = [step for step in steps if step.kind in OWN_VERB or not step.process_step_id]
    return Batch(
        going=[(step, wanted[step.pk]) for step in steps if step not in alone],
        staying=alone,
        left=len(wanted) - len(taken),
    )
