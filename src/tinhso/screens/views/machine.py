"""Addresses for machines: robots, sitemap, the web app manifest, the service worker, built assets."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation

from tinhso.foundation.identity.api import access
from tinhso.screens import assets, doors, mark
from tinhso.screens.environment import header
from tinhso.screens.life_events import cards

PUBLIC_PAGES = (
    "/",
    "/thu-tuc/",
    "/tra-cuu/",
    "/so-lieu/",
    "/xac-minh/",
    "/giup-do/",
    "/bao-mat/",
    "/tiep-can/",
)
FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@access("public")
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: public pages only; personal and officers' pages are not for search engines."""
    lines = [
        "User-agent: *",
        "Disallow: /ca-nhan/",
        "Disallow: /can-bo/",
        "Disallow: /tep/",
        "Disallow: /api/",
    ]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@access("public")
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the public pages and the life events."""
    paths = [*PUBLIC_PAGES, *(f"/viec/{event.key}/" for event in cards())]
    addresses = [request.build_absolute_uri(path) for path in paths]
    body = render_to_string("screens/pages/sitemap.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@access("public")
def web_manifest(request: HttpRequest) -> HttpResponse:
    """`/manifest.webmanifest`: lets a telephone keep the site like an app."""
    name = header()["name"]
    own = doors.colours()
    icons = [
        {"src": mark.address(own), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": mark.address(own, 180), "sizes": "180x180", "type": "image/png"},
        {
            "src": mark.address(own, 512),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "any maskable",
        },
    ]
    body = {
        "name": name,
        "short_name": name.removeprefix("Tỉnh "),
        "lang": translation.get_language() or "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": doors.main_colour(),
        "icons": icons,
    }
    return JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@access("public")
def service_worker(request: HttpRequest) -> HttpResponse:
    """`/sw.js`: the offline page and built assets only; never a page with personal data."""
    names = (
        "resident.css",
        "app.js",
        "fonts/latin-400.woff2",
        "fonts/vietnamese-400.woff2",
    )
    context = {"files": [assets.asset(name) for name in names], "version": assets.asset("resident.css")}
    body = render_to_string("screens/pages/sw.js", context)
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@access("public")
def built(request: HttpRequest, name: str) -> FileResponse:
    """`/static/<name>`: one file of the asset build, when no web server in front serves the folder.

    Only names that the manifest lists exist; a path cannot leave the folder.
    """
    if name not in set(assets.manifest().values()):
        raise Http404
    path = assets.folder().joinpath(*PurePosixPath(name).parts)
    response = FileResponse(path.open("rb"), content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = FOREVER
    return response
