"""The whole program with sockets forbidden: no command reaches for the network, whatever a page asks for."""

from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLES

from plancli.cli import COMMANDS

pytestmark = pytest.mark.slow
GUARD = Path(__file__).parent / "offline"
GOLD = Path(__file__).parent / "gold"
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/xsl" href="{url}/style.xsl"?>
<!DOCTYPE html SYSTEM "{url}/page.dtd" [
<!ENTITY % outer SYSTEM "{url}/outer.ent"> %outer;
<!ENTITY remote SYSTEM "{url}/remote.txt">
<!ENTITY local SYSTEM "file://{secret}">
]>
<html xmlns:xi="http://www.w3.org/2001/XInclude"><head><title>海州市标准化发展行动计划</title><base href="{url}/">
<meta http-equiv="refresh" content="0;url={url}/next.html"><link rel="stylesheet" href="{url}/a.css">
<script src="{url}/a.js"></script></head><body background="{url}/b.png">
<h1>海州市标准化发展行动计划</h1><p>到2025年，牵头制定国际标准60项，新增企业300家以上。&remote;&local;</p>
<p><img src="{url}/a.png" srcset="{url}/b.png 2x"><a href="{url}/c.html">原文链接：{url}/c.html</a></p>
<xi:include href="{url}/d.xml"/><xi:include href="file://{secret}" parse="text"/>
<iframe src="{url}/e.html"></iframe><object data="{url}/f.swf"></object><video src="{url}/g.mp4"></video>
<style>@import url("{url}/h.css"); p {{ background: url({url}/i.png) }}</style></body></html>
"""
POST = """---
title: 海州市标准化发展行动计划
url: {url}/post
---
到2025年，牵头制定国际标准60项。![图]({url}/a.png) [原文]({url}/b.html) <{url}/c.html>
"""
SECRET = "不该被读到的文字"


READING = ["page.html", "post.md", "hostile.html", "city_c.txt", "city_a.html"]
# What each command is run with, in a folder that holds all that is named.
ARGUMENTS: dict[str, list[list[str]]] = {
    **{
        name: [[name, *READING]] for name in ("parse", "targets", "outline", "clean", "quantities", "explain")
    },
    **{
        "batch": [["batch", ".", "-j", "2", "-o", name] for name in ("out.jsonl", "out.parquet")],
        "merge": [
            *(["batch", ".", "-q", "--shard", f"{part}/2", "-o", f"{part}.jsonl"] for part in (1, 2)),
            ["merge", "1.jsonl", "2.jsonl", "-o", "out.jsonl"],
        ],
        "review": [["review", *READING, "-o", "out.html"]],
        "compare": [["compare", "city_a.html", "city_c.txt", "page.html"]],
        "eval": [["eval", str(GOLD / "city_a.json"), "city_a.html"]],
        "schema": [["schema"]],
        "lexicon": [["lexicon", "list"], ["lexicon", "check", "words.toml"]],
        "completion": [["completion", "bash"]],
    },
}


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A server on this machine that nobody should ever call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture
def folder(tmp_path: Path, server: socket.socket) -> Path:
    """A folder with a page and a post full of addresses of the server, and some samples."""
    place = tmp_path / "in"
    place.mkdir()
    for name in READING[2:]:
        shutil.copy(SAMPLES[0].parent / name, place)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    (place / "page.html").write_text(PAGE.format(url=address, secret=tmp_path / "secret.txt"), "utf-8")
    (place / "post.md").write_text(POST.format(url=address), "utf-8")
    (place / "words.toml").write_text(
        '[[unit]]\nid = "炉"\nforms = ["炉"]\nexamples = ["年产300炉"]\n', "utf-8"
    )
    return place


@functools.cache
def cut_off() -> list[str]:
    """What comes before a command to give it no network at all; nothing where the system does not allow that."""
    unshare = ["unshare", "--net"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode
    ):
        return []
    return unshare


def guarded(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """*command* run by a Python that is forbidden the network and writes down each attempt."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(GUARD),
            "PLANCLI_TEST_ATTEMPTS": str(folder.parent / "attempts"),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def attempts(folder: Path) -> str:
    listed = folder.parent / "attempts"
    return listed.read_text("utf-8") if listed.exists() else ""


def was_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_every_command_is_run():
    assert set(ARGUMENTS) == set(COMMANDS)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_command_reaches_for_the_network(folder, server, name):
    """Neither through Python, where each attempt is written down, nor past it, where the server would be called."""
    for arguments in ARGUMENTS[name]:
        result = guarded(folder, "-m", "plancli", *arguments)

        assert (attempts(folder), result.returncode) == ("", 0), result.stderr
        assert SECRET not in result.stdout
    assert not was_called(server)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_every_command_works_where_there_is_no_network(folder, name):
    if not cut_off():
        pytest.skip("taking the network away needs unshare and the right to it")
    for arguments in ARGUMENTS[name]:
        result = subprocess.run(
            [*cut_off(), sys.executable, "-m", "plancli", *arguments],
            cwd=folder,
            capture_output=True,
            check=False,
        )

        assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "call",
    [
        "import urllib.request as r; r.urlopen('http://127.0.0.1:{port}/', timeout=1)",
        "import socket; socket.create_connection(('127.0.0.1', {port}), 1)",
        "import socket; socket.getaddrinfo('localhost', {port})",
    ],
)
def test_a_call_is_caught_even_when_its_error_is_dropped(folder, server, call):
    """What shows that the test above would go red."""
    caught = f"try: {call.format(port=server.getsockname()[1])}\nexcept Exception: pass"
    guarded(folder, "-c", caught)

    assert attempts(folder)
    assert not was_called(server)


def test_a_call_in_a_worker_of_a_batch_is_caught(folder):
    driver = Path(__file__).parent / "batch_driver.py"
    (folder / "call.html").write_text("CALL", "utf-8")
    guarded(folder, str(driver), "batch", "call.html", "-j", "2", "-o", "out.jsonl")

    assert "socket." in attempts(folder)
