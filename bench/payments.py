"""The fault campaign of money: thousands of payments against a platform at its worst, while processes are killed.

    python bench/payments.py [--payments N] [--seed S] [--workers N]

Payers open and pay, the simulated platform delays, repeats, reorders, forges, loses and contradicts its messages, and
the province's web server, payers' processes and the asking worker are killed (-9) at random moments. It holds when
nothing is lost (what the platform has is on a dossier or kept apart with a difference), nothing is booked twice, the
books balance, and reconciliation names every difference. Prints the table; exit 1 when it does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
PARTNER = "CHIEN-DICH"
# Of a hundred payers: how many pay, have no money, or see their bank fall silent.
CHOICES = (("paid", 0.82), ("failed", 0.10), ("hanging", 0.08))


def ask(origin: str, what: str, **body: Any) -> dict[str, Any]:
    """One control of the simulator."""
    sent = urllib.request.Request(f"{origin}/dieu-khien/{what}", json.dumps(body).encode(), method="POST")  # noqa: S310
    with urllib.request.urlopen(sent, timeout=30) as answer:  # noqa: S310
        return dict(json.loads(answer.read()))


def fetch(origin: str, path: str) -> bytes:
    """A page or file of the simulator."""
    with urllib.request.urlopen(f"{origin}{path}", timeout=60) as answer:  # noqa: S310
        return bytes(answer.read())


# --- processes that are killed -------------------------------------------------------------------------------------


def payer(file: str, origin: str, seed: int) -> int:
    """Open a payment for each dossier of the list and decide like a person; begins anew after a death."""
    from tinhso.government.payments.actions.pay import start
    from tinhso.government.payments.models import Transaction
    from tinhso.lib.actor import Actor
    from tinhso.lib.errors import Busy, Conflict, Refused

    told = json.loads(Path(file).read_text())
    actor = Actor(kind="resident", account_id=UUID(told["account"]), ip="127.0.0.1")
    for ident in told["dossiers"]:
        if Transaction.objects.filter(request__dossier_id=ident).exclude(page="").exists():
            continue
        for _turn in range(8):
            try:
                one = start(actor, UUID(ident))
            except (Busy, Conflict):
                time.sleep(0.05)
                continue
            except Refused:
                break
            at = random.Random(f"{seed}:{one.reference}").random()  # noqa: S311
            for how, share in CHOICES:
                if at < share:
                    ask(origin, "tra", reference=one.reference, how=how)
                    break
                at -= share
            break
    return 0


def asker(minutes: int) -> int:
    """The job that asks about open payments, as if so many minutes had passed."""
    from tinhso.foundation.worktime.api import at, now
    from tinhso.government.payments.actions.requery import recheck_due
    from tinhso.government.payments.models import Transaction

    for turn in range(8):
        with at(now() + timedelta(minutes=minutes * (turn + 1))):
            recheck_due(10_000)
        if not Transaction.objects.filter(state__in=["init", "pending"]).exists():
            break
    return 0


def server(port: int) -> int:
    """The province's door for notices, with threads as the real one has."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    from tinhso.conf.wsgi import application

    class Door(ThreadingMixIn, WSGIServer):
        daemon_threads = True
        request_queue_size = 128

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    door = Door(("127.0.0.1", port), Quiet)
    door.set_app(application)
    door.serve_forever()
    return 0


# --- the campaign --------------------------------------------------------------------------------------------------


