"""Requests that come at a rate of their own, whether or not the ones before were answered: as people come.

Each is its own connection, as a crowd's are; whoever gets no answer within `patience` goes away.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection


@dataclass
class Answer:
    """One request: when it was sent (seconds since the start), how long it took, its status (0: none), its body."""

    sent: float
    took: float
    status: int
    body: bytes


@dataclass
class Flood:
    """All answers, in the order in which they were sent."""

    answers: list[Answer] = field(default_factory=list)

    def with_status(self, *wanted: int) -> list[Answer]:
        """The answers of these statuses."""
        return [one for one in self.answers if one.status in wanted]


def pour(
    port: int, requests: Iterator[bytes], *, rate: float, seconds: float, patience: float = 30.0
) -> Flood:
    """Send `rate` requests each second for `seconds`, from a process of its own."""
    context = multiprocessing.get_context("fork")
    ear, mouth = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(port, requests, rate, seconds, patience, mouth))
    child.start()
    mouth.close()
    answers = ear.recv()
    child.join()
    return Flood(answers)


def _child(
    port: int, requests: Iterator[bytes], rate: float, seconds: float, patience: float, mouth: Connection
) -> None:
    mouth.send(asyncio.run(_all(port, requests, rate, seconds, patience)))


async def _all(
    port: int, requests: Iterator[bytes], rate: float, seconds: float, patience: float
) -> list[Answer]:
    begin = time.monotonic()
    tasks = []
    for number in range(int(rate * seconds)):
        wait = begin + number / rate - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(_one(port, next(requests), begin, patience)))
    return list(await asyncio.gather(*tasks))


async def _one(port: int, asked: bytes, begin: float, patience: float) -> Answer:
    start = time.monotonic()
    status, body = 0, b""
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(asked.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
                got = await reader.read(-1)
            finally:
                writer.close()
        head, _, body = got.partition(b"\r\n\r\n")
        status = int(head[9:12]) if head else 0
    except (OSError, TimeoutError, ValueError):
        status = 0
    return Answer(start - begin, time.monotonic() - start, status, body)
