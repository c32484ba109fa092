"""Addresses of money."""

from __future__ import annotations

from django.urls import path

from tinhso.government.payments.views import notice, resident

app_name = "payments"
urlpatterns = [
    path("thanh-toan/thong-bao/", notice.notice, name="notice"),
    path("tra-cuu/<str:code>/nop-tien/", resident.pay, name="pay"),
    path("tra-cuu/<str:code>/nop-tien/hoi-lai/", resident.check, name="check"),
    path("tra-cuu/<str:code>/nop-tien/ve/", resident.back, name="back"),
]