@dataclass
class Campaign:
    """One run. `notify`: the province's door; `door`: whether this campaign starts (and kills) it."""

    payments: int
    seed: int
    workers: int
    folder: Path
    notify: str
    account: str
    dossiers: list[str]
    env: dict[str, str]
    door: int = 0
    kills: int = 6
    pace: tuple[float, float] = (3.0, 9.0)
    # A test asks in its own process, which is not killed: starting one takes seconds.
    own_asker: bool = False
    children: dict[str, tuple[list[str], subprocess.Popen[bytes]]] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)
    origin: str = ""
    took: dict[str, float] = field(default_factory=dict)

    def run(self, agency_id: UUID) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
        """Everything; what was paid at the platform, and what it and its files did wrong."""
        self._platform()
        try:
            if self.door:
                self._start("server", ["server", str(self.door)])
            for step in (self._pay, self._settle):
                began = time.monotonic()
                step()
                self.took[step.__name__] = time.monotonic() - began
            began = time.monotonic()
            met = reconcile_all(self, agency_id)
            self.took["reconcile"] = time.monotonic() - began
            return self._everything(), met
        finally:
            for name in list(self.children):
                self.children[name][1].kill()
                self.children[name][1].wait()

    def _platform(self) -> None:
        command = [
            sys.executable, "-m", "tinhso.simulators.pay", "--store", str(self.folder / "pay.sqlite3"), "--partner", PARTNER,
            "--trouble", str(self.seed), "--notify", self.notify, "--every", "0.2",
        ]  # fmt: skip
        child = subprocess.Popen(command, env=self._env(), stdout=subprocess.PIPE)  # noqa: S603
        assert child.stdout is not None
        self.origin = child.stdout.readline().decode().strip()
        from django.conf import settings

        self.env["TINHSO_PAY_URL"] = settings.TINHSO_PAY_URL = f"{self.origin}/thong-diep"
        self.children["platform"] = (command, child)

    def _env(self) -> dict[str, str]:
        path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
            **self.env,
            "PYTHONPATH": path,
        }

    def _start(self, name: str, words: list[str]) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), *words]
        self.children[name] = (words, subprocess.Popen(command, env=self._env(), stdout=subprocess.DEVNULL))  # noqa: S603

    def _pay(self) -> None:
        names = []
        for number in range(self.workers):
            file = self.folder / f"payer-{number}.json"
            mine = self.dossiers[number :: self.workers]
            file.write_text(json.dumps({"account": self.account, "dossiers": mine}))
            names.append(f"payer-{number}")
            self._start(names[-1], ["payer", str(file), self.origin, str(self.seed)])
        self._watch(names)

    def _watch(self, names: list[str]) -> None:
        """Until these have done their work; meanwhile one of all is killed now and then, and begins anew."""
        chance = random.Random(self.seed + len(self.killed))  # noqa: S311
        left, next_kill = set(names), time.monotonic() + chance.uniform(*self.pace)
        while left:
            for name in sorted(left):
                words, child = self.children[name]
                code = child.poll()
                if code == 0:
                    left.discard(name)
                elif code is not None:
                    self._start(name, words)
            if left and time.monotonic() > next_kill and sum(self.killed.values()) < self.kills:
                victims = [*sorted(left), *(["server"] if self.door else [])]
                name = chance.choice(victims)
                words, child = self.children[name]
                child.send_signal(signal.SIGKILL)
                child.wait()
                self.killed[name.partition("-")[0]] += 1
                self._start(name, words)
                next_kill = time.monotonic() + chance.uniform(*self.pace)
            time.sleep(0.02)

    def _settle(self) -> None:
        """The bank that was silent answers; the province asks about what is open; then the line is good again."""
        self._ask("first", 31)
        for number, (reference, (_amount, state)) in enumerate(sorted(self._everything().items())):
            if state == "hanging":
                ask(self.origin, "tra", reference=reference, how="paid" if number % 2 else "failed")
        self._ask("second", 240)
        ask(self.origin, "yen")
        self._ask("last", 300)
        for _turn in range(100):
            if not ask(self.origin, "gui").get("waiting"):
                break
            time.sleep(0.05)

    def _ask(self, name: str, minutes: int) -> None:
        if self.own_asker:
            asker(minutes)
            return
        self._start(f"asker-{name}", ["asker", str(minutes)])
        self._watch([f"asker-{name}"])

    def _everything(self) -> dict[str, list[Any]]:
        return dict(json.loads(fetch(self.origin, "/dieu-khien/tat-ca")))


