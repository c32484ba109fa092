"""What every page of residents costs on the line, with an empty cache: at most 100 kB, all of it counted.

The bytes are computed: the answer and each style, script, picture and font that it names, packed as closely
as the front server packs them, each with its headers. That this is what comes over the
line is proved once against the front server itself.
"""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import time
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from django.test import Client

from tests import rows
from tests.journeys.walking import Seen, ask, is_file, kind_of, routes, signed_in, walk
from tests.launcher import visitors
from tinhso.launcher.caddy import caddyfile, free_port
from tinhso.launcher.services import caddy_program
from tinhso.screens import assets

ROOT = Path(__file__).resolve().parents[2]
PROVINCE = ROOT / "provinces" / "vinhphuc"
MOST = 100_000
# Headers of one answer of the front server for a static file, at most.
HEAD = 500
# Packs as closely as the zstd of the front server, a little less than its gzip; pictures and fonts are packed already.
LEVEL = 3
PACKED = (".woff2", ".png", ".jpg", ".webp")
ASKED = ("/", "/tim/?q=khai+sinh", "/tim/?q=xin+gi%E1%BA%A5y+ph%C3%A9p", "/tim/?q=qqqq", "/so-lieu/", "/tra-cuu/",
         "/chi-so/dti/", "/chi-so/dti/2021/", "/chi-so/dti/2022/",
         "/chi-so/dti/noi-bo/", "/chi-so/dti/con-so/", "/chi-so/dti/dot/", "/dang-nhap/", "/dang-ky/", "/quen-mat-khau/", "/mat-mang/", "/khong-co-trang-nay/", "/lay-so/")  # fmt: skip
# Not residents' pages: offices and administration, machines, files themselves.
OTHERS = ("can-bo", "quan-tri", "api/", "tep/", "health", "metrics", "static", "robots", "sitemap", "sw.js",
          "manifest", "hop-thu-mau", "kieu-mau", "chuyen-vai", "mau/")  # fmt: skip
NO_PAGE = {
    "only posted to": {
        "identity:logout", "identity:drop_email", "identity:end_device", "identity:second_factor_off",
        "dossiers:discard", "dossiers:drop_paper", "dossiers:rate", "dossiers:end_tracking",
        "screens:language", "identity:register_resend", "queue:arrive",
        "petitions:end_tracking", "petitions:react_own", "petitions:react_public",
    },
    "a redirect to or from the e-identity": {"identity:eid", "identity:eid_back", "identity:eid_signed_out"},
    "a draft's summary when the front door has moved: less than the page that reviews the same draft": {
        "dossiers:carry",
    },
    "behind a payment or a scanned paper: one form or a few lines in the frame of the weighed pages": {
        "payments:pay", "verification:scanned",
    },
    "behind an account's own dossier: one choice and one button in the frame of the weighed pages; signed data to keep": {
        "dossiers:sign_form", "dossiers:form_data",
    },
    "told by the payment platform, posted, or a redirect from it": {
        "payments:notice", "payments:check", "payments:back", "payments:own_receipt_pdf",
    },
    "a redirect to the first open step or to the month that runs, a file or a picture": {
        "dossiers:draft", "dossiers:kept_paper", "dossiers:paper", "dossiers:receipt_qr", "identity:second_factor_qr",
        "indices:quality_home",
    },
    "a published ranking: the frame, one chart and its table, as the yearly rankings that are weighed": {
        "indices:result",
    },
    "numbers to take along: files": {
        "indices:dti_data", "indices:quality_data", "indices:result_data", "indices:quality_months",
        "indices:quality_values", "indices:quality_paper",
    },
    "in the middle of an act of one's account: one field in the frame of the weighed pages around it": {
        "identity:second_factor", "identity:recovery_codes",
        "identity:reset_password", "identity:register_password", "identity:register_code",
        "identity:register_done", "identity:confirm_contact",
    },
}  # fmt: skip
EXCUSED = {name for names in NO_PAGE.values() for name in names}


