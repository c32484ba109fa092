"""Static files are open to everyone and need no rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.staticfiles.views import serve as staticfiles_serve
from django.views.static import serve as folder_serve


def is_static(view: Callable[..., Any]) -> bool:
    """True for Django's own views that serve static files."""
    return view in (staticfiles_serve, folder_serve)
