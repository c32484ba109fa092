"""Addresses of the organisation room."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.organisation.views import codes, units

app_name = "organisation"
urlpatterns = [
    path("quan-tri/ma-co-quan/", codes.listing, name="codes"),
    path("quan-tri/ma-co-quan/<uuid:agency_id>/", codes.one, name="code"),
    path("quan-tri/don-vi/", units.listing, name="units"),
    path("quan-tri/don-vi/<str:unit_code>/<str:valid_from>/", units.one, name="unit"),
]
