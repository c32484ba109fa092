"""The REST API of catalogue, filing, files, tracking and worklists. All in one router for the site's API."""

from __future__ import annotations

from ninja import Router

from tinhso.government.dossiers.rest_catalogue import router as catalogue
from tinhso.government.dossiers.rest_filing import router as filing
from tinhso.government.dossiers.rest_work import router as work

router = Router()
router.add_router("", catalogue)
router.add_router("", filing)
router.add_router("", work)
