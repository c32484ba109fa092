"""Jobs of the catalogue."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="catalogue.open_many")
def open_many_task(run_id: str) -> None:
    """Do a run of many openings; a run that a dead worker left goes on where it was."""
    from tinhso.government.catalogue.actions.open_many import go_on

    go_on(UUID(run_id))
