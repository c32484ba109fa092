"""Addresses of the screens room."""

from __future__ import annotations

from django.urls import path

from tinhso.screens.views import home, language, machine, marks, pages

app_name = "screens"
urlpatterns = [
    path("", home.home, name="home"),
    path("giup-do/", pages.help_page, name="help"),
    path("bao-mat/", pages.privacy, name="privacy"),
    path("tiep-can/", pages.accessibility, name="accessibility"),
    path("mat-mang/", pages.offline, name="offline"),
    path("kieu-mau/", pages.style_guide, name="style_guide"),
    path("kieu-mau/can-bo/", pages.officer_style_guide, name="officer_style_guide"),
    path("ngon-ngu/", language.set_language, name="language"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("manifest.webmanifest", machine.web_manifest, name="manifest"),
    path("sw.js", machine.service_worker, name="service_worker"),
    path("mau/<slug:version>.svg", marks.svg, name="mark_svg"),
    path("mau/<slug:version>-<int:size>.png", marks.png, name="mark_png"),
    path("static/<path:name>", machine.built, name="built"),
]
