"""Addresses of indices."""

from __future__ import annotations

from django.urls import path

from tinhso.government.indices.views import annex, coordinating, published, results, self_scoring

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
    path("quan-tri/bo-chi-so/", annex.listing, name="sets"),
    path("quan-tri/bo-chi-so/<str:key>/", annex.one, name="set"),
    path("quan-tri/bo-chi-so/<str:key>/phu-luc.csv", annex.template, name="annex_csv"),
]
