"""Addresses of money."""

from __future__ import annotations

from django.urls import path

from tinhso.government.payments.views import bills, desk, notice, papers, receipts, refunds, resident

app_name = "payments"
urlpatterns = [
    path("thanh-toan/thong-bao/", notice.notice, name="notice"),
    path("tra-cuu/<str:code>/nop-tien/", resident.pay, name="pay"),
    path("tra-cuu/<str:code>/nop-tien/hoi-lai/", resident.check, name="check"),
    path("tra-cuu/<str:code>/nop-tien/ve/", resident.back, name="back"),
    path("can-bo/thu-tien/", desk.home, name="home"),
    path("can-bo/thu-tien/ngay/<str:iso>/", desk.day, name="day"),
    path("can-bo/thu-tien/ngay/<str:iso>/<str:verb>/", desk.day_act, name="day_act"),
    path("can-bo/thu-tien/doi-soat/", desk.compare, name="compare"),
    path("can-bo/thu-tien/doi-soat/<str:verb>/", desk.compare_act, name="compare_act"),
    path("can-bo/thu-tien/chenh-lech/<uuid:ident>/", desk.one, name="difference"),
    path("can-bo/thu-tien/chenh-lech/<uuid:ident>/<str:verb>/", desk.one_act, name="difference_act"),
    path("can-bo/thu-tien/hoan/<uuid:dossier_id>/", refunds.refunds, name="refunds"),
    path("can-bo/thu-tien/hoan/<uuid:dossier_id>/<str:verb>/", refunds.refund_act, name="refund_act"),
    path("can-bo/thu-tien/bien-lai/pdf/<uuid:receipt_id>/", papers.receipt, name="receipt_pdf"),
    path("can-bo/thu-tien/bien-lai/<uuid:dossier_id>/", receipts.of_dossier, name="receipts"),
    path("can-bo/thu-tien/bien-lai/<uuid:dossier_id>/<str:verb>/", receipts.receipt_act, name="receipt_act"),
    path("can-bo/thu-tien/giao-dich/<uuid:payment_id>/bien-lai.pdf", bills.bill, name="bill"),
    path("can-bo/thu-tien/bien-ban/<uuid:closing_id>/", papers.day, name="day_pdf"),
    path("bien-lai/<uuid:receipt_id>/pdf/", papers.own_receipt, name="own_receipt_pdf"),
    path("bien-lai/", receipts.find, name="find_receipt"),
]
