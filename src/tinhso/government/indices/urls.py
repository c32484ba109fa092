"""Addresses of indices."""

from __future__ import annotations

from django.urls import path, re_path

from tinhso.government.indices.views import (
    annex,
    committee_board,
    coordinating,
    edition_files,
    measured_records,
    published,
    quality,
    quality_officer,
    quality_publish,
    results,
    self_scoring,
)

app_name = "indices"
urlpatterns = [
    path("chi-so/dti/", published.home, name="dti"),
    path("chi-so/dti/<int:year>/", published.year, name="dti_year"),
    path("chi-so/dti/noi-bo/", published.internal, name="dti_internal"),
    path("chi-so/dti/con-so/", published.figures, name="dti_figures"),
    path("chi-so/dti/du-lieu/<str:name>.<str:form>", published.data, name="dti_data"),
    path("chi-so/dti/dot/", results.listing, name="results"),
    path("chi-so/dti/dot/<uuid:campaign_id>/", results.one, name="result"),
    path("chi-so/dti/dot/<uuid:campaign_id>.<str:form>", results.data, name="result_data"),
    path("can-bo/tu-danh-gia/", self_scoring.home, name="self_scoring"),
    path("can-bo/tu-danh-gia/dot/mo/", coordinating.begin, name="begin"),
    path("can-bo/tu-danh-gia/dot/<uuid:campaign_id>/", coordinating.progress, name="progress"),
    path("can-bo/tu-danh-gia/dot/<uuid:campaign_id>/khai/", self_scoring.sheet, name="sheet"),
    path("can-bo/tu-danh-gia/dot/<uuid:campaign_id>/khai/<str:code>/", self_scoring.fill, name="fill"),
    path("can-bo/tu-danh-gia/so/<uuid:value_id>/", self_scoring.value, name="value"),
    path("can-bo/tu-danh-gia/so/<uuid:value_id>/ban-ghi/", measured_records.records, name="value_records"),
    path("quan-tri/bo-chi-so/", annex.listing, name="sets"),
    path("quan-tri/bo-chi-so/<str:key>/", annex.one, name="set"),
    path("quan-tri/bo-chi-so/<str:key>/phu-luc.csv", annex.template, name="annex_csv"),
    path("chi-so/766/", quality.home, name="quality_home"),
    re_path(r"^chi-so/766/(?P<key>[0-9A-Z-]{4,10})\.(?P<form>csv|json)$", quality.data, name="quality_data"),
    path("chi-so/766/<str:key>/ban-<int:number>.pdf", edition_files.paper, name="quality_paper"),
    path("chi-so/766/<str:key>/ban-<int:number>.txt", edition_files.values, name="quality_values"),
    path("chi-so/766/<str:key>/theo-thang.csv", edition_files.months, name="quality_months"),
    path("chi-so/766/<str:key>/", quality.index, name="quality"),
    path("chi-so/766/<str:key>/<str:code>/", quality.component, name="quality_component"),
    path("can-bo/qd-766/", quality_officer.home, name="quality_own_home"),
    path("can-bo/qd-766/<str:key>/", quality_officer.index, name="quality_own"),
    path("can-bo/bang-dieu-hanh/", committee_board.board, name="committee_board"),
    path("can-bo/qd-766/<str:key>/cong-bo/", quality_publish.publish, name="quality_publish"),
    path("can-bo/qd-766/<str:key>/so-cua-cong/", quality_publish.portal_page, name="quality_portal"),
    path(
        "can-bo/qd-766/<str:key>/so-cua-cong.csv", quality_publish.portal_sheet, name="quality_portal_sheet"
    ),
    path("can-bo/qd-766/<str:key>/<str:code>/", quality_officer.records, name="quality_records"),
]
