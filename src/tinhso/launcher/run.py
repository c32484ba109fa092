"""`./tinhso run`: the whole province from one command, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date
from types import FrameType
from typing import Any

from tinhso.launcher import assets, national, paying, services, signing
from tinhso.launcher.caddy import free_port, loopback_addresses, port_is_free
from tinhso.launcher.children import Child, Supervisor
from tinhso.launcher.database import embedded, outside_url, prepare_database
from tinhso.launcher.lan import listening
from tinhso.launcher.lock import Held, hold
from tinhso.launcher.places import Places, places, runtime_dir
from tinhso.launcher.postgres import Server
from tinhso.launcher.prepare import first_of, nothing_waits, prepare
from tinhso.launcher.say import Stop, say, step
from tinhso.launcher.welcome import (
    LastLine,
    OneTimePasswords,
    Teller,
    asking_accounts,
    demo_accounts,
    told,
    welcome,
)

FIRST_PORT = 8000
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tinhso run", description="Chạy cả tỉnh trên máy này.")
    parser.add_argument(
        "--port", type=int, help=f"cổng HTTP (mặc định: {FIRST_PORT}, hoặc cổng trống kế tiếp)"
    )
    parser.add_argument(
        "--as-of", metavar="NGÀY", help="mở một thế giới khác, bắt đầu từ ngày này (2022-03-01)"
    )
    parser.add_argument(
        "--lan",
        nargs="?",
        const="",
        metavar="ĐỊA_CHỈ",
        help="mở cho điện thoại trong mạng nội bộ (ở mọi địa chỉ của máy này, hoặc chỉ một)",
    )
    parser.add_argument(
        "--front-door",
        choices=("own", "national"),
        help="trình diễn: người dân nộp ở cổng của tỉnh (mặc định), hay ở Cổng quốc gia và định danh điện tử mô phỏng",
    )
    parser.add_argument("--no-demo", action="store_true", help="không tạo hồ sơ mẫu")
    parsed = parser.parse_args(argv)
    if parsed.as_of:
        parsed.as_of = _world_date(parsed.as_of)
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise Stop("--port cần một số từ 1 đến 65535.")
    return parsed


def _world_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Stop(f"--as-of cần một ngày dạng 2022-03-01, không phải “{text}”.") from None


def production() -> bool:
    """True when real people's data is at stake."""
    return os.environ.get("TINHSO_ENV") == "production"


def run(argv: list[str]) -> int:
    """Start everything, watch it, end it. 0 after Ctrl-C or SIGTERM."""
    chosen = arguments(argv)
    if production() and (chosen.as_of or chosen.lan is not None or chosen.front_door):
        raise Stop("chế độ production không có --as-of, --lan và --front-door.")
    where = places(chosen.as_of)
    where.make()
    ending = _Ending()
    try:
        with hold(where.run / "lock", {"mode": "run"}, patience=60), ExitStack() as stack:
            _run(chosen, where, ending, stack)
    except Held as held:
        address = held.note.get("address") or "đang khởi động"
        raise Stop(
            f"bản này đang chạy rồi (tiến trình {held.note.get('pid')}, {address}); "
            "hãy dừng nó trước, hoặc dùng một bản sao khác của thư mục này."
        ) from None
    except KeyboardInterrupt:
        say("· Đã dừng.")
    return 0


class _Ending:
    """Ctrl-C, SIGTERM or a closed terminal: during the start it interrupts, later it ends the watch."""

    def __init__(self) -> None:
        self.asked = False
        self.watching = False
        for signum in ENDINGS:
            signal.signal(signum, self._asked)

    def _asked(self, signum: int, frame: FrameType | None) -> None:
        first, self.asked = not self.asked, True
        if first and not self.watching:
            raise KeyboardInterrupt


def _run(chosen: argparse.Namespace, where: Places, ending: _Ending, stack: ExitStack) -> None:
    began = time.monotonic()
    lan = chosen.lan is not None
    addresses, hosts = listening(chosen.lan, loopback_addresses())
    port = _port(chosen.port, addresses)
    url = outside_url(where)
    names = ["localhost", "127.0.0.1", "[::1]", *hosts]
    origins = [] if production() else [f"http://{name}:{port}" for name in names]
    env = services.child_env(where, url, origins=origins, lan=lan, hosts=hosts)
    other_world = national.simulators(hosts) if chosen.front_door == "national" else None
    if other_world is not None:
        env |= other_world.settings
    elif chosen.front_door:
        env["TINHSO_FRONT_DOOR"] = chosen.front_door
    pay = paying.simulator(hosts, env)
    certificates = signing.certificates(where, env)
    _refuse_unsafe(env)
    assets.build(where.log / "assets.log")
    runtime = runtime_dir(where.var)
    supervisor = Supervisor(say)
    # When the start itself fails; a start that went well ends by the second one, before PostgreSQL.
    stack.callback(supervisor.stop)

    def begin(theirs: str) -> None:
        """The imports are most of a second start: they run while PostgreSQL starts, when nothing waits."""
        env["DATABASE_URL"] = theirs
        if nothing_waits(where, theirs):
            supervisor.add(services.web(where, runtime, env))

    server: Server | None = None
    if url:
        prepare_database(url)
    else:
        server = stack.enter_context(embedded(where, begin))
    prepare(where, env, env["DATABASE_URL"], trusted=server is not None)
    demo = os.environ.get("TINHSO_ENV", "demo") == "demo"
    accounts = _accounts(env, lan, stack) if demo else list
    stack.callback(_stop, supervisor, ending)
    with step("Khởi động máy chủ web và Caddy"):
        if not supervisor.children:
            supervisor.add(services.web(where, runtime, env))
        supervisor.add(services.front(where, runtime, port, addresses))
        wait_answer(port, env["TINHSO_HOSTS"].split(",")[0], supervisor)
    supervisor.add(services.worker(where, env))
    if other_world is not None:
        supervisor.add(national.eid(where, other_world, origins))
    address = env["TINHSO_ORIGINS"].split(",")[0] if production() else f"http://localhost:{port}"
    _note(where, address, port, lan)
    stack.callback((where.run / "address").unlink, missing_ok=True)
    found = accounts()
    took = time.monotonic() - began
    welcome(where, found, address, hosts=hosts, port=port, demo=demo, took=took)
    _open_certificates(where, certificates, supervisor)
    _open_pay(where, pay, port, f"http://{hosts[0]}:{port}" if hosts else address, supervisor)
    if other_world is not None:
        _open_portal(where, other_world, env, port, supervisor)
    tellers: list[Teller] = [OneTimePasswords(where)] if lan else []
    if demo and (seeding := _seed(chosen, where, env, supervisor)):
        tellers.append(LastLine(seeding))
    _watch(supervisor, server, ending, tellers)