def reconcile_all(campaign: Campaign, agency_id: UUID) -> dict[str, Any]:
    """Bring the day's files with their mistakes and compare; what the platform and its files did wrong, by kind."""
    from tinhso.foundation.worktime.api import today
    from tinhso.government.payments.actions.bring_file import bring_file
    from tinhso.government.payments.actions.reconcile import reconcile
    from tinhso.lib.actor import Actor

    ask(campaign.origin, "loi-tep")
    for days in (1, 0):
        day = today() - timedelta(days=days)
        for kind, name in (("platform", "nen-tang.csv"), ("bank", "sao-ke.csv")):
            content = fetch(campaign.origin, f"/tep/{name}?ngay={day:%Y%m%d}")
            if len(content.splitlines()) > 1:
                bring_file(Actor.system("campaign"), agency_id, kind, name, content)
        reconcile(agency_id, day)
    return dict(ask(campaign.origin, "met")["met"])


def judge(truth: dict[str, list[Any]], met: dict[str, list[str]]) -> tuple[list[tuple[str, int]], list[str]]:
    """The table, and every fault by name; no fault: it holds."""
    from django.db.models import Count, Sum

    from tinhso.government.dossiers.models import Fee
    from tinhso.government.payments.models import Difference, Entry, Line, Transaction

    held = {one.reference: one for one in Transaction.objects.all()}
    seen = Counter(Difference.objects.values_list("reference", "kind"))
    paid = {reference: amount for reference, (amount, state) in truth.items() if state == "paid"}
    lost = [r for r in paid if r not in held or held[r].state != "ok"]
    booked = {
        row["entry__reference"][:56]: row["total"]
        for row in Line.objects.filter(account__kind="gateway", amount__gt=0)
        .values("entry__reference")
        .annotate(total=Sum("amount"))
    }
    wrong = [r for r, one in held.items() if one.state == "ok" and booked.get(r[:56]) != one.amount]
    none_paid = [r for r in booked if r not in {ref[:56] for ref, one in held.items() if one.state == "ok"}]
    over = [
        str(fee.pk)
        for fee in Fee.objects.filter(paid__isnull=False)
        if fee.due is not None and fee.paid > fee.due
    ]
    doubled = list(
        Entry.objects.filter(kind="taken", reverses=None)
        .values("receipt_line")
        .annotate(n=Count("id"))
        .filter(n__gt=1)
    )
    apart = [
        r
        for r, one in held.items()
        if one.state == "ok" and one.recorded < one.amount and not seen[r, "not_recorded"]
    ]
    invented = [r for r, one in held.items() if one.state == "ok" and r not in paid]
    silent = [r for r in invented if not seen[r, "platform_absent"]]
    unfound = []
    for fate in ("absent", "amount", "twice"):
        for place in met.get(fate, []):
            side, _colon, reference = place.partition(":")
            if held[reference].state == "ok" and not seen[reference, f"{side}_{fate}"]:
                unfound.append(f"{side}_{fate}:{reference}")
    balance = Line.objects.aggregate(n=Sum("amount"))["n"] or 0
    uneven = list(Line.objects.values("entry").annotate(n=Sum("amount")).exclude(n=0))
    rows = [
        ("transactions opened", len(held)),
        ("paid at the platform", len(paid)),
        ("  of them held here as paid", len(paid) - len(lost)),
        (
            "  of them kept apart for the payer",
            sum(1 for one in held.values() if one.state == "ok" and one.recorded < one.amount),
        ),
        ("still open", sum(1 for one in held.values() if one.state in ("init", "pending"))),
        ("told paid though nobody paid", len(invented)),
        ("entries in the books", Entry.objects.count()),
        ("differences named", sum(seen.values())),
        *(
            (f"  {kind}", n)
            for kind, n in sorted(Counter(Difference.objects.values_list("kind", flat=True)).items())
        ),
        *((f"platform: {fate}", len(who)) for fate, who in sorted(met.items())),
    ]
    faults = [
        *(f"lost: {r}" for r in lost), *(f"booked otherwise: {r}" for r in wrong), *(f"booked unpaid: {r}" for r in none_paid),
        *(f"fee paid twice: {r}" for r in over), *(f"booked twice: {r}" for r in doubled),
        *(f"kept apart in silence: {r}" for r in apart), *(f"false success unseen: {r}" for r in silent),
        *(f"not found: {r}" for r in unfound), *(f"entry uneven: {r}" for r in uneven),
        *([f"books do not balance: {balance}"] if balance else []),
    ]  # fmt: skip
    return rows, faults


