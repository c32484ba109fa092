"""Numbers on real PostgreSQL: without twin or gap, called once, linked to the dossier, closed overnight."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.government.dossiers.world import MONDAY
from tinhso.demo.desks import open_desks
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, today
from tinhso.government.queue.actions.appoint import arrive, book, by_code, cancel
from tinhso.government.queue.actions.arrange import close_counter, open_counter, plan_appointments
from tinhso.government.queue.actions.call import call_again, call_next
from tinhso.government.queue.actions.close_days import close_days
from tinhso.government.queue.actions.serve import done, let_back, no_show, serve, transfer
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Appointment, Counter, Ticket, TicketMove
from tinhso.government.queue.queries.figures import figures, group, rows
from tinhso.government.queue.queries.slots import open_days, open_slots
from tinhso.government.queue.queries.waiting import place_of
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, Refused

VISITOR = Actor(kind="resident")


def take(queue, **wish):
    return take_ticket(VISITOR, queue.desk.pk, source="kiosk", **wish)[0]


def verbs(ticket):
    return [event.verb for event in history(Subject("ticket", ticket.pk))]


def test_a_number_is_taken_called_served_and_every_step_is_an_event(queue):
    clerk = queue.world.reception
    first, second = take(queue), take(queue, field="thu", priority="Người cao tuổi")
    assert [first.number, second.number] == ["001", "002"]
    assert call_next(clerk, queue.one.pk).pk == second.pk
    with pytest.raises(Conflict, match="002"):
        call_next(clerk, queue.one.pk)
    with at(MONDAY + timedelta(minutes=7)):
        call_again(clerk, second.pk)
        serve(clerk, second.pk)
    with at(MONDAY + timedelta(minutes=10)):
        done(clerk, second.pk)
    with pytest.raises(Conflict):
        done(clerk, second.pk)
    taken = ["ticket.take", "ticket.call", "ticket.recall", "ticket.serve", "ticket.done"]
    assert [verb for verb in verbs(second) if verb in taken] == taken
    (row,) = [row for row in rows(queue.desk.pk, today(), today()) if row.ticket.pk == second.pk]
    assert (row.times.waited, row.times.served) == (timedelta(minutes=7), timedelta(minutes=3))
    told = figures(rows(queue.desk.pk, today(), today()))
    assert (told.counts["all"], told.counts["done"], told.counts["open"]) == (2, 1, 1)
    assert group(rows(queue.desk.pk, today(), today()), "open")[0].ticket.pk == first.pk
    # The second counter serves one field and whoever did not say.
    assert call_next(clerk, queue.two.pk).pk == first.pk


def test_sent_on_given_up_and_let_back_in(queue):
    clerk = queue.world.reception
    ticket = take(queue)
    call_next(clerk, queue.one.pk)
    with pytest.raises(Invalid):
        transfer(clerk, ticket.pk, queue.one.pk)
    transfer(clerk, ticket.pk, queue.two.pk)
    assert call_next(clerk, queue.one.pk) is None
    assert call_next(clerk, queue.two.pk).pk == ticket.pk
    no_show(clerk, ticket.pk)
    assert let_back(clerk, ticket.pk).state == "waiting"
    assert place_of(take(queue)) == (1, None)


def test_who_is_of_another_desk_calls_nobody_and_only_the_head_sets_counters(queue):
    take(queue)
    for actor in (queue.world.specialist, queue.world.outsider, VISITOR):
        with pytest.raises(Forbidden):
            call_next(actor, queue.one.pk)
    with pytest.raises(Forbidden):
        open_counter(queue.world.reception, queue.desk.pk, 3)
    with pytest.raises(Invalid) as refused:
        open_counter(queue.head, queue.desk.pk, 0, fields=["khong-co"], codes=["x"])
    assert {fault.field for fault in refused.value.errors} == {"number", "fields", "procedures"}


def test_a_counter_that_serves_something_else_is_a_new_row_and_its_past_stays(queue):
    with at(MONDAY + timedelta(days=1)):
        later = open_counter(queue.head, queue.desk.pk, 2)
        queue.two.refresh_from_db()
        assert queue.two.valid_to == MONDAY.date()
        assert (queue.two.fields, later.fields) == (["thu"], [])
        close_counter(queue.head, later.pk)
        close_counter(queue.head, Counter.objects.get(number=1).pk)
    with at(MONDAY + timedelta(days=2)), pytest.raises(Refused, match="đến thẳng quầy"):
        take(queue)


def test_who_waits_for_a_counter_that_is_declared_anew_is_still_called(queue):
    with at(MONDAY + timedelta(days=1)):
        waiting = take(queue, field="thu")
        Counter.objects.filter(number=1).update(valid_to=MONDAY.date())
        later = open_counter(queue.head, queue.desk.pk, 2)
        Counter.objects.filter(pk=later.pk).update(fields=["khac"])
        assert call_next(queue.world.reception, later.pk).pk == waiting.pk


def test_a_counter_is_not_declared_anew_under_whoever_stands_at_it(queue):
    with at(MONDAY + timedelta(days=1)):
        take(queue)
        called = call_next(queue.world.reception, queue.one.pk)
        with pytest.raises(Invalid) as refused:
            open_counter(queue.head, queue.desk.pk, 1)
        assert refused.value.code == "counter_busy"
        serve(queue.world.reception, called.pk)
        done(queue.world.reception, called.pk)
        assert open_counter(queue.head, queue.desk.pk, 1).valid_from > queue.one.valid_from


def test_nothing_is_lost_overnight(queue):
    ticket, called = take(queue), take(queue)
    call_next(queue.world.reception, queue.one.pk)
    assert close_days() == 0
    with at(MONDAY + timedelta(days=1)):
        assert (close_days(), close_days()) == (2, 0)
        assert take(queue).serial == 1
    assert set(Ticket.objects.filter(pk__in=[ticket.pk, called.pk]).values_list("state", flat=True)) == {
        "not_served"
    }
    assert "ticket.close" in verbs(ticket)


def test_a_slot_takes_so_many_and_the_one_who_comes_goes_before_the_others(queue):
    assert open_days(queue.desk.pk) == []
    plan_appointments(queue.head, queue.desk.pk, minutes=30, places=1, days_ahead=3)
    slot = open_slots(queue.desk.pk, today())[0].starts_at
    first, _secret = book(VISITOR, queue.desk.pk, slot)
    with pytest.raises(Conflict, match="hết chỗ"):
        book(VISITOR, queue.desk.pk, slot)
    with pytest.raises(Refused):
        book(VISITOR, queue.desk.pk, slot + timedelta(minutes=7))
    cancel(VISITOR, first.pk)
    second, _secret = book(VISITOR, queue.desk.pk, slot)
    missed, _secret = book(VISITOR, queue.desk.pk, open_slots(queue.desk.pk, today())[2].starts_at)
    ordinary = take(queue)
    with at(slot):
        ticket, _secret = arrive(VISITOR, by_code(queue.desk.pk, second.code).pk)
        with pytest.raises(Conflict):
            arrive(VISITOR, second.pk)
        assert call_next(queue.world.reception, queue.one.pk).pk == ticket.pk
    assert ordinary.state == "waiting"
    with at(MONDAY + timedelta(days=1)):
        close_days()
    assert Appointment.objects.get(pk=missed.pk).state == "missed"


def test_the_demonstration_opens_two_counters_once(queue):
    Counter.objects.all().delete()
    for _round in range(2):
        open_desks([queue.world.unit.code])
    assert list(Counter.objects.values_list("agency", "number").order_by("number")) == [
        (queue.desk.pk, 1),
        (queue.desk.pk, 2),
    ]
    assert open_days(queue.desk.pk)


@pytest.mark.django_db(transaction=True)
def test_parallel_taking_and_calling_has_neither_twin_nor_gap(committed_queue):
    queue = committed_queue

    def alone(act):
        try:
            with at(MONDAY):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _n: alone(lambda: take(queue).serial), range(24)))
        taken.append(alone(lambda: take(queue).serial))
    assert sorted(taken) == list(range(1, 26))
    with at(MONDAY):
        more = [open_counter(queue.head, queue.desk.pk, n) for n in range(3, 9)]
    clerk = queue.world.reception
    with ThreadPoolExecutor(6) as pool:
        called = list(pool.map(lambda c: alone(lambda: call_next(clerk, c.pk).serial), more))
    assert sorted(called) == [1, 2, 3, 4, 5, 6]
    assert TicketMove.objects.filter(verb="call").count() == 6
