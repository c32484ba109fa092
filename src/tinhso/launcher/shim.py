"""A tiny first process for a child: leave root if asked, die with the parent, then become the program.

Run as a script by path with `python -I -S`, so it imports nothing of ours.
Usage: shim.py PARENT_PID SIGNAL IDENTITY -- PROGRAM ARG…
IDENTITY is `-` (stay), `userns` (a user namespace in which uid 0 outside is uid 1000 inside: PostgreSQL
accepts it, and files below a mode-700 root home stay reachable) or `user:UID:GID`.
"""

import ctypes
import os
import signal
import sys

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
INNER_ID = 1000
libc = ctypes.CDLL(None, use_errno=True)


def enter_user_namespace() -> None:
    """Map our own uid and gid to 1000 in a new user namespace."""
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{INNER_ID} {uid} 1"),
        ("gid_map", f"{INNER_ID} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as out:
            out.write(text)


def become(identity: str) -> None:
    if identity == "userns":
        enter_user_namespace()
    elif identity.startswith("user:"):
        _, uid, gid = identity.split(":")
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))


def main() -> None:
    parent, ending, identity, _, *command = sys.argv[1:]
    become(identity)
    # Set after the change of identity, since changing credentials clears it.
    libc.prctl(PR_SET_PDEATHSIG, int(ending))
    if os.getppid() != int(parent):
        os.kill(os.getpid(), signal.SIGKILL)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main()
