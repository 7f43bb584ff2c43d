"""Frames over a socket: a head and a body, each with its length.

Promise: ``Channel`` never blocks, so that no worker can hold up the process that serves them all.
"""

from __future__ import annotations

import socket
import struct

_LENGTHS = struct.Struct(">QQ")
_SPACE = memoryview(bytearray(1 << 18))
"""Where what is received comes first; recv() would ask the system for as much memory each time."""


class Closed(Exception):
    """The other side is gone."""


def send(connection: socket.socket, head: bytes, body: bytes = b"") -> None:
    """Send one frame, waiting until it is taken."""
    connection.sendall(_LENGTHS.pack(len(head), len(body)) + head)
    if body:
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """The next frame, waited for.

    Raises: Closed when there is none.
    """
    head, body = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size))
    return _exactly(connection, head), _exactly(connection, body)


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = connection.recv(min(size - len(data), 1 << 20))
        if not part:
            raise Closed
        data += part
    return bytes(data)


class Channel:
    """The serving end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        """Take over *connection*."""
        connection.setblocking(False)
        self.connection = connection
        self._incoming = bytearray()
        self._outgoing = bytearray()

    @property
    def has_outgoing(self) -> bool:
        """Whether something waits until the other side reads."""
        return bool(self._outgoing)

    @property
    def has_partial(self) -> bool:
        """Whether a frame has come in part."""
        return bool(self._incoming)

    def post(self, head: bytes, body: bytes = b"") -> None:
        """Put a frame in the queue and send what can be sent."""
        self._outgoing += _LENGTHS.pack(len(head), len(body)) + head + body
        self.flush()

    def flush(self) -> None:
        """Send what can be sent; a lost connection shows when it is read."""
        try:
            while self._outgoing:
                sent = self.connection.send(self._outgoing)
                del self._outgoing[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self._outgoing.clear()

    def frames(self) -> tuple[list[tuple[bytes, bytes]], bool]:
        """The frames that are complete by now, and whether the other side is gone."""
        closed = False
        try:
            size = self.connection.recv_into(_SPACE)
            closed = not size
            self._incoming += _SPACE[:size]
        except BlockingIOError:
            pass
        except OSError:
            closed = True
        complete = []
        start = 0
        while len(self._incoming) - start >= _LENGTHS.size:
            head, body = _LENGTHS.unpack_from(self._incoming, start)
            middle = start + _LENGTHS.size + head
            end = middle + body
            if len(self._incoming) < end:
                break
            complete.append(
                (bytes(self._incoming[middle - head : middle]), bytes(self._incoming[middle:end]))
            )
            start = end
        del self._incoming[:start]
        return complete, closed

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
