"""What the figures were taken on: they mean nothing without it."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any


def facts() -> dict[str, Any]:
    """Processor, memory, system, versions, and how busy the machine was before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')"
        )
        version, fsync, commit = cursor.fetchone()
    return {
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 1_048_576, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "postgresql": version,
        "fsync": fsync,
        "synchronous_commit": commit,
        "load_before": round(os.getloadavg()[0], 2),
    }


def _field(path: str, name: str) -> str:
    """The first value behind `name :` in one of the kernel's files; empty where there is none."""
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def burnt() -> dict[str, float]:
    """Seconds of processor that the province's programs have used so far: web server, database, Caddy, worker.

    Other work on the machine makes a run slower, but hardly changes what one request costs.
    """
    tick = os.sysconf("SC_CLK_TCK")
    parents: dict[int, int] = {}
    used: dict[int, tuple[str, float]] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        fields = stat.rsplit(")", 1)[1].split()
        parents[int(folder.name)] = int(fields[1])
        # Its own time, and that of its children that have ended.
        used[int(folder.name)] = (command, sum(int(value) for value in fields[11:15]) / tick)
    found: dict[str, float] = {}
    for pid, (command, seconds) in used.items():
        name = next((told for mark, told in _PROGRAMS if mark in command), None)
        if name and _below(pid, os.getppid(), parents):
            found[name] = found.get(name, 0.0) + seconds
    return found


def resident() -> dict[str, float]:
    """Megabytes that the province's programs hold, what several share counted for each its part."""
    parents, commands = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                commands[int(folder.name)] = (
                    (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found: dict[str, float] = {}
    for pid, command in commands.items():
        name = next((told for mark, told in _PROGRAMS if mark in command), None)
        if name and _below(pid, os.getppid(), parents):
            share = (_field(f"/proc/{pid}/smaps_rollup", "Pss") or "0 kB").split()[0]
            found[name] = found.get(name, 0.0) + int(share) / 1024
    return found


_PROGRAMS = (("launcher.web", "web"), ("procrastinate", "worker"), ("postgres", "db"), ("caddy", "front"))


def _below(pid: int, above: int, parents: dict[int, int]) -> bool:
    while pid > 1:
        if pid == above:
            return True
        pid = parents.get(pid, 0)
    return False
