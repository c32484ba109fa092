"""Thirty clients that upload at 1 kB/s do not slow anybody else: Caddy holds them, not the web server."""

from __future__ import annotations

import asyncio
import statistics
import time

import pytest

from tests.launcher.site import RunningProvince

pytestmark = pytest.mark.slow
CLIENTS = 30
RATE = 1024  # bytes a second
SECONDS = 12
BODY = RATE * SECONDS


async def slow_upload(port: int) -> tuple[int, float]:
    """One form sent a kilobyte a second to a page that reads its body; (status, seconds it took)."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        # With the cookie the protection against forged forms reads the body to look for its token.
        b"Cookie: csrftoken=" + b"x" * 32 + b"\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: " + str(BODY).encode() + b"\r\n\r\n"
    )
    for _ in range(SECONDS):
        writer.write(b"a" * RATE)
        await writer.drain()
        await asyncio.sleep(1)
    status = await asyncio.wait_for(reader.readline(), 60)
    writer.close()
    return int(status.split()[1]), time.monotonic() - began


async def quick_request(port: int, path: str) -> tuple[int, float]:
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    status = await asyncio.wait_for(reader.readline(), 30)
    await reader.read()
    writer.close()
    return int(status.split()[1]), time.monotonic() - began


async def measure(port: int, times: int) -> list[tuple[int, float]]:
    found = []
    for turn in range(times):
        found.append(await quick_request(port, "/health/live" if turn % 2 else "/dang-nhap/"))
        await asyncio.sleep(0.1)
    return found


async def scene(
    port: int,
) -> tuple[list[tuple[int, float]], list[tuple[int, float]], list[tuple[int, float]]]:
    alone = await measure(port, 30)
    uploads = [asyncio.create_task(slow_upload(port)) for _ in range(CLIENTS)]
    await asyncio.sleep(2)
    beside = await measure(port, 60)
    assert not any(task.done() for task in uploads), "the uploads ended before the measurement did"
    return alone, beside, list(await asyncio.gather(*uploads))


async def settle(port: int) -> None:
    """Wait until the province is back from what another test did to it: twenty good answers in a row."""
    good, until = 0, time.monotonic() + 60
    while good < 20:
        assert time.monotonic() < until, "the province did not come back"
        status, _ = await quick_request(port, "/health/ready")
        good = good + 1 if status == 200 else 0
        await asyncio.sleep(0.1)


def test_slow_uploads_slow_nobody(province: RunningProvince) -> None:
    province.get("/dang-nhap/")
    asyncio.run(settle(province.port))
    alone, beside, uploads = asyncio.run(scene(province.port))
    assert {status for status, _ in alone + beside} == {200}
    usual = statistics.median(seconds for _, seconds in alone)
    crowded = statistics.median(seconds for _, seconds in beside)
    # Room for a noisy machine; a web server held up by the uploads would answer in seconds or not at all.
    assert crowded < max(0.25, 4 * usual)
    assert max(seconds for _, seconds in beside) < 3.0
    assert len(uploads) == CLIENTS
    assert all(seconds >= SECONDS - 1 for _, seconds in uploads)
    assert {status for status, _ in uploads} == {403}


def test_too_large_a_body_is_told_plainly(province: RunningProvince) -> None:
    async def send() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", province.port)
        writer.write(
            b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Length: 40000000\r\n\r\n" + b"a" * 1000
        )
        await writer.drain()
        return await asyncio.wait_for(reader.read(), 30)

    answer = asyncio.run(send()).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "Tệp bạn gửi quá lớn" in answer
