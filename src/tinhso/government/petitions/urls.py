"""Addresses of petitions: for senders, for everybody, for the office."""

from __future__ import annotations

from django.urls import path

from tinhso.government.petitions.views import acting, officer, public, sending, tracking

app_name = "petitions"
DESK = "can-bo/phan-anh/"
urlpatterns = [
    path("phan-anh/", sending.send_page, name="send"),
    path("phan-anh/da-gui/<str:code>/", sending.sent_page, name="sent"),
    path("phan-anh/tra-cuu/", tracking.find, name="find"),
    path("phan-anh/tra-cuu/ket-thuc/", tracking.end, name="end_tracking"),
    path("phan-anh/tra-cuu/<str:code>/", tracking.track, name="track"),
    path("phan-anh/tra-cuu/<str:code>/bo-sung/", tracking.supplement_page, name="supplement"),
    path("phan-anh/tra-cuu/<str:code>/tep/<uuid:file_id>/", tracking.own_file, name="own_file"),
    path("phan-anh/tra-cuu/<str:code>/y-kien/", tracking.react_own, name="react_own"),
    path("phan-anh/cong-khai/", public.listing, name="public"),
    path("phan-anh/cong-khai/<uuid:petition_id>/", public.one, name="public_one"),
    path("phan-anh/cong-khai/<uuid:petition_id>/y-kien/", public.react_public, name="react_public"),
    path(DESK, officer.listing, name="worklist"),
    path(f"{DESK}<uuid:petition_id>/", officer.one, name="petition"),
    path(f"{DESK}<uuid:petition_id>/lien-he/", officer.contacts, name="contacts"),
    path(f"{DESK}<uuid:petition_id>/viec/<str:slug>/", acting.act_page, name="act"),
]
