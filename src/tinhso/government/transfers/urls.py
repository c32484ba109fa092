"""Addresses of hand-overs between desks."""

from __future__ import annotations

from django.urls import path

from tinhso.government.transfers.views import lists, receivers

app_name = "transfers"
urlpatterns = [
    path("can-bo/ban-giao/", lists.home, name="home"),
    path("can-bo/ban-giao/danh-sach/", lists.every, name="lists"),
    path("can-bo/ban-giao/lap/", lists.draw_up, name="draw_up"),
    path("can-bo/ban-giao/<uuid:list_id>/", lists.one, name="list"),
    path("can-bo/ban-giao/<uuid:list_id>/in/", lists.paper, name="paper"),
    path("can-bo/ban-giao/<uuid:list_id>/ket-qua.pdf", lists.result_pdf, name="result_pdf"),
    path("can-bo/ban-giao/<uuid:list_id>/giao/", lists.give, name="give"),
    path("can-bo/ban-giao/<uuid:list_id>/nhan/", lists.take, name="take"),
    path("can-bo/ban-giao/<uuid:list_id>/bo/", lists.give_up, name="give_up"),
    path("quan-tri/noi-nhan-ban-giao/", receivers.receivers, name="receivers"),
    path("quan-tri/noi-nhan-ban-giao/<uuid:receiver_id>/het/", receivers.end, name="end_receiver"),
]
