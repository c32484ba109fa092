"""Addresses of the catalogue."""

from __future__ import annotations

from django.urls import path

from tinhso.government.procedures.views import agency, catalogue, procedure

app_name = "procedures"
urlpatterns = [
    path("tim/", catalogue.search, name="search"),
    path("thu-tuc/", catalogue.browse, name="browse"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("co-quan/", agency.agencies, name="agencies"),
    path("co-quan/<slug:slug>/thu-tuc/", agency.catalogue, name="agency"),
    path("viec/<slug:key>/", catalogue.life_event, name="life_event"),
]
