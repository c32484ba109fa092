"""The addresses of lines are those of the routes, put together once."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from tinhso.lib.ids import new_id
from tinhso.screens.environment import url


def test_an_address_with_an_id_is_the_routes_own() -> None:
    for ident in (new_id(), UUID(int=0), UUID(int=2**128 - 1)):
        assert url("dossiers:officer_dossier", ident) == reverse("dossiers:officer_dossier", args=[ident])
    assert url("dossiers:worklist", "mine") == reverse("dossiers:worklist", args=["mine"])
    with pytest.raises(NoReverseMatch):
        url("portal:home", new_id())


def test_below_another_prefix_it_is_another() -> None:
    ident = new_id()
    plain = url("dossiers:officer_dossier", ident)
    set_script_prefix("/tinh/")
    try:
        assert url("dossiers:officer_dossier", ident) == f"/tinh{plain}"
    finally:
        set_script_prefix("/")
    assert url("dossiers:officer_dossier", ident) == plain
