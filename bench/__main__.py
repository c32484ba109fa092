"""`./tinhso bench`: one table of what was measured, against the province that the command started."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench import machine, report
from bench.lines import Line, Place


def lines() -> dict[str, Line]:
    """The lines by the name they are asked for."""
    from bench import chores, filing, indices, lists, log, overload, papers, reading, search, signing, work

    return {
        "filing": filing.line,
        "files": filing.with_files,
        "reading": reading.line,
        "work": work.line,
        "log": log.line,
        "lists": lists.line,
        "search": search.line,
        "signing": signing.line,
        "papers": papers.line,
        "chores": chores.line,
        "indices": indices.line,
        "overload": overload.line,
    }


def main() -> int:
    """Measure the lines that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="tinhso bench", description="Đo tốc độ của bản này trên máy này.")
    parser.add_argument(
        "lines",
        nargs="*",
        metavar="DÒNG",
        help="filing, files, reading, work, log, lists, search, signing, papers, chores, indices, overload (mặc định: mọi dòng)",
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="mỗi lượt đo bao nhiêu giây")
    parser.add_argument("--clients", type=int, default=4, help="bao nhiêu chương trình hỏi cùng lúc")
    parser.add_argument(
        "--sizes",
        default="10000,100000",
        help="danh sách đo với bao nhiêu hồ sơ, từ nhỏ đến lớn (mặc định 10000,100000)",
    )
    parser.add_argument("--catalogue", type=Path, metavar="TỆP", help="tệp danh mục quốc gia để đo việc nhập")
    parser.add_argument("--json", type=Path, metavar="TỆP", help="ghi thêm kết quả dạng JSON")
    wish = parser.parse_args()
    every = lines()
    if unknown := [name for name in wish.lines if name not in every]:
        parser.error(f"không có dòng “{unknown[0]}”; có: {', '.join(every)}")

    import django

    django.setup()
    port = int(os.environ["BENCH_PORT"])
    try:
        sizes = tuple(sorted(int(size) for size in wish.sizes.split(",")))
    except ValueError:
        parser.error(f"--sizes “{wish.sizes}” không phải dãy số cách nhau bằng dấu phẩy")
    place = Place(
        port, f"localhost:{port}", wish.seconds, wish.clients, sizes, wish.catalogue, machine.resident()
    )
    facts = machine.facts()
    found = []
    for name in wish.lines or every:
        found += every[name](place)
        print(f"· {name}", flush=True)
    print("\n" + report.table(found) + "\n")
    print("; ".join(f"{key}: {value}" for key, value in facts.items()))
    if wish.json:
        report.write(wish.json, facts, found)
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
