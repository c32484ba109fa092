"""The pages of a queue: a number from the kiosk to the receipt, the screen, the head's figures, who may not."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from tests.government.dossiers.officer.test_counter import TYPED
from tests.government.dossiers.world import CODE, MONDAY
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.models import Dossier
from tinhso.government.queue.actions.arrange import plan_appointments
from tinhso.government.queue.models import Appointment, Counter, Ticket

SLUG = "mot-cua-thu"


def text(answer):
    return answer.content.decode()


def test_from_the_kiosk_to_the_receipt(queue, window):
    visitor, clerk = Client(), window(queue.world.reception)
    assert "Lĩnh vực thử" in text(visitor.get(f"/lay-so/{SLUG}/?may=1"))
    taken = visitor.post(f"/lay-so/{SLUG}/", {"may": "1", "field": "thu", "priority": "Người cao tuổi"})
    assert taken.url.endswith("/?may=1")
    assert "data-print-ticket" in text(visitor.get(taken.url))
    phone = visitor.post(f"/lay-so/{SLUG}/", {"field": ""})
    assert "Còn 1 người trước bạn" in text(visitor.get(phone.url))
    assert visitor.get(phone.url.rstrip("/") + "/qr.svg")["Content-Type"] == "image/svg+xml"
    assert visitor.get(f"/lay-so/{SLUG}/so/khong-co/").status_code == 404

    clerk.post("/can-bo/goi-so/quay-cua-toi/", {"counter": str(queue.one.pk)})
    clerk.post("/can-bo/goi-so/goi/")
    first = Ticket.objects.get(serial=1)
    assert (first.state, first.source) == ("called", "kiosk")
    assert "Mời số 1, đến quầy số 1." in text(visitor.get(f"/man-hinh/{SLUG}/"))
    served = clerk.post(f"/can-bo/goi-so/so/{first.pk}/serve/", {"receive": "1"})
    assert served.url == "/can-bo/quay/"
    assert clerk.post(f"/can-bo/quay/{CODE}/", TYPED).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.code in text(clerk.get("/can-bo/goi-so/"))
    clerk.post("/can-bo/goi-so/goi/", {"done": "1"})
    assert list(Ticket.objects.order_by("serial").values_list("state", flat=True)) == ["done", "called"]
    listed = text(window(queue.head).get("/can-bo/goi-so/so-lieu/danh-sach/?nhom=done"))
    assert dossier.code in listed
    assert "001" in listed


def test_the_head_declares_counters_and_reads_figures_others_do_not(queue, window):
    head, clerk = window(queue.head), window(queue.world.reception)
    fault = head.post("/can-bo/goi-so/quay/", {"number": "0", "procedures": "9.000000"})
    assert fault.status_code == 422
    assert 'id="number-error"' in text(fault)
    made = {"number": "3", "procedures": CODE, "fields": ["thu"]}
    today = MONDAY.date()
    made |= {f"valid_from__{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    assert head.post("/can-bo/goi-so/quay/", made).status_code == 302
    third = Counter.objects.get(number=3)
    assert (third.procedures, third.fields) == ([CODE], ["thu"])
    assert head.post(f"/can-bo/goi-so/quay/{third.pk}/dong/").status_code == 302
    assert head.get("/can-bo/goi-so/so-lieu/").status_code == 200
    assert head.get("/can-bo/goi-so/so-lieu/danh-sach/?nhom=x").status_code == 404
    for address in ("/can-bo/goi-so/quay/", "/can-bo/goi-so/so-lieu/"):
        assert clerk.get(address).status_code == 403
    assert window(queue.world.outsider).get("/can-bo/goi-so/").status_code == 403


def test_an_appointment_is_booked_kept_by_its_link_and_becomes_a_number(queue):
    plan_appointments(queue.head, queue.desk.pk, minutes=30, places=1, days_ahead=2)
    visitor = Client()
    page = text(visitor.get(f"/lay-so/{SLUG}/hen/"))
    slot = page.split('name="slot" type="radio" value="')[1].split('"')[0]
    booked = visitor.post(f"/lay-so/{SLUG}/hen/", {"slot": slot, "priority": "", "field": "thu"})
    made = Appointment.objects.get()
    assert made.code in text(visitor.get(booked.url))
    assert visitor.post(f"/lay-so/{SLUG}/hen/", {"slot": slot, "field": "thu"}).status_code == 409
    wrong = visitor.post(f"/lay-so/{SLUG}/den/", {"code": "x"})
    assert wrong.status_code == 404
    with at(made.starts_at - timedelta(minutes=5)):
        came = visitor.post(f"/lay-so/{SLUG}/den/", {"code": made.code})
        assert "Bạn là người tiếp theo" in text(visitor.get(came.url))


def test_a_moment_that_no_calendar_holds_is_no_slot(queue):
    for odd in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "nay", ""):
        answer = Client().post(f"/lay-so/{SLUG}/hen/", {"slot": odd, "field": "thu"})
        assert 400 <= answer.status_code < 500, odd
    assert not Appointment.objects.exists()
