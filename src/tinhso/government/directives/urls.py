"""Addresses of steering: for officers, and what everybody may read."""

from __future__ import annotations

from django.urls import path

from tinhso.government.directives.views import (
    board,
    documents,
    give,
    heads,
    meetings,
    public,
    reports,
    targets,
    tasks,
)

app_name = "directives"
DESK = "can-bo/chi-dao/"
DOCUMENT = f"{DESK}van-ban/<uuid:document_id>/"
urlpatterns = [
    path("chi-dao/", public.listing, name="public"),
    path("chi-dao/<uuid:directive_id>/", public.one, name="public_one"),
    path(DESK, tasks.listing, name="tasks"),
    path(f"{DESK}bang/", board.board, name="board"),
    path(f"{DESK}giao-tu-so-lieu/", give.from_figure, name="give_from_figure"),
    path(f"{DESK}nhiem-vu.<str:task_table>", tasks.export, name="export"),
    path(f"{DESK}nhiem-vu/<uuid:task_id>/", tasks.one, name="task"),
    path(f"{DESK}nhiem-vu/<uuid:task_id>/<str:task_act>/", tasks.act_page, name="act"),
    path(f"{DESK}van-ban/", documents.listing, name="documents"),
    path(f"{DESK}van-ban/moi/", documents.edit, name="enter"),
    path(DOCUMENT, documents.one, name="document"),
    path(f"{DOCUMENT}sua/", documents.edit, name="mend"),
    path(f"{DOCUMENT}lien-ket/", documents.link_to, name="link"),
    path(f"{DOCUMENT}giao/", give.give, name="give"),
    path(f"{DOCUMENT}chi-tieu/", targets.new, name="new_target"),
    path(f"{DESK}chi-tieu/", targets.listing, name="targets"),
    path(f"{DESK}chi-tieu/<uuid:target_id>/", targets.one, name="target"),
    path(f"{DESK}bao-cao/", reports.listing, name="reports"),
    path(f"{DESK}bao-cao/<uuid:report_id>/", reports.one, name="report"),
    path(f"{DESK}bao-cao/<uuid:report_id>/bang.xlsx", reports.sheet, name="report_sheet"),
    path(f"{DESK}bao-cao/<uuid:report_id>/ban-in.pdf", reports.pdf, name="report_pdf"),
    path(f"{DESK}hop/", meetings.listing, name="meetings"),
    path(f"{DESK}hop/moi/", meetings.new, name="new_meeting"),
    path(f"{DESK}hop/<uuid:meeting_id>/", meetings.one, name="meeting"),
    path(f"{DESK}nguoi-dung-dau/", heads.listing, name="heads"),
    path(f"{DESK}nguoi-dung-dau/<uuid:head_agency_id>/", heads.one, name="head"),
]