def _accounts(env: dict[str, str], lan: bool, stack: ExitStack) -> Callable[[], list[dict[str, Any]]]:
    """How to have the demo accounts, asked for now."""
    if lan:
        # Whoever is in the network must not find the public password of an earlier start.
        found = demo_accounts(env)
        return lambda: found
    asking = asking_accounts(env)
    stack.callback(asking.kill)
    return lambda: told(asking)


def _open_certificates(
    where: Places, certificates: signing.Certificates | None, supervisor: Supervisor
) -> None:
    """The demonstration's own authority; papers can be read without it, but not asked about."""
    if certificates is not None:
        supervisor.add(signing.child(where, certificates))
        if (service := signing.service(where, certificates)) is not None:
            supervisor.add(service)
            say(f"  Dịch vụ ký số (mô phỏng): http://127.0.0.1:{certificates.service}")
            say()


def _open_pay(
    where: Places, pay: paying.PaySimulator | None, port: int, site: str, supervisor: Supervisor
) -> None:
    """The simulated payment platform; the province answers without it."""
    if pay is not None:
        supervisor.add(paying.child(where, pay, port, site))
        say(f"  Nền tảng thanh toán (mô phỏng): {pay.origin}")
        say()


def _open_portal(
    where: Places, other_world: national.Simulators, env: dict[str, str], port: int, supervisor: Supervisor
) -> None:
    """The simulated portal comes last: the province answers without it."""
    if simulated := national.portal(where, other_world, env, port):
        supervisor.add(simulated)
        _listening(other_world.portal_port, simulated)
        say(f"  Cổng quốc gia (mô phỏng): {other_world.portal}")
    say(f"  Định danh điện tử (mô phỏng): {other_world.eid}")
    say()


def _listening(port: int, child: Child, patience: float = 30.0) -> None:
    """Until it takes connections; one that does not is told by the supervisor."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit and child.running():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)


def _port(asked: int | None, addresses: list[str]) -> int:
    if asked is not None:
        if not port_is_free(asked, addresses):
            raise Stop(f"cổng {asked} đang bận; hãy chọn cổng khác bằng --port.")
        return asked
    found = free_port(FIRST_PORT, addresses)
    if found is None:
        raise Stop("không còn cổng trống; hãy chọn một cổng bằng --port.")
    return found


def _refuse_unsafe(env: dict[str, str]) -> None:
    """In production, nothing starts while a default secret or a demo setting is left."""
    if not production():
        return
    from tinhso.conf.production import environment_faults

    faults = environment_faults({**os.environ, **env})
    for fault in faults:
        say(f"✗ {fault.message} {fault.way_out}")
    if faults:
        raise Stop("chế độ production không khởi động khi còn các điểm trên.")


def _note(where: Places, address: str, port: int, lan: bool) -> None:
    import json

    (where.run / "address").write_text(address + "\n")
    lock = where.run / "lock"
    note = {"mode": "run", "pid": os.getpid(), "address": address, "port": port, "lan": lan}
    lock.write_text(json.dumps(note))


def wait_answer(port: int, host: str, supervisor: Supervisor, patience: float = 60.0) -> None:
    """Until the site answers to one of its own names (to others it says 400)."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/health/live", headers={"Host": host})
    limit = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            if error.code not in (502, 503, 504):
                raise Stop(f"máy chủ web trả lời mã {error.code}; xem nhật ký trong var/log.") from None
        except OSError:
            pass
        if time.monotonic() > limit:
            raise Stop("máy chủ web không trả lời; xem nhật ký trong var/log.")
        supervisor.look()
        time.sleep(0.05)


def _seed(
    chosen: argparse.Namespace, where: Places, env: dict[str, str], supervisor: Supervisor
) -> Child | None:
    command = first_of("demo-seed")
    if chosen.no_demo or command is None:
        return None
    return supervisor.add(services.seed(where, env, command))


def _watch(supervisor: Supervisor, server: Server | None, ending: _Ending, tellers: list[Teller]) -> None:
    """Until somebody asks to end: bring back what crashed, tell what is new."""
    if server is not None and server.child is not None:
        supervisor.children.insert(0, server.child)
    ending.watching = True
    while not ending.asked:
        supervisor.look()
        for teller in tellers:
            teller.look()
        time.sleep(0.2)


def _stop(supervisor: Supervisor, ending: _Ending) -> None:
    ending.asked = True
    supervisor.children = [child for child in supervisor.children if child.name != "PostgreSQL"]
    with step("Dừng Caddy, máy chủ web và tiến trình nền"):
        supervisor.stop()
