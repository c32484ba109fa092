"""Addresses of scanning."""

from __future__ import annotations

from django.urls import path

from tinhso.government.scanning.views import batch, home, paper, searching, sheets

app_name = "scanning"
urlpatterns = [
    path("can-bo/quet/", home.home, name="home"),
    path("can-bo/quet/thu-muc/", home.folder, name="folder"),
    path("can-bo/quet/lo/<uuid:batch_id>/", batch.batch, name="batch"),
    path("can-bo/quet/lo/<uuid:batch_id>/doc-lai/", batch.again, name="again"),
    path("can-bo/quet/giay/<uuid:paper_id>/", paper.paper, name="paper"),
    path("can-bo/quet/giay/<uuid:paper_id>/quet-lai/", paper.reject, name="reject"),
    path("can-bo/quet/giay/<uuid:paper_id>/ky-so/", paper.certify, name="certify"),
    path("can-bo/quet/giay/<uuid:paper_id>/xoa/", paper.erase, name="erase"),
    path("can-bo/quet/giay/<uuid:paper_id>/trang/<int:ordinal>.jpg", paper.image, name="image"),
    path("can-bo/quet/to-ngan/", sheets.choose, name="sheets"),
    path("can-bo/quet/to-ngan/in/", sheets.printed, name="print_sheets"),
    path("can-bo/quet/to-ngan/qr.svg", sheets.qr, name="sheet_qr"),
    path("can-bo/quet/tim/", searching.found, name="search"),
]
