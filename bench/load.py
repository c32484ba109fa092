"""The load: a few client processes, each with one kept connection, that ask and time for so many seconds.

A client costs a twentieth of a millisecond for each request, so that it measures the server and not itself.
"""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from bench.machine import burnt, resident


class Ahead(bytes):
    """A request that goes before the one that is counted: its time is added to that one's."""


# A generator among them is sent (status, body) of each answer.
Requests = Callable[[int], Iterator[bytes]]
PATIENCE = 60.0
# Megabytes that each program held at most at the end of a load run, of all runs so far.
PEAK: dict[str, float] = {}
WARM = 1.0


@dataclass
class Outcome:
    """What a run of some seconds saw: latencies in seconds of the answers that were wanted, and all statuses."""

    seconds: float
    clients: int
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sample: bytes = b""
    # Milliseconds of processor for each answer, by program.
    cost: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Wanted answers for each second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency in milliseconds that this share (0…1) of the wanted answers did not pass."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")

    @property
    def refused(self) -> int:
        """Answers with a status that was not wanted."""
        return sum(self.statuses.values()) - len(self.latencies)


def request(
    method: str, path: str, host: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> bytes:
    """One HTTP/1.1 request on a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def fire(
    port: int,
    requests: Requests,
    *,
    clients: int = 4,
    seconds: float = 10.0,
    wanted: tuple[int, ...] = (200,),
    warm: float = WARM,
) -> Outcome:
    """Ask from `clients` processes for `seconds`, after `warm` seconds that count for nothing.

    `requests(client)` gives the requests of one client, without end.
    """
    context = multiprocessing.get_context("fork")
    begin = time.monotonic()
    ears, children = [], []
    for client in range(clients):
        ear, mouth = context.Pipe(duplex=False)
        child = context.Process(
            target=_client, args=(client, port, requests, begin + warm, seconds, wanted, mouth)
        )
        child.start()
        mouth.close()
        ears.append(ear)
        children.append(child)
    time.sleep(max(0.0, begin + warm - time.monotonic()))
    before = burnt()
    time.sleep(seconds)
    after = burnt()
    for name, held in resident().items():
        PEAK[name] = max(PEAK.get(name, 0.0), held)
    total = Outcome(seconds, clients)
    for ear in ears:
        latencies, statuses, sample = ear.recv()
        total.latencies += latencies
        total.statuses.update(statuses)
        total.sample = total.sample or sample
    for child in children:
        child.join()
    answers = sum(total.statuses.values()) or 1
    total.cost = {name: 1000 * (spent - before.get(name, 0.0)) / answers for name, spent in after.items()}
    return total


def _client(
    number: int,
    port: int,
    requests: Requests,
    counted_from: float,
    seconds: float,
    wanted: tuple[int, ...],
    mouth: Connection,
) -> None:
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    sample = b""
    end = counted_from + seconds
    link = _Link(port)
    every = requests(number)
    start = time.monotonic()
    asked = next(every)
    while start < end:
        status, body = link.ask(asked)
        # An answer that was not wanted ends the chain; it is counted as what it is.
        ahead = isinstance(asked, Ahead) and status in wanted
        began, took = start, time.monotonic() - start
        asked = every.send((status, body)) if isinstance(every, Generator) else next(every)
        if ahead:
            continue
        start = time.monotonic()
        if began < counted_from:
            continue
        statuses[status] += 1
        if status in wanted:
            latencies.append(took)
        elif not sample:
            sample = body[:400]
    mouth.send((latencies, statuses, sample))


class _Link:
    """One kept connection; a closed one is opened anew."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.held: socket.socket | None = None

    def ask(self, asked: bytes) -> tuple[int, bytes]:
        """Status (0: no answer) and body."""
        for _try in range(2):
            try:
                if self.held is None:
                    self.held = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
                    self.held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.held.sendall(asked)
                return self._answer(self.held)
            except OSError:
                self.held = None
        return 0, b""

    def _answer(self, link: socket.socket) -> tuple[int, bytes]:
        got = b""
        while b"\r\n\r\n" not in got:
            more = link.recv(65536)
            if not more:
                raise ConnectionResetError
            got += more
        head, body = got.split(b"\r\n\r\n", 1)
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more(link)
        elif b"content-length:" in lower:
            size = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            while len(body) < size:
                body += self._more(link)
        if b"connection: close" in lower:
            link.close()
            self.held = None
        return int(head[9:12]), body

    def _more(self, link: socket.socket) -> bytes:
        more = link.recv(262144)
        if not more:
            raise ConnectionResetError
        return more
