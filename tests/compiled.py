"""Every regular expression that plancli compiles, and how it is used, by running the program under watch.

`python compiled.py [LEXICON …]` prints them as JSON; ``every_pattern`` runs that in a process of its own.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from shapes import SHAPES

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "plancli"
# Functions that take a pattern; ``lazily`` is plancli's own.
FUNCTIONS = (
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "finditer",
    "findall",
    "lazily",
)
# Methods that look from the start of a text alone.
ANCHORED = {"match", "fullmatch"}


@dataclass
class Use:
    """One pattern and where it is compiled."""

    file: str
    """Below the package."""
    line: int
    text: str
    flags: int
    is_bytes: bool = False
    methods: list[str] = field(default_factory=list)
    """Methods that the run called."""

    @property
    def is_anchored(self) -> bool:
        """Never asked to look for a match further on."""
        return bool(self.methods) and set(self.methods) <= ANCHORED


@dataclass
class Site:
    """A call that compiles a pattern."""

    file: str
    first: int
    last: int
    text: str | None
    """The pattern, when it is written there in full."""


def call_sites() -> Iterator[Site]:
    """Every call that compiles a pattern, whether or not a run reaches it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _compiles(node.func):
                written = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                text = written if isinstance(written, str) else None
                name = path.relative_to(PACKAGE).as_posix()
                yield Site(name, node.lineno, node.end_lineno or node.lineno, text)


def _compiles(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id == "re" and function.attr in FUNCTIONS
    return isinstance(function, ast.Name) and function.id == "lazily"


def every_pattern(*lexicons: Path) -> list[Use]:
    """What a process of its own compiles while it reads the samples with *lexicons*."""
    command = [sys.executable, __file__, *map(str, lexicons)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stderr
    return [Use(**fields) for fields in json.loads(result.stdout)]


class _Watched:
    """A compiled pattern that notes which of its methods are called."""

    def __init__(self, pattern: Any, use: Use) -> None:
        self._pattern = pattern
        self._use = use

    def __getattr__(self, name: str) -> Any:
        if name in FUNCTIONS and name not in self._use.methods:
            self._use.methods.append(name)
        return getattr(self._pattern, name)


def _watch() -> dict[tuple[object, ...], Use]:
    """Have every pattern that plancli compiles from now on noted in what is returned."""
    from plancli import patterns

    found: dict[tuple[object, ...], Use] = {}
    real = re.compile

    def note(text: Any, flags: int) -> Use | None:
        frame = sys._getframe(2)
        while frame.f_code.co_filename == patterns.__file__ and frame.f_back:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename)
        if not file.is_relative_to(PACKAGE):
            return None
        written = text.decode("latin-1") if isinstance(text, bytes) else text
        name = file.relative_to(PACKAGE).as_posix()
        use = Use(name, frame.f_lineno, written, int(flags), isinstance(text, bytes))
        return found.setdefault((use.file, use.line, written, use.flags), use)

    def compile_watched(text: Any, flags: int = 0) -> Any:
        use = note(text, flags) if isinstance(text, str | bytes) else None
        pattern = real(text, flags)
        return pattern if use is None else _Watched(pattern, use)

    def watched_function(name: str) -> Any:
        function = getattr(re, name)

        def call(text: Any, *arguments: Any, **options: Any) -> Any:
            use = note(text, int(options.get("flags", 0))) if isinstance(text, str | bytes) else None
            if use is not None and name not in use.methods:
                use.methods.append(name)
            return function(text, *arguments, **options)

        return call

    for name in FUNCTIONS[1:-1]:
        setattr(re, name, watched_function(name))
    re.compile = compile_watched
    patterns.lazily = compile_watched
    return found


def main() -> None:
    """Import every module, read every sample, and print what was compiled meanwhile."""
    found = _watch()
    import plancli

    for module in pkgutil.walk_packages(plancli.__path__, "plancli."):
        if module.name not in ("plancli.__main__", "plancli.patterns"):
            importlib.import_module(module.name)
    from click.testing import CliRunner

    from plancli.cli import plancli as program

    samples = [str(path) for path in sorted((HERE.parent / "samples").iterdir()) if path.name != "README.md"]
    own = [part for path in sys.argv[1:] for part in ("--lexicon", path)]
    runner = CliRunner()
    for shape in SHAPES.values():
        with suppress(plancli.PlancliError):
            plancli.parse(shape(300).encode("utf-8", "surrogatepass"))
    for arguments in (
        ["parse", "--json", *own, *samples],
        ["parse", *own, *samples],
        ["explain", *own, samples[0]],
        ["compare", *own, *samples[:3]],
        ["lexicon", "list"],
    ):
        result = runner.invoke(program, arguments)
        assert not result.exception, (arguments, result.output[-500:])
    print(json.dumps([asdict(use) for use in found.values()]))


if __name__ == "__main__":
    main()
