"""What the process may take of the machine, whatever a template asks for."""

from __future__ import annotations

import resource

MEMORY = 1_500_000_000
# After so many papers the process ends and a new one begins: nothing it remembers can grow for ever.
PAPERS = 4_000


def hold() -> None:
    """Bound memory, files written and core dumps of this process; children get none of it."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
