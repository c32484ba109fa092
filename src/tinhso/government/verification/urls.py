"""Addresses of verification."""

from __future__ import annotations

from django.urls import path

from tinhso.government.verification.views import checking, scanned, signatures

app_name = "verification"
urlpatterns = [
    path("xac-minh/", checking.ask, name="ask"),
    path("xac-minh/qr/<str:token>/", scanned.scanned, name="scanned"),
    path("xac-minh/chu-ky/", signatures.signatures, name="signatures"),
    path("xac-minh/<str:code>/<str:token>/", checking.paper, name="paper"),
]
