"""The program itself: one task at a time from stdin, one answer each to stdout."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from tinhso.foundation.papers.machine import limits, wire
from tinhso.foundation.papers.machine.press import Missing, Press, told


def answer(press: Press, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What became of one task. Data of people is in no message that this process writes anywhere else."""
    import typst

    try:
        if task.get("do") == "keep":
            press.keep(str(task["set"]), dict(task["files"]))
            return {"ok": True}, b""
        made, warned, told_of = press.make(task)
        return {"ok": True, "warned": warned, **told_of}, made
    except Missing:
        return {"ok": False, "need": task["set"]}, b""
    except typst.TypstError as error:
        return {"ok": False, "error": told(error), "message": error.message, "hints": list(error.hints)}, b""
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}", "message": str(error)}, b""


def main() -> None:
    """Work until stdin ends or enough papers were made. The one argument is an empty folder, which the asker removes."""
    limits.hold()
    out, press = sys.stdout.buffer, Press(Path(sys.argv[1]))
    # What a library prints must not get between the answers.
    sys.stdout = sys.stderr
    for _made in range(limits.PAPERS):
        message = wire.read(sys.stdin.buffer.read)
        if message is None:
            break
        head, body = answer(press, message[0])
        out.write(wire.packed(head, body))
        out.flush()
    shutil.rmtree(sys.argv[1], ignore_errors=True)


if __name__ == "__main__":
    main()
