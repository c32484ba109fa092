"""Addresses of the working calendar."""

from __future__ import annotations

from django.urls import path

from tinhso.foundation.worktime.views import days, hours

app_name = "worktime"
urlpatterns = [
    path("quan-tri/lich-lam-viec/", days.year, name="year"),
    path("quan-tri/lich-lam-viec/ngay/", days.edit, name="edit"),
    path("quan-tri/lich-lam-viec/gio/", hours.edit, name="hours"),
]
