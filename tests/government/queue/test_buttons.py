"""The kiosk shows the desk's own buttons, and the number goes to the counters that serve what was pressed."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import CODE, procedure
from tinhso.government.queue.actions.arrange import open_counter, plan_appointments
from tinhso.government.queue.actions.buttons import add_button, drop_button
from tinhso.government.queue.actions.call import call_next
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Appointment, KioskButton, Ticket
from tinhso.government.queue.queries.buttons import served_fields
from tinhso.government.queue.queries.slots import open_days, open_slots
from tinhso.lib.errors import Forbidden, Invalid
from tinhso.lib.held import forget_all

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/goi-so/quay/"
OTHER = "9.999998"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def two(queue):
    """Another procedure, of the same field, and a counter that serves it alone."""
    procedure(OTHER)
    forget_all()
    open_counter(queue.head, queue.desk.pk, 4, codes=[OTHER])
    return queue


@pytest.mark.parametrize(
    ("label", "field", "codes", "where"),
    [
        ("", "thu", [], "label"),
        ("x" * 81, "thu", [], "label"),
        ("Thử", "", [], "field"),
        ("Thử", "không có", [], "field"),
        ("Thử", "", ["1.1"], "codes"),
    ],
)
def test_a_button_leads_somewhere(queue, label, field, codes, where):
    with pytest.raises(Invalid) as refused:
        add_button(queue.head, queue.desk.pk, label, field=field, codes=codes)
    assert {fault.field for fault in refused.value.errors} == {where}


def test_only_the_head_sets_buttons_and_no_label_twice(queue):
    with pytest.raises(Forbidden):
        add_button(queue.world.reception, queue.desk.pk, "Thử", field="thu")
    add_button(queue.head, queue.desk.pk, "Thử", field="thu")
    with pytest.raises(Invalid):
        add_button(queue.head, queue.desk.pk, "Thử", field="thu")
    drop_button(queue.head, KioskButton.objects.get().pk)
    add_button(queue.head, queue.desk.pk, "Thử", field="thu")


def test_the_number_of_a_group_is_called_by_who_serves_one_of_it(two, window):
    head, client = window(two.head), window(two.world.reception)
    sent = {"label": "Đơn thử", "codes": f"{CODE}, {OTHER}"}
    assert head.post("/can-bo/goi-so/nut/", sent).status_code == 302
    assert head.post("/can-bo/goi-so/nut/", sent).status_code == 422
    assert "Đơn thử" in text(head.get(PAGE))
    page = text(client.get(f"/lay-so/{two.desk.slug}/?may=1"))
    button = KioskButton.objects.get()
    assert f'value="{button.pk}">Đơn thử</button>' in page
    answer = client.post(f"/lay-so/{two.desk.slug}/", {"may": "1", "button": str(button.pk)})
    assert "Đơn thử" in text(client.get(answer.headers["Location"]))
    ticket = Ticket.objects.get()
    assert (ticket.field, ticket.procedure, ticket.button) == ("", "", button)
    counter = open_counter(two.head, two.desk.pk, 3, codes=[CODE])
    assert call_next(two.world.reception, counter.pk).pk == ticket.pk


def test_a_button_of_one_procedure_names_it_and_a_dropped_one_takes_no_number(two):
    one = add_button(two.head, two.desk.pk, "Một việc", codes=[OTHER])
    ticket, _secret = take_ticket(two.world.resident, two.desk.pk, source="phone", button_id=one.pk)
    assert ticket.procedure == OTHER
    drop_button(two.head, one.pk)
    with pytest.raises(Invalid):
        take_ticket(two.world.resident, two.desk.pk, source="phone", button_id=one.pk)


def test_an_appointment_asks_what_it_is_about(queue, window):
    assert served_fields(queue.desk.pk) == [("thu", "Lĩnh vực thử")]
    plan_appointments(queue.head, queue.desk.pk, minutes=30, places=2, days_ahead=5)
    slot = open_slots(queue.desk.pk, open_days(queue.desk.pk)[-1])[0].starts_at.isoformat()
    client = window(queue.head)
    page = f"/lay-so/{queue.desk.slug}/hen/"
    missing = client.post(page, {"slot": slot})
    assert "Hãy chọn việc bạn đến làm" in text(missing)
    assert not Appointment.objects.exists()
    made = client.post(page, {"slot": slot, "field": "thu"})
    assert Appointment.objects.get().field == "thu"
    assert "Lĩnh vực thử" in text(client.get(made.headers["Location"]))
    assert client.post(page, {"slot": slot, "field": "other"}).status_code == 302