@pytest.fixture
def world(db: None, tmp_path: Path, settings: object) -> dict[int, visitors.Visitor]:
    """The province with dossiers of some states; owners by state."""
    from tinhso.demo.run import seed

    settings.STORAGE_DIR = tmp_path / "files"  # type: ignore[attr-defined]
    rows.load_province()
    assert seed(PROVINCE, 8, 2026, lambda _filed, _wanted: None) >= 5
    asked, refused, _new = visitors.online(3)
    visitors.ask_for_more(asked)
    visitors.refuse(refused)
    return visitors.owners()


def packed(body: bytes, name: str = "") -> int:
    """Bytes of a body over the line."""
    if name.endswith(PACKED):
        return len(body)
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    return len(squeeze.compress(body) + squeeze.flush())


@cache
def static(name: str) -> tuple[int, tuple[str, ...]]:
    """Bytes of one built file with its headers, and the built files that it names itself."""
    body = (assets.folder() / name).read_bytes()
    inner: tuple[str, ...] = ()
    if name.endswith(".css"):
        named = re.findall(r"""url\(["']?([^"')]+)""", body.decode())
        inner = tuple(link.removeprefix("/static/") for link in named if not link.startswith("data:"))
    return packed(body, name) + HEAD, inner


def named_by(page: Seen) -> set[str]:
    """Addresses of everything that a browser fetches for this page."""
    tree = html5lib.parse(page.source, namespaceHTMLElements=False)
    # The picture of a home screen is fetched by whoever puts the site there, not by a visit.
    idle = (None, "canonical", "apple-touch-icon")
    found = {str(node.get("href")) for node in tree.iter("link") if node.get("rel") not in idle}
    found |= {str(node.get("src")) for tag in ("script", "img", "source") for node in tree.iter(tag)}
    return {address for address in found if address != "None" and not address.startswith("data:")}


def weigh(client: Client, page: Seen, shared: dict[str, int]) -> dict[str, int]:
    """Bytes over the line by address, each address once; `shared` keeps those that do not differ by visitor."""
    head = sum(len(key) + len(value) + 4 for key, value in page.headers.items()) + HEAD // 4
    parts = {page.address: packed(page.source.encode()) + head}
    waiting = list(named_by(page))
    while waiting:
        address = waiting.pop()
        if address in parts:
            continue
        assert address.startswith("/"), f"{page.address} fetches {address} from elsewhere"
        if address.startswith("/static/"):
            parts[address], inner = static(address.removeprefix("/static/"))
            waiting += [f"/static/{name}" for name in inner]
        elif address in shared:
            parts[address] = shared[address]
        else:
            answer = client.get(address)
            assert answer.status_code == 200, f"{page.address} names {address}: {answer.status_code}"
            parts[address] = packed(answer.getvalue()) + HEAD
            if "public" in answer.headers.get("Cache-Control", ""):
                shared[address] = parts[address]
    return parts


def is_residents(address: str) -> bool:
    return not urlsplit(address).path.lstrip("/").startswith(OTHERS) and not is_file(address)


def pages(owners: dict[int, visitors.Visitor]) -> Iterator[tuple[Client, Seen]]:
    """Every page of residents: one of each kind that links lead to, the whole catalogue, own pages."""
    done: set[str] = set()

    def fresh(kind: tuple[str, str]) -> bool:
        """Pages of the catalogue differ in their length: all of them are weighed."""
        address = "/" + routes().get(kind[0], "can-bo")
        return is_residents(address) and (kind[0] not in done or kind[0].startswith("procedures:"))

    visitor = signed_in(None)
    for page in walk(visitor, ASKED, fresh):
        if page.status == 200:
            done.add(page.kind[0])
        yield visitor, page
    drafter = visitors.drafter(4)
    own = [
        f"/{address}"
        for name, address in routes().items()
        if address.startswith(("tai-khoan/", "thong-bao/")) and "<" not in address and name not in EXCUSED
    ]
    assert len(own) >= 6
    drafter = visitors.Visitor(drafter.account, (*drafter.addresses, *own, "/tai-khoan/lien-he/dien-thoai/"))
    queued = visitors.Visitor(None, visitors.in_the_queue())
    for one in (
        drafter,
        queued,
        visitors.petitioner(),
        visitors.rater(),
        visitors.checker(),
        visitors.receiver(),
        *owners.values(),
    ):
        client = signed_in(one.account)
        for address in one.addresses:
            found = ask(client, address)
            assert found is not None, address
            yield client, found


