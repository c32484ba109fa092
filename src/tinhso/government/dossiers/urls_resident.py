"""Addresses of the residents' pages."""

from __future__ import annotations

from django.urls import path

from tinhso.government.dossiers.views import kept
from tinhso.government.dossiers.views.resident import (
    answer,
    carry,
    form_page,
    mine,
    papers,
    people,
    place,
    receipt,
    review,
    sign_form,
    start,
    track,
)

urlpatterns = [
    path("nop/<str:code>/", start.start, name="start"),
    path("ho-so/nhap/<uuid:draft_id>/", start.draft, name="draft"),
    path("ho-so/nhap/<uuid:draft_id>/mang-theo/", carry.carry, name="carry"),
    path("ho-so/nhap/<uuid:draft_id>/mang-theo/noi-dung.json", carry.answers, name="carry_answers"),
    path("ho-so/nhap/<uuid:draft_id>/bo/", start.discard, name="discard"),
    path("ho-so/nhap/<uuid:draft_id>/nguoi/", people.whom, name="whom"),
    path("ho-so/nhap/<uuid:draft_id>/chu-ho-so/", people.owner, name="owner"),
    path("ho-so/nhap/<uuid:draft_id>/lien-he/", people.contact, name="contact"),
    path("ho-so/nhap/<uuid:draft_id>/noi/", place.place, name="place"),
    path("ho-so/nhap/<uuid:draft_id>/khai/<str:page_key>/", form_page.form_page, name="form_page"),
    path("ho-so/nhap/<uuid:draft_id>/giay-to/", papers.papers, name="papers"),
    path("ho-so/nhap/<uuid:draft_id>/giay-to/<uuid:draft_file_id>/bo/", papers.drop, name="drop_paper"),
    path("giay-to-da-co/<str:seal>/", kept.kept_paper, name="kept_paper"),
    path("ho-so/nhap/<uuid:draft_id>/kiem-tra/", review.review, name="review"),
    path("ca-nhan/", mine.mine, name="mine"),
    path("tra-cuu/", track.find, name="find"),
    path("tra-cuu/ket-thuc/", track.end, name="end_tracking"),
    path("tra-cuu/<str:code>/", track.track, name="track"),
    path("tra-cuu/<str:code>/da-nop/", receipt.filed, name="filed"),
    path("tra-cuu/<str:code>/phieu/", receipt.receipt, name="receipt"),
    path("tra-cuu/<str:code>/giay/<str:name>.pdf", receipt.official, name="own_official"),
    path("tra-cuu/<str:code>/phieu/qr.svg", receipt.receipt_qr, name="receipt_qr"),
    path("tra-cuu/<str:code>/tep/<uuid:file_id>/", track.paper, name="paper"),
    path("tra-cuu/<str:code>/ky-to-khai/", sign_form.sign, name="sign_form"),
    path("tra-cuu/<str:code>/to-khai-da-ky.xml", sign_form.data, name="form_data"),
    path("tra-cuu/<str:code>/bo-sung/", answer.supplement, name="supplement"),
    path("tra-cuu/<str:code>/rut/", answer.withdraw, name="withdraw"),
    path("tra-cuu/<str:code>/danh-gia/", answer.rate, name="rate"),
]
