"""Addresses of the dossiers room."""

from __future__ import annotations

from tinhso.government.dossiers import urls_officer, urls_resident

app_name = "dossiers"
urlpatterns = [*urls_resident.urlpatterns, *urls_officer.urlpatterns]
