"""On the path of a Python process, this forbids it the network and writes down what it tried."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

ATTEMPTS = os.environ["PLANCLI_TEST_ATTEMPTS"]
"""File to which each attempt is added: an error alone might be caught by whoever made it."""
# A pair of local sockets joins the processes of a batch; -1 is a socket that was handed over by number.
LOCAL = (socket.AF_UNIX, -1)
NETWORK = (
    "socket.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "poplib.",
    "imaplib.",
    "nntplib.",
    "telnetlib.",
)


def forbid(event: str, details: tuple[Any, ...]) -> None:
    """Audit hook that lets no socket event pass but those between processes of this machine."""
    if not event.startswith(NETWORK):
        return
    if event == "socket.__new__" and details[1] in LOCAL:
        return
    if event == "socket.sendmsg" and details[1] is None:
        return
    with open(ATTEMPTS, "a", encoding="utf-8") as stream:
        stream.write(f"{event} {details[1:]}\n")
    raise PermissionError(f"the network is forbidden: {event}")


sys.addaudithook(forbid)
