"""Addresses of the national catalogue: the system administrator's pages only; entries are closed."""

from __future__ import annotations

from django.urls import path

from tinhso.government.catalogue.views import entries, imports

app_name = "catalogue"
HOME = "quan-tri/danh-muc-quoc-gia/"
urlpatterns = [
    path(HOME, entries.listing, name="entries"),
    path(f"{HOME}lan-nhap/", imports.listing, name="imports"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/", imports.one, name="import"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/chua-doc/", imports.report, name="report"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/thay-doi/<str:code>/", imports.change, name="change"),
    path(f"{HOME}<str:code>/", entries.one, name="entry"),
]