def test_every_page_of_residents_is_light(world: dict[int, visitors.Visitor]) -> None:
    assert assets.manifest(), "the styles are not built"
    weights: dict[str, int] = {}
    shared: dict[str, int] = {}
    heavy: list[str] = []
    seen: set[str] = set()
    for client, page in pages(world):
        parts = weigh(client, page, shared)
        total = sum(parts.values())
        assert total > 20_000, f"{page.address}: nothing was counted: {parts}"
        weights[page.address] = total
        if page.status == 200:
            seen.add(page.kind[0])
        if total > MOST:
            most = sorted(parts.items(), key=lambda part: -part[1])[:6]
            heavy.append(f"{page.address}: {total} bytes; {most}")
    told = sorted(weights.items(), key=lambda pair: -pair[1])
    print("\n".join(f"{size:>7} {address}" for address, size in told[:15]), len(told))
    assert not heavy, "\n".join(heavy)
    assert len(weights) > 90
    assert set(world) >= {1, 3, 5, 10}
    wanted = {name for name, address in routes().items() if is_residents(f"/{address}")}
    assert not wanted - seen - EXCUSED, f"residents' pages nobody weighed: {sorted(wanted - seen - EXCUSED)}"
    assert not seen & EXCUSED, f"weighed after all: {sorted(seen & EXCUSED)}"


@pytest.fixture
def front(tmp_path: Path) -> Iterator[int]:
    """The front server alone, with nobody behind it: it serves the built files."""
    port = free_port(18900, ["127.0.0.1"])
    assert port is not None
    config = tmp_path / "Caddyfile"
    config.write_text(
        caddyfile(
            port=port,
            addresses=["127.0.0.1"],
            upstream=tmp_path / "nobody.sock",
            assets=assets.folder(),
            storage=tmp_path,
        )
    )
    command = [caddy_program(), "run", "--adapter", "caddyfile", "--config", str(config)]
    child = subprocess.Popen(command, env={"HOME": str(tmp_path)}, stdin=subprocess.DEVNULL)
    try:
        yield port
    finally:
        child.terminate()
        child.wait(20)


def fetched(port: int, address: str, encoding: str) -> tuple[int, bytes]:
    """Length of the headers and the body as they come over the line."""
    limit = time.monotonic() + 20
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            line.request("GET", address, headers={"Accept-Encoding": encoding})
            answer = line.getresponse()
            head = sum(len(key) + len(value) + 4 for key, value in answer.getheaders()) + 17
            assert answer.status == 200, address
            return head, answer.read()
        except OSError:
            assert time.monotonic() < limit
            time.sleep(0.1)
        finally:
            line.close()


def test_the_bytes_are_those_of_the_front_server(front: int) -> None:
    names = sorted(set(assets.manifest().values()))
    assert len(names) >= 8
    for name in names:
        head, body = fetched(front, f"/static/{name}", "gzip")
        counted = static(name)[0] - HEAD
        plain = (assets.folder() / name).read_bytes()
        assert head <= HEAD, name
        assert plain in (body, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else b"")
        # A browser asks for both, zstd first; one that knows gzip only gets a little less. Small files may be
        # sent as they are.
        anew = len(fetched(front, f"/static/{name}", "gzip, deflate, br, zstd")[1])
        for told in (len(body), anew):
            assert told <= max(1.05 * counted, counted + 500), f"{name}: {told}, not {counted}"
        assert anew >= min(0.92 * counted, counted - 500), f"{name}: {anew}, not {counted}"
    assert kind_of("/static/x")[0], "static files are ours"
