"""Addresses of queues."""

from __future__ import annotations

from django.urls import path

from tinhso.government.queue.views import appointments, arranging, buttons, calling, figures, screen, taking

app_name = "queue"
urlpatterns = [
    path("lay-so/", taking.desks, name="desks"),
    path("lay-so/<slug:slug>/", taking.take, name="take"),
    path("lay-so/<slug:slug>/so/<str:secret>/", taking.ticket, name="ticket"),
    path("lay-so/<slug:slug>/so/<str:secret>/qr.svg", taking.qr, name="ticket_qr"),
    path("lay-so/<slug:slug>/hen/", appointments.choose, name="appoint"),
    path("lay-so/<slug:slug>/den/", appointments.arrive_by_code, name="arrive"),
    path("lay-so/<slug:slug>/hen/<str:secret>/", appointments.appointment, name="appointment"),
    path("man-hinh/<slug:slug>/", screen.screen, name="screen"),
    path("can-bo/goi-so/", calling.desk, name="desk"),
    path("can-bo/goi-so/quay-cua-toi/", calling.sit, name="sit"),
    path("can-bo/goi-so/goi/", calling.call, name="call"),
    path("can-bo/goi-so/so/<uuid:ticket_id>/<str:verb>/", calling.act, name="act"),
    path("can-bo/goi-so/quay/", arranging.counters, name="counters"),
    path("can-bo/goi-so/quay/<uuid:counter_id>/dong/", arranging.close, name="close_counter"),
    path("can-bo/goi-so/nut/", buttons.add, name="add_button"),
    path("can-bo/goi-so/nut/<uuid:button_id>/bo/", buttons.drop, name="drop_button"),
    path("can-bo/goi-so/lich-hen/", arranging.plan, name="plan"),
    path("can-bo/goi-so/so-lieu/", figures.figures, name="figures"),
    path("can-bo/goi-so/so-lieu/danh-sach/", figures.listed, name="listed"),
]
