"""The cluster engine against a real scheduler and two real workers, each a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batching import (
    HERE,
    command,
    content,
    descendants,
    failures,
    journal_lines,
    make_inputs,
    run,
    start,
    wait_until,
)

from plancli.errors import EngineError

pytest.importorskip("distributed")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE)}


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler; its two workers and itself."""
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
    processes = [*workers, scheduler]
    yield address, processes
    for process in processes:
        process.kill()
        process.wait()


def test_a_killed_worker_changes_no_byte(tmp_path, cluster):
    address, processes = cluster
    special = {f"{number:03}-slow": "SLOW 0.05" for number in range(60)}
    folder = make_inputs(tmp_path / "in", 120, **special, bad="REFUSE", poison="SEGFAULT")
    arguments = ["--engine", "dask", "--scheduler", address, "--summary", "none", "--quiet"]
    process = start("batch", folder, "-o", tmp_path / "cluster.jsonl", *arguments, env=ENVIRONMENT)
    wait_until(lambda: journal_lines(tmp_path / "cluster.jsonl") > 10, 60)
    processes[0].send_signal(signal.SIGKILL)
    _, errors = process.communicate(timeout=90)
    run(folder, output=tmp_path / "local.jsonl", jobs=2)

    assert process.returncode == 1
    assert len(errors.splitlines()) == 1
    assert failures(tmp_path / "cluster.jsonl") == {"bad.html": "decode", "poison.html": "worker"}
    assert list(content(tmp_path / "cluster.jsonl").values()) == list(
        content(tmp_path / "local.jsonl").values()
    )


def test_the_loss_of_the_scheduler_is_one_line_that_says_how_to_go_on(tmp_path, cluster):
    address, processes = cluster
    folder = make_inputs(tmp_path / "in", 0, **{f"{number:03}": "SLOW 0.05" for number in range(300)})
    arguments = ["--engine", "dask", "--scheduler", address, "--summary", "none", "--quiet"]
    process = start("batch", folder, "-o", tmp_path / "out.jsonl", *arguments, env=ENVIRONMENT)
    wait_until(lambda: journal_lines(tmp_path / "out.jsonl") > 10, 60)
    processes[-1].send_signal(signal.SIGKILL)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert len(errors.splitlines()) == 1
    assert "the connection to the scheduler is lost" in errors
    assert "--resume goes on from there" in errors


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


@pytest.mark.parametrize("begun", [False, True])
def test_ctrl_c_is_heard_by_the_command_alone(tmp_path, begun):
    """A terminal sends it to all processes of the cluster that was started here."""
    folder = make_inputs(tmp_path / "in", 0, **{f"{number:03}": "SLOW 0.1" for number in range(100)})
    arguments = ("-o", tmp_path / "out.jsonl", "-j", 2, "--engine", "dask", "--summary", "none", "--quiet")
    process = start("batch", folder, *arguments, env=ENVIRONMENT, start_new_session=True)
    wait_until(lambda: journal_lines(tmp_path / "out.jsonl") if begun else descendants(process.pid), 60)
    time.sleep(0 if begun else 0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert [line.partition(";")[0] for line in errors.splitlines()][:1] == ["plancli: stopped by SIGINT"]
    assert len(errors.splitlines()) == 2


def test_the_samples_give_the_bytes_of_a_local_run(tmp_path):
    environment = {**ENVIRONMENT, "PLANCLI_TEST_PARSER": "plancli.pipeline:parse"}
    for engine in ("local", "dask"):
        arguments = ("batch", HERE.parent / "samples", "-o", f"{engine}.jsonl", "-j", 2, "--engine", engine)
        result = command(*arguments, "--documents", cwd=tmp_path, env=environment)

        assert result.returncode == 0, result.stderr

    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tmp_path / "dask.jsonl").read_bytes().count(b"\n") > 15


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("plancli.batch.engine_dask.CONNECT", 0.5)
    folder = make_inputs(tmp_path / "in", 1)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:1: cannot be reached"):
        run(folder, output=tmp_path / "out.jsonl", engine="dask", scheduler="tcp://127.0.0.1:1")

    assert not Path(tmp_path / "out.jsonl.journal").exists()
    loud = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    assert not any(logging.getLogger(name).isEnabledFor(logging.ERROR) for name in loud)