def dossiers_owing(world: Any, count: int) -> list[str]:
    """So many dossiers that owe one fee: one is filed by the real verb, the others are its likes."""
    from tests.government.dossiers.world import filed

    from tinhso.foundation.worktime.api import now
    from tinhso.government.dossiers.models import Dossier, Fee
    from tinhso.lib.ids import new_id

    first = Dossier.objects.get(pk=filed(world, now()).pk)
    fee = first.fees.get()
    made, fees = [], []
    for number in range(1, count):
        one = Dossier.objects.get(pk=first.pk) if number == 1 else made[-1].__class__(**_plain(first))
        one.pk, one.code, one._state.adding = new_id(), f"{first.code}-{number}", True
        made.append(one)
        fees.append(Fee(dossier=one, key=fee.key, name=fee.name, kind=fee.kind, due=fee.due))
    Dossier.objects.bulk_create(made, batch_size=1000)
    Fee.objects.bulk_create(fees, batch_size=1000)
    return [str(first.pk), *(str(one.pk) for one in made)]


def _plain(row: Any) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def main(argv: list[str] | None = None) -> int:
    """A database of its own, the campaign, the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--payments", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=60)
    wish = parser.parse_args(argv)
    from tinhso.launcher.caddy import free_port
    from tinhso.launcher.database import prepare_database
    from tinhso.launcher.places import Places
    from tinhso.launcher.postgres import Server

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Places(folder / "database")
        places.make()
        database = Server(places)
        database.make()
        database.start()
        prepare_database(database.url())
        port = free_port(18950, ["127.0.0.1"]) or 18950
        env = {
            "DATABASE_URL": database.url(), "TINHSO_VAR": str(folder / "var"), "TINHSO_LOG_LEVEL": "CRITICAL",
            "TINHSO_SECRET_KEY": secrets.token_urlsafe(32), "TINHSO_PAY_PARTNER": PARTNER,
            "TINHSO_PAY_SECRET": secrets.token_urlsafe(16), "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
        }  # fmt: skip
        os.environ.update(env)
        try:
            import django

            django.setup()
            from django.core.management import call_command
            from tests.government.dossiers.world import build

            call_command("migrate", verbosity=0)
            world = build()
            began = time.monotonic()
            campaign = Campaign(
                wish.payments, wish.seed, wish.workers, folder, f"http://127.0.0.1:{port}/thanh-toan/thong-bao/",
                str(world.resident.account_id), dossiers_owing(world, wish.payments), env, door=port, kills=wish.kills,
            )  # fmt: skip
            return _told(campaign, world.desk.pk, began)
        finally:
            database.stop()


def _told(campaign: Campaign, agency_id: UUID, began: float) -> int:
    truth, met = campaign.run(agency_id)
    rows, faults = judge(truth, met)
    rows += [(f"seconds of {name.strip('_')}", int(took)) for name, took in campaign.took.items()]
    rows += [("processes killed", sum(campaign.killed.values())), ("seconds", int(time.monotonic() - began))]
    for name, number in rows:
        print(f"{name:44} {number:>10,}")
    print("holds" if not faults else "\n".join(faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("payer", "asker", "server"):
        import django

        django.setup()
        role, words = sys.argv[1], sys.argv[2:]
        sys.exit(
            payer(words[0], words[1], int(words[2]))
            if role == "payer"
            else asker(int(words[0]))
            if role == "asker"
            else server(int(words[0]))
        )
    sys.exit(main())
