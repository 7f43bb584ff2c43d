"""Files appear whole or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from plancli.errors import OutputError
from plancli.output import Output


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write_then(path, text, act, *, force=False):
    with Output(str(path), force=force) as output:
        output.write(text)
        act()


def test_a_file_is_there_when_its_block_ends(tmp_path):
    path = tmp_path / "out.json"
    with Output(str(path)) as output:
        output.write("目标")
        assert not path.exists()
        output.write("\n")

    assert path.read_text(encoding="utf-8") == "目标\n"
    assert names(tmp_path) == ["out.json"]


def test_a_name_of_any_length_that_the_system_takes(tmp_path):
    name = "划" * 82 + ".json"
    with Output(str(tmp_path / name)) as output:
        output.write("x")

    assert names(tmp_path) == [name]


def test_a_block_that_fails_leaves_nothing(tmp_path):
    path = tmp_path / "out.json"
    with pytest.raises(ZeroDivisionError):
        write_then(path, "x", lambda: 1 / 0)

    assert names(tmp_path) == []


def test_a_block_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_then(path, "new", lambda: 1 / 0, force=True)

    assert path.read_text() == "old"
    assert names(tmp_path) == ["out.json"]


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("old")
    path.chmod(0o640)

    with pytest.raises(OutputError, match="--force"):
        Output(str(path))
    with Output(str(path), force=True) as output:
        output.write("new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_comes_meanwhile_is_kept(tmp_path):
    path = tmp_path / "out.json"
    with pytest.raises(OutputError, match="created meanwhile"):
        write_then(path, "x", lambda: path.write_text("theirs"))

    assert path.read_text() == "theirs"
    assert names(tmp_path) == ["out.json"]


def test_a_new_file_has_the_usual_mode(tmp_path):
    path = tmp_path / "out.json"
    mask = os.umask(0o027)
    try:
        with Output(str(path)) as output:
            output.write("x")
    finally:
        os.umask(mask)

    assert path.stat().st_mode & 0o777 == 0o640


def test_nothing_written_is_an_empty_file(tmp_path):
    with Output(str(tmp_path / "out.jsonl")):
        pass

    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_link_is_followed_and_stays(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    with Output(str(link), force=True) as output:
        output.write("new")

    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced():
    with Output("/dev/null") as output:
        output.write("x")

    assert not os.path.isfile("/dev/null")


@pytest.mark.parametrize(
    "script",
    [
        '$PLANCLI targets "$1" --json -o /dev/stdout | cat',
        '$PLANCLI targets "$1" --json -o /dev/fd/1 | cat',
        '$PLANCLI targets "$1" --json -o - | cat',
        'echo first > "$2"; $PLANCLI targets "$1" --json -o /dev/stdout >> "$2"; tail -n +2 "$2"',
        '$PLANCLI targets "$1" --json -o /dev/stdout > "$2"; cat "$2"',
        '$PLANCLI targets "$1" --json -o >(cat) | cat',
        'exec 4> "$2"; echo first >&4; $PLANCLI targets "$1" --json -o /dev/fd/4; tail -n +2 "$2"',
        'mkfifo "$2"; cat "$2" & $PLANCLI targets "$1" --json -o "$2"; wait',
    ],
)
def test_devices_and_pipes_are_written_to_as_they_are(run, release, tmp_path, script):
    """After what stands there already, and without a file beside them."""
    result = subprocess.run(
        ["bash", "-c", script, "bash", release, tmp_path / "out"],
        env={**os.environ, "PLANCLI": f"{sys.executable} -m plancli"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == run("targets", release, "--json").stdout
    assert set(names(tmp_path)) <= {"out", release.name}


def test_a_page_may_be_written_to_a_named_standard_output(run, release):
    assert run("review", release, "-o", "/dev/stdout").stdout.startswith("<!doctype html>")
    assert run("review", release).exit_code == 2


def test_a_descriptor_that_is_not_open_is_one_clear_error():
    with pytest.raises(OutputError, match="/dev/fd/987 cannot be written: Bad file descriptor"):
        write_then("/dev/fd/987", "x", lambda: None)


@pytest.mark.parametrize(("place", "said"), [("", "is a folder"), ("missing/out.json", "create it first")])
def test_a_place_that_cannot_be_is_refused_before_any_work(tmp_path, place, said):
    with pytest.raises(OutputError, match=said):
        Output(os.path.join(tmp_path, place))


@pytest.mark.parametrize("command", ["parse", "targets", "schema", "lexicon list", "merge", "batch"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nodir/x.jsonl", "create it first"),
        ("folder.jsonl", "folder"),
        ("taken.jsonl", "exists; --force replaces it"),
        ("", "the name of the output is empty"),
    ],
)
def test_a_name_that_no_output_can_have_is_wrong_usage(
    run, release, tmp_path, monkeypatch, command, name, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.jsonl").mkdir()
    for taken in ("taken.jsonl", "shard.jsonl"):
        (tmp_path / taken).touch()
    before = names(tmp_path)
    inputs = {"schema": [], "lexicon list": [], "merge": ["shard.jsonl"]}.get(command, [release])
    result = run(*command.split(), *inputs, "-o", name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert names(tmp_path) == before


def test_a_folder_without_permission_is_one_clear_error(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("permissions do not bind root")
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"), Output(str(tmp_path / "x")) as output:
        output.write("x")


def test_a_kill_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.json"
    path.write_text("old")
    script = (
        "import sys, time\nfrom plancli.output import Output\n"
        "with Output(sys.argv[1], force=True) as output:\n"
        "    output.write('new' * 100000)\n    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdout.close()

    assert path.read_text() == "old"


def test_a_file_limit_is_one_clear_error_and_leaves_nothing(tmp_path, release):
    many = [str(release)] * 50
    script = f'ulimit -f 4; exec {sys.executable} -m plancli parse --json -o {tmp_path / "out.jsonl"} "$@"'
    result = subprocess.run(
        ["bash", "-c", script, "bash", *many], capture_output=True, text=True, timeout=60, check=False
    )

    assert result.returncode == 1
    assert result.stderr == f"plancli: {tmp_path / 'out.jsonl'} cannot be written: File too large\n"
    assert names(tmp_path) == ["release.md"]


def test_interrupting_leaves_nothing(tmp_path, release):
    fifo = tmp_path / "slow.md"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "plancli",
            "parse",
            str(release),
            str(fifo),
            "-o",
            str(tmp_path / "out.jsonl"),
        ],
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not any(name.endswith(".part") for name in names(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert names(tmp_path) == ["release.md", "slow.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse", "OUT", "--json"],
        ["targets", "IN", "OUT"],
        ["quantities", "IN", "--lexicon", "OUT"],
        ["eval", "OUT", "IN"],
        ["lexicon", "list", "--lexicon", "OUT"],
    ],
)
def test_an_input_is_never_the_output(run, release, tmp_path, arguments):
    """Nor a lexicon, nor annotations: whatever an argument names."""
    output = tmp_path / "own.json"
    output.write_bytes(release.read_bytes())
    names = {"IN": str(release), "OUT": str(output)}
    result = run(*(names.get(word, word) for word in arguments), "--force", "-o", output)

    assert result.exit_code == 2
    assert "is one of the inputs" in result.stderr
    assert output.read_bytes() == release.read_bytes()


def test_eval_writes_over_no_document_or_annotation_of_its_folders(run, release, tmp_path):
    """What lies below them and is read by no name may be written again and again."""
    gold, documents = tmp_path / "gold", tmp_path / "docs"
    gold.mkdir()
    (documents / "out").mkdir(parents=True)
    (gold / "a.json").write_text(json.dumps({"doc": "a.txt", "targets": []}), encoding="utf-8")
    (documents / "a.txt").write_bytes(release.read_bytes())
    codes = {}
    for name in ("gold/a.json", "gold/new.json", "docs/a.txt", "docs/out/scores.json", "docs/scores.json"):
        suffix = [] if name.endswith(".json") else ["--json"]
        for _ in range(2):
            result = run("eval", gold, documents, *suffix, "--force", "-o", tmp_path / name)
            codes[name] = (result.exit_code, "is one of the inputs" in result.stderr)

    assert codes == {
        "gold/a.json": (2, True),
        "gold/new.json": (2, True),
        "docs/a.txt": (2, True),
        "docs/out/scores.json": (0, False),
        "docs/scores.json": (0, False),
    }
    assert (documents / "a.txt").read_bytes() == release.read_bytes()


def test_standard_input_is_never_the_output(release):
    before = release.read_bytes()
    with release.open("rb") as stream:
        result = subprocess.run(
            [sys.executable, "-m", "plancli", "clean", "-", "--force", "-o", release],
            stdin=stream,
            capture_output=True,
            check=False,
        )

    assert result.returncode == 2
    assert b"is one of the inputs" in result.stderr
    assert release.read_bytes() == before


def test_the_output_is_there_when_some_inputs_failed_and_not_when_all_did(run, release, tmp_path):
    some = run("parse", release, tmp_path / "missing", "-o", tmp_path / "some.jsonl")
    none = run("parse", tmp_path / "missing", "-o", tmp_path / "none.jsonl")

    assert some.exit_code == none.exit_code == 1
    assert (tmp_path / "some.jsonl").read_text(encoding="utf-8") == run("parse", release, "--json").stdout
    assert not (tmp_path / "none.jsonl").exists()
