"""Addresses of the province room."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.province.views import brand, settings

app_name = "province"
urlpatterns = [
    path("mau/<slug:version>.css", brand.colours, name="colours"),
    path("quan-tri/cau-hinh/", settings.overview, name="settings"),
    path("quan-tri/cau-hinh/bo/<uuid:setting_id>/", settings.withdraw, name="withdraw"),
    path("quan-tri/cau-hinh/<str:key>/", settings.value, name="setting"),
]
