"""On a real terminal: colour and drawings, unless the user or the terminal says no."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from rich.cells import cell_len


def on_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What the command writes to a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "plancli", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(slave)
    chunks = []
    try:
        while chunk := os.read(master, 65536):
            chunks.append(chunk)
    except OSError:
        # Linux tells the end of a terminal so.
        pass
    os.close(master)
    process.wait(30)
    return b"".join(chunks).decode("utf-8").replace("\r\n", "\n")


def bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("columns", [60, 80, 132])
def test_a_terminal_gets_colour_and_its_own_width(release, columns):
    shown = on_terminal("parse", str(release), columns=columns)

    assert "\x1b[" in shown
    assert "▇" in shown
    assert "╭" in shown
    assert max(cell_len(line) for line in bare(shown).splitlines()) == columns


@pytest.mark.parametrize(
    ("options", "environment"), [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"})]
)
def test_no_colour_and_no_drawings_when_told_so(run, release, options, environment):
    assert on_terminal("parse", str(release), *options, **environment) == run("parse", release).stdout


def test_json_is_the_same_on_a_terminal(run, release):
    assert on_terminal("parse", str(release), "--json") == run("parse", release, "--json").stdout


def test_color_can_be_asked_for_in_a_pipe(run, release):
    assert "\x1b[" in run("parse", release, "--color").stdout
    assert "▇" not in run("parse", release, "--color").stdout


def test_a_file_gets_no_colour(release, tmp_path):
    on_terminal("parse", str(release), "-o", str(tmp_path / "out.txt"))

    assert "\x1b" not in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_errors_are_red_on_a_terminal_and_harmless(tmp_path):
    shown = on_terminal("parse", str(tmp_path / "a\x1b[2Jb.html"))

    assert "\x1b[31m" in shown
    assert "a␛[2Jb.html" in shown
    assert "\x1b[2J" not in shown
