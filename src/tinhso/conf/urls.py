"""All routes: each room brings its own urls.py, in this order."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = [
    "tinhso.screens",
    "tinhso.foundation.identity",
    "tinhso.foundation.files",
    "tinhso.foundation.notices",
    "tinhso.foundation.organisation",
    "tinhso.foundation.worktime",
    "tinhso.foundation.records",
    "tinhso.foundation.province",
    "tinhso.foundation.papers",
    "tinhso.foundation.signing",
    "tinhso.government.procedures",
    "tinhso.government.catalogue",
    "tinhso.government.dossiers",
    "tinhso.government.queue",
    "tinhso.government.scanning",
    "tinhso.government.transfers",
    "tinhso.government.handover",
    "tinhso.government.payments",
    "tinhso.government.portal",
    "tinhso.government.verification",
    "tinhso.government.petitions",
    "tinhso.government.ratings",
    "tinhso.government.indices",
    "tinhso.government.design",
    "tinhso.government.directives",
    "tinhso.government.reports",
]

# Programs ask most; a page's address is looked up behind one comparison.
urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("tinhso.conf.rest"):
    urlpatterns.append(path("api/v1/", include("tinhso.conf.rest")))
urlpatterns += [path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")]
urlpatterns.append(path("", include("tinhso.conf.ops_urls")))
handler400 = "tinhso.screens.errors.bad_request"
handler403 = "tinhso.screens.errors.forbidden"
handler404 = "tinhso.screens.errors.not_found"
handler500 = "tinhso.screens.errors.server_error"
