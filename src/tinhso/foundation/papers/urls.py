"""Addresses of the papers room."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.papers.views import keys, templates

app_name = "papers"
urlpatterns = [
    path("xac-minh/khoa.json", keys.key_set, name="keys"),
    path("quan-tri/mau-giay/", templates.overview, name="templates"),
    path("quan-tri/mau-giay/<uuid:template_id>/", templates.one, name="template"),
    path("quan-tri/mau-giay/<uuid:template_id>/mau.pdf", templates.pdf, name="template_pdf"),
    path("quan-tri/mau-giay/<uuid:template_id>/trang-<int:number>.png", templates.page, name="template_page"),
]
