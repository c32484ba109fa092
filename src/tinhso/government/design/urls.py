"""Addresses of the design room: the system administrator's pages."""

from __future__ import annotations

from django.urls import path

from tinhso.government.design.views import drafts, files, forms, processes, publishing, trying

app_name = "design"
HOME = "quan-tri/thiet-ke/"
ONE = f"{HOME}<uuid:draft_id>/"
urlpatterns = [
    path(HOME, drafts.listing, name="drafts"),
    path(f"{HOME}bat-dau/", drafts.begin, name="start"),
    path(ONE, drafts.one, name="draft"),
    path(f"{ONE}bo/", drafts.give_up, name="drop"),
    path(f"{ONE}quy-trinh/", processes.process, name="process"),
    path(f"{ONE}bieu-mau/", forms.form, name="form"),
    path(f"{ONE}bieu-mau/cau-hoi/", forms.question, name="question"),
    path(f"{ONE}bieu-mau/trang/<str:key>/", forms.page, name="page"),
    path(f"{ONE}bieu-mau/xem/<str:key>/", forms.preview, name="preview"),
    path(f"{ONE}tep/", files.listing, name="files"),
    path(f"{ONE}tep/sua/", files.edit, name="file"),
    path(f"{ONE}thu/", trying.examples, name="try"),
    path(f"{ONE}thu/tung-buoc/", trying.steps, name="steps"),
    path(f"{ONE}cong-bo/", publishing.publish, name="publish"),
]
