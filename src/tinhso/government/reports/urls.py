"""Addresses of reports; for officers."""

from __future__ import annotations

from django.urls import path

from tinhso.government.reports.views import acts, files, home, one

app_name = "reports"
HOME = "can-bo/bao-cao/"
ONE = f"{HOME}<uuid:kept_report_id>/"
urlpatterns = [
    path(HOME, home.home, name="home"),
    path(f"{HOME}gui-den/", home.arrived, name="arrived"),
    path(ONE, one.one, name="report"),
    path(f"{ONE}ho-so/", one.behind, name="behind"),
    path(f"{ONE}viec/<str:report_act>/", acts.do, name="do"),
    path(f"{ONE}bang.xlsx", files.xlsx, name="xlsx"),
    path(f"{ONE}bang.csv", files.csv, name="csv"),
    path(f"{ONE}ban-in.pdf", files.pdf, name="pdf"),
]
