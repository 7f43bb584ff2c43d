"""Payloads -> a folder with one JSON file for each input, in the input's own tree."""

from __future__ import annotations

import json
import os

from plancli import __version__
from plancli.batch.names import Names
from plancli.batch.work import Failure

MANIFEST = "plancli-batch.json"
"""Says that the folder is an output of batch, which --force may then replace."""


class FolderWriter:
    """Writes each document under its input's name and `.json`."""

    def __init__(self, path: str) -> None:
        """Begin the folder *path*."""
        self._root = path
        os.mkdir(path)
        self._names = Names(".json", reserved=(MANIFEST,))
        self._count = 0
        self._made: set[str] = set()

    def write(self, name: str, payload: bytes) -> None:
        """Add the file of one input."""
        path = os.path.join(self._root, self._names.give(name))
        folder = os.path.dirname(path)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            # The last folder is enough: inputs come in the order of their tree.
            self._made = {folder}
        with open(path, "xb") as stream:
            stream.write(payload)
        self._count += 1

    def fail(self, failure: Failure) -> None:
        """Nothing: failures have a file of their own."""

    def finish(self) -> None:
        """Add the manifest."""
        manifest = {"plancli": __version__, "documents": self._count}
        with open(os.path.join(self._root, MANIFEST), "x", encoding="utf-8") as stream:
            stream.write(json.dumps(manifest) + "\n")

    def abandon(self) -> None:
        """Nothing is open."""
