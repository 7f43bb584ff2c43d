"""A temporary database for what may not fit in memory: names, paths and contents of millions of files."""

from __future__ import annotations

import sqlite3
import weakref


def scratch(owner: object, script: str) -> sqlite3.Connection:
    """A database made by *script* that is gone when *owner* is."""
    # An owner may be collected in another thread than its own.
    connection = sqlite3.connect("", check_same_thread=False)
    weakref.finalize(owner, connection.close)
    connection.executescript(script)
    return connection
