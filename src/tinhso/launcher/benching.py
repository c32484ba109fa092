"""`./tinhso bench`: a province of its own, started as any other, measured by `bench/`, and stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from tinhso.launcher import assets, services
from tinhso.launcher.caddy import free_port
from tinhso.launcher.children import Supervisor
from tinhso.launcher.database import embedded, outside_url, prepare_database
from tinhso.launcher.lock import Held, hold
from tinhso.launcher.places import ROOT, Places, places, runtime_dir
from tinhso.launcher.prepare import prepare
from tinhso.launcher.run import production, wait_answer
from tinhso.launcher.say import Stop, say, step

FIRST_PORT = 8700


def bench(argv: list[str]) -> int:
    """Measure in a world of its own (`var/bench`), kept for the next time. Never in production.

    `DATABASE_URL` names another server to measure on; its database is filled with made-up rows.
    """
    if production():
        raise Stop("không đo tốc độ trên hệ thống thật: lệnh này ghi dữ liệu bịa.")
    if {"-h", "--help"} & set(argv):
        return _bench(argv, {})
    where = Places(places().var / "bench")
    where.make()
    try:
        with hold(where.run / "lock", {"mode": "bench"}), ExitStack() as stack:
            return _bench(argv, _start(where, stack))
    except Held as held:
        raise Stop(f"một lượt đo đang chạy (tiến trình {held.note.get('pid')}).") from None


def _start(where: Places, stack: ExitStack) -> dict[str, str]:
    """PostgreSQL, web server and Caddy as `run` has them; what the measuring program must know."""
    port = free_port(FIRST_PORT, ["127.0.0.1"])
    if port is None:
        raise Stop("không còn cổng trống để đo.")
    origin = f"http://localhost:{port}"
    env = services.child_env(where, "", origins=[origin], lan=False, hosts=[])
    assets.build(where.log / "assets.log")
    env["DATABASE_URL"] = url = outside_url(where)
    if url:
        prepare_database(url)
    else:
        stack.enter_context(embedded(where, lambda theirs: env.update(DATABASE_URL=theirs)))
    prepare(where, env, env["DATABASE_URL"], trusted=not url)
    runtime = runtime_dir(where.var)
    supervisor = Supervisor(say)
    stack.callback(supervisor.stop)
    with step("Khởi động máy chủ web và Caddy"):
        supervisor.add(services.web(where, runtime, env))
        supervisor.add(services.front(where, runtime, port, ["127.0.0.1"]))
        wait_answer(port, "localhost", supervisor)
    supervisor.add(services.worker(where, env))
    return env | {"BENCH_PORT": str(port)}


def _bench(argv: list[str], env: dict[str, str]) -> int:
    merged = {**os.environ, **env, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return subprocess.call([sys.executable, "-m", "bench", *argv], env=merged)  # noqa: S603
