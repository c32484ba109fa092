"""A desk that was divided: each heir has the lists of its own part of the paper."""

from __future__ import annotations

import pytest

from tests.government.dossiers import test_boundary as boundary
from tests.government.dossiers.world import numbered, officer
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.models import Dossier, Step
from tinhso.government.transfers.access import desks_of, list_of
from tinhso.government.transfers.models import HandList, ListedDossier, Transfer
from tinhso.lib.errors import NotFound
from tinhso.lib.ids import new_id


def test_who_continues_a_part_has_no_list_of_the_other_part(db: None) -> None:
    merged = boundary.Merged()
    got = numbered(merged.before, boundary.BEFORE)
    Dossier.objects.filter(pk=got.pk).update(
        received_at=merged.district, competent=merged.district, holder_agency=merged.district
    )
    Step.objects.filter(dossier=got).update(agency=merged.district)
    desks = {"from_desk": merged.district, "to_desk": merged.before.desk}
    drawn = HandList.objects.create(
        **desks, way="out", year=2025, serial=1, made_at=boundary.BEFORE, made_by=new_id()
    )
    moved = Transfer.objects.create(dossier_id=got.pk, **desks, received_at=boundary.BEFORE)
    ListedDossier.objects.create(hand_list=drawn, transfer=moved)
    heir = officer("thua-ke", merged.new, "reception")
    other = officer("noi-khac", merged.elsewhere, "reception")
    with at(boundary.AFTER):
        assert list_of(heir, drawn.pk) == drawn
        assert merged.district.pk in desks_of(other), "it continues another part of the same desk"
        with pytest.raises(NotFound):
            list_of(other, drawn.pk)
