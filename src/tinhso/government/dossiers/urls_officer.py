"""Addresses of the officers' pages."""

from __future__ import annotations

from django.urls import path

from tinhso.government.dossiers.views import figures
from tinhso.government.dossiers.views.officer import (
    acting,
    answering,
    books,
    bulk,
    composing,
    counter,
    dossier,
    keys,
    lists,
    load,
    official,
    papers,
)

urlpatterns = [
    path("can-bo/", lists.home, name="officer_home"),
    path("can-bo/viec/<str:name>/", lists.worklist, name="worklist"),
    path("can-bo/viec/<str:name>/chuyen/", bulk.forward, name="forward"),
    path("can-bo/viec/<str:name>/chuyen/ket-qua/", bulk.forwarded, name="forwarded"),
    path("can-bo/viec/<str:name>/luu-bo-loc/", lists.keep_filter, name="keep_filter"),
    path("can-bo/viec/<str:name>/bo-bo-loc/", lists.forget_filter, name="forget_filter"),
    path("can-bo/y-kien/", lists.opinions, name="opinions"),
    path("can-bo/ho-so/<uuid:dossier_id>/", dossier.dossier, name="officer_dossier"),
    path("can-bo/ho-so/<uuid:dossier_id>/nguoi/", dossier.people, name="officer_people"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/giay-to/<uuid:dossier_file_id>/kiem-tra/",
        dossier.check,
        name="check_file",
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/bo-sung/", composing.supplement, name="ask_supplement"),
    path("can-bo/ho-so/<uuid:dossier_id>/viec/<str:slug>/", acting.act, name="act"),
    path("can-bo/ho-so/<uuid:dossier_id>/nhan-bo-sung/", answering.answer, name="desk_answer"),
    path("can-bo/ho-so/<uuid:dossier_id>/phieu/", papers.receipt, name="officer_receipt"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/phieu-bo-sung/<int:ordinal>/",
        papers.supplement_slip,
        name="supplement_slip",
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/phieu-tu-choi/", papers.refusal_slip, name="refusal_slip"),
    path("can-bo/ho-so/<uuid:dossier_id>/giay/<uuid:paper_id>.pdf", official.made_pdf, name="official_pdf"),
    path("can-bo/ho-so/<uuid:dossier_id>/giay/<str:name>/", official.paper, name="official"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/giay/<str:name>/trang-<int:number>.png",
        official.page,
        name="official_page",
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/phieu/qr.svg", papers.qr, name="officer_qr"),
    path("can-bo/quay/", counter.choose, name="counter"),
    path("can-bo/quay/<str:code>/", counter.receive, name="counter_filing"),
    path("can-bo/so/", books.register, name="register"),
    path("can-bo/so/luu-bo-loc/", lists.keep_filter, name="keep_register_filter"),
    path("can-bo/so/bo-bo-loc/", lists.forget_filter, name="forget_register_filter"),
    path("can-bo/so/so-theo-doi.csv", books.register_csv, name="register_csv"),
    path("can-bo/so/so-theo-doi.xlsx", books.register_xlsx, name="register_xlsx"),
    path("can-bo/so/so-theo-doi.pdf", books.register_pdf, name="register_pdf"),
    path("can-bo/phim-tat/", keys.keys, name="keys"),
    path("can-bo/bang/", books.board, name="board"),
    path("can-bo/tai-viec/", load.board, name="load"),
    path("can-bo/tai-viec/<uuid:account_id>/chuyen/", load.move, name="move_all"),
    path("so-lieu/", figures.figures, name="figures"),
]
