"""Addresses of the national catalogue (the system administrator's alone) and of what agencies offer."""

from __future__ import annotations

from django.urls import path

from tinhso.government.catalogue.views import entries, imports, offer, offers, renew

app_name = "catalogue"
HOME = "quan-tri/danh-muc-quoc-gia/"
OFFERS = "quan-tri/thu-tuc/"
urlpatterns = [
    path(HOME, entries.listing, name="entries"),
    path(f"{HOME}lan-nhap/", imports.listing, name="imports"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/", imports.one, name="import"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/chua-doc/", imports.report, name="report"),
    path(f"{HOME}lan-nhap/<uuid:import_id>/thay-doi/<str:code>/", imports.change, name="change"),
    path(f"{HOME}<str:code>/", entries.one, name="entry"),
    path(OFFERS, offers.listing, name="offers"),
    path(f"{OFFERS}mo/", offers.many, name="open_many"),
    path(f"{OFFERS}dot/<uuid:run_id>/", offers.run, name="run"),
    path(f"{OFFERS}<str:code>/", offer.one, name="offer"),
    path(f"{OFFERS}<str:code>/lam-moi/", renew.renew, name="renew"),
    path(f"{OFFERS}<str:code>/phien-ban/", offer.difference, name="version_change"),
]
