"""Addresses of the connection to the national portal."""

from __future__ import annotations

from django.urls import path

from tinhso.government.portal.views import dossier, lists, package

app_name = "portal"
urlpatterns = [
    path("can-bo/cong-quoc-gia/", lists.home, name="home"),
    path("can-bo/cong-quoc-gia/gui-lai/", lists.resend_many, name="resend_many"),
    path("can-bo/cong-quoc-gia/so-sanh/", lists.compare_now, name="compare_now"),
    path("can-bo/cong-quoc-gia/thu-ngay/", lists.knock, name="knock"),
    path("can-bo/cong-quoc-gia/so-chua-den/<uuid:lost_id>/", lists.lost_numbers, name="lost"),
    path("can-bo/cong-quoc-gia/goi/<uuid:package_id>/", package.one, name="package"),
    path("can-bo/cong-quoc-gia/ho-so/<uuid:outgoing_id>/", dossier.one, name="dossier"),
    path("can-bo/cong-quoc-gia/ho-so/<uuid:outgoing_id>/gui-lai/", dossier.resend_one, name="resend"),
    path("can-bo/cong-quoc-gia/ho-so/<uuid:outgoing_id>/xu-ly/", dossier.put_right_one, name="put_right"),
]
