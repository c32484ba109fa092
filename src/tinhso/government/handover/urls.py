"""Addresses of handing results over."""

from __future__ import annotations

from django.urls import path

from tinhso.government.handover.views import desk, person

app_name = "handover"
urlpatterns = [
    path("can-bo/giao-ket-qua/", desk.home, name="home"),
    path("can-bo/giao-ket-qua/vi-mo-phong/", person.simulated, name="simulated"),
    path("can-bo/giao-ket-qua/<uuid:dossier_id>/", desk.result, name="result"),
    path("can-bo/giao-ket-qua/<uuid:dossier_id>/phieu/", desk.paper, name="paper"),
    path("can-bo/giao-ket-qua/<uuid:dossier_id>/viec/<str:verb>/", desk.act, name="act"),
    path("can-bo/giao-ket-qua/<uuid:dossier_id>/nhan/<uuid:item_id>/", desk.label_page, name="label"),
    path("can-bo/giao-ket-qua/<uuid:dossier_id>/nhan/<uuid:item_id>/<str:verb>/", desk.item, name="item"),
    path("nhan-ket-qua/<str:secret>/", person.confirm_page, name="person"),
]
