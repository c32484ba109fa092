"""The addresses by which phones in the same network reach this machine."""

from __future__ import annotations

import array
import fcntl
import socket
import struct

from tinhso.launcher.say import Stop

SIOCGIFCONF = 0x8912
ENTRY = 40


def lan_addresses() -> list[str]:
    """IPv4 addresses of this machine's interfaces, loopback aside; asks the kernel, sends nothing."""
    room = array.array("B", bytes(ENTRY * 64))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("iL", len(room), room.buffer_info()[0])
        used = struct.unpack("iL", fcntl.ioctl(probe.fileno(), SIOCGIFCONF, request))[0]
    raw = room.tobytes()
    found = (socket.inet_ntoa(raw[start + 20 : start + 24]) for start in range(0, used, ENTRY))
    return sorted({address for address in found if not address.startswith("127.")})


def listening(chosen: str | None, loopback: list[str]) -> tuple[list[str], list[str]]:
    """(addresses to listen on, names by which the network reaches us) for what `--lan` was given.

    None: this machine alone. Empty: every address of this machine. Otherwise that one address, beside
    loopback. Raises Stop when this machine has no such address.
    """
    if chosen is None:
        return loopback, []
    if not chosen:
        return ["0.0.0.0"], lan_addresses()  # noqa: S104
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((chosen, 0))
    except OSError:
        raise Stop(f"--lan: máy này không có địa chỉ “{chosen}”.") from None
    return [*loopback, chosen], [chosen]
