"""PAdES signatures on a page with a key in memory, in one process for each core; and reading one of them again."""

from __future__ import annotations

import multiprocessing
import os
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.lines import Measured, Place

RATE = 100
# What the library does as it comes: a key parsed for each signature, a rehearsal before it.
AS_IT_COMES = 12.5


def line(place: Place) -> list[Measured]:
    """Rates of both kinds of key; the raw limit is the key's own signature without the paper around it."""
    from tinhso.simulators.pki.authority import authority, publish

    cores = len(os.sched_getaffinity(0))
    found = []
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        publish(authority(folder, "http://127.0.0.1:9"), folder)
        for who, kind in (("leader", "RSA 2048, PSS"), ("resident", "ECDSA P-256")):
            with multiprocessing.get_context("spawn").Pool(cores) as pool:
                every = pool.starmap(_signed, [(kept, who, place.seconds)] * cores)
            taken = sorted(one for times, _raw in every for one in times)
            found.append(
                Measured(
                    f"sign a page, PAdES B-B, {kind}",
                    round(len(taken) / place.seconds, 1),
                    p50=round(taken[len(taken) // 2], 1),
                    p95=round(taken[int(0.95 * len(taken))], 1),
                    clients=cores,
                    raw=round(sum(raw for _times, raw in every), 0),
                    raw_is="the key alone",
                    bar_rate=RATE,
                    note=f"the library as it comes: {AS_IT_COMES:g}/s" if who == "leader" else "",
                )
            )
        found.append(_read(folder, place.seconds))
    return found


def _signed(kept: str, who: str, seconds: float) -> tuple[list[float], float]:
    """Milliseconds of each signature of one process, and how often its key alone signs in a second."""
    import asyncio

    from tinhso.foundation.signing.pades.keys import held
    from tinhso.foundation.signing.pades.sign import Place as Where
    from tinhso.foundation.signing.pades.sign import sign

    folder = Path(kept)
    key = held(folder / f"{who}.key.pem", folder / f"{who}.pem", folder / "issuing.pem")
    page, where = _page(), Where("Chu-ky-1")
    sign(page, key, where)
    taken, end = [], time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        sign(page, key, where)
        taken.append((time.perf_counter() - begun) * 1000)

    async def alone() -> int:
        count, stop = 0, time.perf_counter() + 1
        while time.perf_counter() < stop:
            await key.async_sign_raw(b"x" * 300, "sha256")
            count += 1
        return count

    return taken, float(asyncio.run(alone()))


def _read(folder: Path, seconds: float) -> Measured:
    """Judging a signature in this process, revocation not asked: nobody answers here."""
    from tinhso.foundation.signing.pades.check import Trust, check
    from tinhso.foundation.signing.pades.keys import certificate, held
    from tinhso.foundation.signing.pades.sign import Place as Where
    from tinhso.foundation.signing.pades.sign import sign

    key = held(folder / "leader.key.pem", folder / "leader.pem", folder / "issuing.pem")
    signed = sign(_page(), key, Where("Chu-ky-1"))
    trust = Trust((certificate(folder / "root.pem"),))
    count, begun, refused = 0, time.perf_counter(), 0
    while time.perf_counter() - begun < seconds / 2:
        (found,) = check(signed, trust, datetime.now(UTC)).signatures
        refused += not (found.facts.intact and found.facts.trusted)
        count += 1
    rate = count / (time.perf_counter() - begun)
    return Measured("judge a signature, in one process", round(rate, 1), refused=refused)


def _page() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PDF")
    return out.getvalue()
