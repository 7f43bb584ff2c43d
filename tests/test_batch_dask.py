"""The cluster engine against a real scheduler and two real workers, each a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batching import HERE, command, content, failures, journal_lines, make_inputs, run, start, wait_until

from plancli.errors import EngineError

pytest.importorskip("distributed")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE)}


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": ENVIRONMENT}
    dask = (
        [sys.executable, "-m", "distributed.cli.dask_scheduler"],
        [sys.executable, "-m", "distributed.cli.dask_worker"],
    )
    scheduler = subprocess.Popen(
        [*dask[0], "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"], **quiet
    )
    workers = [
        subprocess.Popen([*dask[1], address, "--nthreads", "1", "--no-nanny", "--no-dashboard"], **quiet)
        for _ in range(2)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_killed_worker_changes_no_byte(tmp_path, cluster):
    address, workers = cluster
    special = {f"{number:03}-slow": "SLOW 0.05" for number in range(60)}
    folder = make_inputs(tmp_path / "in", 120, **special, bad="REFUSE", poison="SEGFAULT")
    arguments = ["--engine", "dask", "--scheduler", address, "--summary", "none", "--quiet"]
    process = start("batch", folder, "-o", tmp_path / "cluster.jsonl", *arguments, env=ENVIRONMENT)
    wait_until(lambda: journal_lines(tmp_path / "cluster.jsonl") > 10, 60)
    workers[0].send_signal(signal.SIGKILL)
    _, errors = process.communicate(timeout=90)
    run(folder, output=tmp_path / "local.jsonl", jobs=2)

    assert process.returncode == 1
    assert len(errors.splitlines()) == 1
    assert failures(tmp_path / "cluster.jsonl") == {"bad.html": "decode", "poison.html": "worker"}
    assert list(content(tmp_path / "cluster.jsonl").values()) == list(
        content(tmp_path / "local.jsonl").values()
    )


def test_a_cluster_that_is_started_here_reads_urls_and_archives(tmp_path):
    import tarfile

    folder = make_inputs(tmp_path / "in", 30)
    with tarfile.open(folder / "x.tar.gz", "w:gz") as archive:
        archive.add(folder / "000.html", "a.html")
    for engine in ("local", "dask"):
        result = command(
            *(
                "batch",
                f"file://{folder}",
                "-o",
                f"file://{tmp_path}/{engine}.jsonl",
                "-j",
                2,
                "--engine",
                engine,
            ),
            cwd=tmp_path,
            env=ENVIRONMENT,
        )

        assert result.returncode == 0, result.stderr

    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tmp_path / "dask.jsonl").read_text().count("x.tar.gz!/a.html") == 4
    assert (tmp_path / "dask.jsonl.journal").is_dir()


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.engine_dask.CONNECT", 0.5)
    folder = make_inputs(tmp_path / "in", 1)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:1: cannot be reached"):
        run(folder, output=tmp_path / "out.jsonl", engine="dask", scheduler="tcp://127.0.0.1:1")

    assert not Path(tmp_path / "out.jsonl.journal").exists()
    loud = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    assert not any(logging.getLogger(name).isEnabledFor(logging.ERROR) for name in loud)
