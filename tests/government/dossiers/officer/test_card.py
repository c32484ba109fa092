"""A card scanned at the counter: it fills, never files, and stands beside what is known of the person."""

from __future__ import annotations

from datetime import date

import pytest

from tests.government.dossiers.officer.test_counter import TYPED, post, text
from tests.government.dossiers.world import CODE
from tinhso.foundation.identity.models import Person
from tinhso.foundation.records.api import Subject, history, looks
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.django_db
NEW = "026190000009||Trần Thị Thẻ|20051990|Nữ|Thôn Đông, Xã Thử|10052021"
KNOWN = "026190000001||Nguyễn Thị Khác|20051990|Nữ|Thôn Đông, Xã Thử|10052021"


def scan(client, card, **changes):
    typed = {"owner.name": "", "owner.citizen_id": "", "card_text": card, "_update": "1", **changes}
    return client.post(f"/can-bo/quay/{CODE}/", {**TYPED, **typed})


@pytest.mark.parametrize("pressed", [{"_update": "1"}, {"_card": "1"}, {"_update": ""}])
def test_a_scan_fills_the_owner_and_files_nothing(world, desk, pressed):
    answer = scan(desk("reception"), NEW + "\r\n", **pressed)
    page = text(answer)
    assert answer.status_code == 200
    for filled in ("Trần Thị Thẻ", "026190000009", "Thôn Đông, Xã Thử", "1990"):
        assert f'value="{filled}"' in page
    assert "· nữ ·" in page
    assert not Dossier.objects.exists()


def test_a_scan_with_the_last_button_is_looked_at_before_anything_is_filed(world, desk):
    client = desk("reception")
    answer = client.post(f"/can-bo/quay/{CODE}/", {**TYPED, "card_text": NEW})
    assert 'value="Trần Thị Thẻ"' in text(answer)
    assert not Dossier.objects.exists()
    filed = post(client, **{"owner.name": "Trần Thị Thẻ", "owner.card": NEW})
    assert filed.status_code == 302
    assert Dossier.objects.get().parties.get(role="owner").name == "Trần Thị Thẻ"


def test_a_card_of_the_helper_fills_the_helper(world, desk):
    page = text(scan(desk("reception"), NEW, card_role="filer"))
    assert 'name="filer.name" type="text" spellcheck' in page or 'id="filer-name"' in page
    assert page.count('value="Trần Thị Thẻ"') == 1
    assert 'name="filer.birth_date__year"' in page


def test_a_damaged_scan_is_told_and_fills_no_damaged_field(world, desk):
    page = text(scan(desk("reception"), NEW.replace("Trần Thị Thẻ", "Traanf Thij Ther")))
    assert "Telex" in page
    assert 'value="Traanf' not in page
    assert 'value="026190000009"' in page


def test_a_number_asked_about_without_a_scan_is_a_look_too_and_limited(world, desk, monkeypatch):
    """A text in the hidden field of a card is answered as a scan is, so it leaves the same trace."""
    person = Person.objects.get(citizen_id="026190000001")
    client = desk("reception")
    typed = {"owner.name": "Ai Đó", "owner.citizen_id": "026190000001", "owner.card": KNOWN, "_update": "1"}
    page = client.post(f"/can-bo/quay/{CODE}/", typed)
    assert person.name in text(page)
    assert len(looks(Subject("account", person.account_id))) == 1
    client.post(f"/can-bo/quay/{CODE}/", typed)
    assert len(looks(Subject("account", person.account_id))) == 1
    monkeypatch.setattr("tinhso.government.dossiers.queries.known_people.MOST_AN_HOUR", 1)
    answer = scan(client, KNOWN)
    assert answer.status_code == 429
    assert person.name not in text(answer)


def test_another_name_under_the_same_number_is_chosen_by_the_clerk_and_recorded(world, desk):
    Person.objects.filter(citizen_id="026190000001").update(birth_date=date(1990, 5, 20))
    person = Person.objects.get(citizen_id="026190000001")
    client = desk("reception")
    page = text(scan(client, KNOWN))
    assert "Nguyễn Thị Ví Dụ" in page
    assert "Nguyễn Thị Khác" in page
    assert [look.account_id for look in looks(Subject("account", person.account_id))] == [
        world.reception.account_id
    ]
    typed = {"owner.name": "Nguyễn Thị Khác", "owner.citizen_id": "026190000001", "owner.card": KNOWN}
    undecided = post(client, **typed)
    assert undecided.status_code == 422
    assert 'href="#owner-known"' in text(undecided)
    assert post(client, **typed, **{"owner.known": "account"}).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.parties.get(role="owner").name == "Nguyễn Thị Ví Dụ"
    (event,) = [e for e in history(Subject("dossier", dossier.pk)) if e.verb == "dossier.compare_card"]
    assert (event.facts["chosen"], event.facts["against"]) == ("account", "account")
    assert "Khác" not in str(event.facts)
