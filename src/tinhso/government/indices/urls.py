"""Addresses of indices."""

from __future__ import annotations

from django.urls import path, re_path

from tinhso.government.indices.views import published

app_name = "indices"
urlpatterns = [
    path("chi-so/dti/", published.home, name="dti"),
    path("chi-so/dti/<int:year>/", published.year, name="dti_year"),
    path("chi-so/dti/noi-bo/", published.internal, name="dti_internal"),
    path("chi-so/dti/con-so/", published.figures, name="dti_figures"),
    re_path(r"^chi-so/dti/du-lieu/(?P<name>[a-z-]+)\.(?P<form>csv|json)$", published.data, name="dti_data"),
]
