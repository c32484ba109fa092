"""Addresses of ratings and indices."""

from __future__ import annotations

from django.urls import path

from tinhso.government.ratings.views import board, rating

app_name = "ratings"
urlpatterns = [
    path("danh-gia/", rating.find, name="find"),
    path("danh-gia/<str:code>/<str:token>/", rating.rate, name="rate"),
    path("can-bo/chi-so/", board.board, name="board"),
    path("can-bo/chi-so/tham-dinh/", board.assess, name="assess"),
    path("can-bo/chi-so/<str:key>/", board.behind, name="behind"),
]
