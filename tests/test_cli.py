"""The commands: what goes to which stream, with which status, and that no error is a traceback."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plancli.cli import COMMANDS, plancli
from plancli.limits import MOST_MAX_BYTES, MOST_TIMEOUT
from plancli.models import ROLES

SAMPLES = Path(__file__).parent.parent / "samples"
READING = ["parse", "targets", "outline", "clean", "quantities", "explain"]


def shell(script: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run *script* with the command as $PLANCLI and *arguments* as $1, $2, …"""
    return subprocess.run(
        ["bash", "-c", script, "bash", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PLANCLI": f"{sys.executable} -m plancli", **environment},
    )


@pytest.mark.parametrize("name", READING)
def test_a_release_goes_to_standard_output_and_nothing_else_does(run, release, name):
    result = run(name, release)

    assert result.exit_code == 0
    assert "60项" in result.stdout or name == "outline"
    assert result.stderr == ""


def test_parse_prints_one_object_for_one_input(run, release):
    document = json.loads(run("parse", release, "--json").stdout)

    assert document["source"]["path"] == str(release)
    assert [target["text"] for target in document["targets"]] == ["60项", "300家"]


def test_parse_prints_one_object_a_line_for_several(run, release):
    lines = run("parse", release, release, "--json").stdout.splitlines()

    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_standard_input_gives_what_the_file_gives(run, release):
    from_file = json.loads(run("parse", release, "--json").stdout)
    from_pipe = json.loads(run("parse", "-", "--json", data=release.read_bytes()).stdout)

    assert from_pipe["source"]["path"] == "-"
    assert {**from_pipe, "source": None} == {**from_file, "source": None}


def test_two_runs_give_the_same_bytes(run, release):
    assert run("parse", release, "--json").stdout_bytes == run("parse", release, "--json").stdout_bytes


def test_indent_changes_the_layout_alone(run, release):
    plain, indented = run("parse", release, "--json"), run("parse", release, "--json", "--indent", "2")

    assert json.loads(plain.stdout) == json.loads(indented.stdout)
    assert indented.stdout.startswith('{\n  "schema_version"')


@pytest.mark.parametrize("name", READING)
def test_a_failing_file_is_reported_and_the_rest_delivered(run, release, tmp_path, name):
    missing = tmp_path / "missing.html"
    result = run(name, missing, release)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert str(missing) in result.stderr
    assert set(run(name, release).stdout.splitlines()) <= set(result.stdout.splitlines())


@pytest.mark.parametrize("words", [*([name] for name in READING), ["targets", "--markdown"], ["compare"]])
def test_with_several_files_each_is_named(run, release, monkeypatch, words):
    """Two copies or versions bear one title; one file alone needs no name beside its title."""
    monkeypatch.chdir(release.parent)
    Path("copy.md").write_bytes(release.read_bytes())
    shown = run(*words, "release.md", "copy.md").stdout

    assert [shown.count(name) for name in ("release.md", "copy.md")] == [1, 1]
    assert words == ["compare"] or "release.md" not in run(*words, "release.md").stdout


@pytest.mark.parametrize(
    "words", [["parse"], ["targets"], ["targets", "--markdown"], ["quantities"], ["explain"]]
)
def test_standard_input_without_a_title_is_called_so(run, words):
    data = "会议强调，到2025年，新建学校50所，要认真学习。\n".encode()
    shown = run(*words, "-", data=data).stdout
    told = run("clean", "-", "--show-dropped", data=data).stdout

    assert shown.removeprefix("## ").startswith("standard input\n")
    assert told.startswith("standard input: ")


# Root may read anything, but for what gives up that right.
AS_USER = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []


@pytest.fixture
def locked(release) -> Path:
    """A release that may not be read."""
    if AS_USER and not shutil.which(AS_USER[0]):
        pytest.skip("permissions do not bind root")
    path = release.with_name("locked.md")
    path.write_bytes(release.read_bytes())
    path.chmod(0)
    return path


@pytest.mark.parametrize("name", [*READING, "compare", "review", "batch"])
def test_a_file_that_may_not_be_read_costs_no_other(release, locked, tmp_path, name):
    """Not even a usage error: it may be one of hundreds that a shell's pattern has named."""
    output = ["-o", tmp_path / "out.html"] if name == "review" else []
    output = ["-o", tmp_path / "out.jsonl", "-q"] if name == "batch" else output
    words = [name, locked, release, release, *output]
    result = subprocess.run(
        [*AS_USER, sys.executable, "-m", "plancli", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert name == "batch" or f"{locked} cannot be read: Permission denied" in result.stderr
    assert "60项" in (output[1].read_text(encoding="utf-8") if output else result.stdout) or name == "outline"


def test_all_failing_is_status_1(run, tmp_path):
    result = run("parse", tmp_path / "missing.html")

    assert (result.exit_code, result.stdout) == (1, "")


def test_a_folder_is_sent_to_batch(run, tmp_path):
    result = run("parse", tmp_path)

    assert result.exit_code == 1
    assert "plancli batch" in result.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.zip!/release.md", "`plancli batch {folder}/x.zip` reads all in it"),
        ("x.zip", "a zip archive, which plancli does not read; `plancli batch` reads the members of a file"),
        ("x.tar", "a tar archive, which plancli does not read; `plancli batch` reads the members of a file"),
        ("x.tar.gz", "a tar archive, which plancli does not read; `plancli batch` reads"),
        ("x.tar.xz", "`plancli batch` reads the members of a file named .tar.xz"),
        ("cut.md.gz", "cut.md.gz: the gzip file is damaged"),
        ("bomb.md.gz", "bomb.md.gz: unpacks to more than 100000 bytes; raise the limit with --max-bytes"),
    ],
)
def test_what_is_in_an_archive_is_sent_to_batch(run, release, tmp_path, name, said):
    """Also by the names that batch gives to members, which its outputs hold."""
    for form in ("zip", "tar", "gztar", "xztar"):
        shutil.make_archive(str(tmp_path / "x"), form, release.parent, release.name)
    (tmp_path / "cut.md.gz").write_bytes(gzip.compress(release.read_bytes())[:-20])
    (tmp_path / "bomb.md.gz").write_bytes(gzip.compress(b"a" * 200_000))
    result = run("parse", tmp_path / name, "--max-bytes", "100000")

    assert (result.exit_code, result.stdout) == (1, "")
    assert said.format(folder=tmp_path) in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [*READING, "batch"])
def test_a_gzip_file_is_read_as_what_is_in_it(run, release, tmp_path, name):
    packed = tmp_path / "packed.md.gz"
    packed.write_bytes(gzip.compress(release.read_bytes()))
    output = ["-o", tmp_path / "out.jsonl", "-q"] if name == "batch" else []
    result = run(name, packed, *output)

    assert (result.exit_code, result.stderr) == (0, "")
    if output:
        assert json.loads(output[1].read_text(encoding="utf-8").splitlines()[0])["source"] == str(packed)
    else:
        assert result.stdout == run(name, release).stdout


@pytest.mark.parametrize("command", [*READING, "batch", "compare", "review", "eval"])
@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--timeout", "inf", "0<x<=86400"),
        ("--timeout", "1e10", "0<x<=86400"),
        ("--timeout", "nan", "above 0 and at most 86400"),
        ("--timeout", "0", "0<x<=86400"),
        ("--max-bytes", "9" * 30, "1<=x<=4294967296"),
    ],
)
def test_a_limit_that_no_timer_or_memory_can_hold_is_wrong_usage(
    run, release, command, option, value, allowed
):
    result = run(command, release, release, option, value)

    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr
    assert allowed in result.stderr


@pytest.mark.parametrize("command", ["parse", "batch"])
def test_the_largest_limits_are_ones_that_work(run, release, tmp_path, command):
    output = ["-o", tmp_path / "out.jsonl", "--summary", "none"] if command == "batch" else []
    limits = ["--timeout", str(MOST_TIMEOUT), "--max-bytes", str(MOST_MAX_BYTES)]

    assert run(command, release, *output, *limits).exit_code == 0


def test_a_floor_that_is_no_number_is_wrong_usage(run, release):
    """No score is below nan, so that it would never be missed."""
    result = run("eval", release, release, "--fail-under", "nan")

    assert result.exit_code == 2
    assert "from 0 and at most 1" in result.stderr


@pytest.mark.parametrize("command", ["quantities", "explain"])
def test_a_role_that_no_number_has_is_wrong_usage(run, release, command):
    result = run(command, release, "--role", "targets")
    help_text = " ".join(run(command, "--help").output.split())

    assert (result.exit_code, result.stdout) == (2, "")
    assert all(role in result.stderr and f" {role}" in help_text for role in ROLES)
    assert "60项" in run(command, release, "--role", "target").stdout


@pytest.mark.parametrize(
    "arguments",
    [["parse"], ["parse", "--no-such-option", "x"], ["no-such-command"], ["targets", "--by", "x", "x"]],
)
def test_wrong_usage_is_status_2(run, arguments):
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("pares", "No such command 'pares'. Did you mean 'parse'?"),
        ("ecplain", "No such command 'ecplain'. Did you mean 'explain'?"),
        ("zzz", "No such command 'zzz'."),
    ],
)
def test_a_misspelt_command_is_told_with_what_was_meant(run, word, said):
    result = run(word, "a.html")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {said}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "IN"], "the page is a file: name it with -o"),
        (["parse", "IN", "--encoding", "nosuch"], "there is no encoding 'nosuch'; try gb18030 or utf-8"),
        (["batch", "IN", "--encoding", "nosuch", "-o", "DIR/x.jsonl"], "there is no encoding 'nosuch'"),
        (["lexicon", "list", "nosuch"], "there is no table nosuch; there are achieved, "),
        (
            ["parse", "IN", "IN", "--json", "--indent", "2"],
            "--indent is for one input: several inputs are one ",
        ),
        (["parse", "IN", "IN", "--indent", "0", "-o", "DIR/x.json"], "--indent is for one input"),
        (["parse", "IN", "--indent", "2"], "--indent is for JSON; add --json"),
        (["parse", "IN", "--json", "--by", "deadline"], "--by groups what is printed for people"),
        (["targets", "IN", "--csv", "--by", "deadline"], "--by groups the table for people"),
        (
            ["targets", "IN", "--json", "--csv"],
            "--json and --csv are different forms of the output; give one",
        ),
        (["targets", "IN", "--markdown", "--jsonl"], "--jsonl and --markdown are different forms"),
        (["quantities", "IN", "--csv", "--jsonl"], "--jsonl and --csv are different forms"),
        (["compare", "IN", "IN", "--json", "--csv"], "--csv and --json are different forms"),
        (
            ["parse", "IN", "IN", "-o", "DIR/x.json"],
            "several inputs are one object a line; use .jsonl or .ndjson",
        ),
        (["outline", "IN", "IN", "--json", "-o", "DIR/x.json"], "several inputs are one object a line; use"),
        (
            ["parse", "IN", "--indent", "2", "-o", "DIR/x.jsonl"],
            ".jsonl holds one object a line; leave --ind",
        ),
        (["parse", "IN", "--json", "-o", "DIR/x.csv"], "writes .json or .jsonl or .ndjson, not .csv"),
        (["explain", "IN", "--json", "-o", "DIR/x.json"], "--json of plancli explain writes .jsonl or .ndj"),
        (["lexicon", "list", "--json", "-o", "DIR/x.json"], "writes .jsonl or .ndjson, not .json"),
        (["targets", "IN", "--json", "-o", "DIR/t.csv"], "--json of plancli targets writes .json, not .csv"),
        (["targets", "IN", "--csv", "-o", "DIR/t.xlsx"], "--csv of plancli targets writes .csv, not .xlsx"),
        (["quantities", "IN", "--jsonl", "-o", "DIR/t.json"], "writes .jsonl or .ndjson, not .json"),
        (
            ["compare", "IN", "IN", "--csv", "-o", "DIR/c.html"],
            "--csv of plancli compare writes .csv, not .h",
        ),
    ],
)
def test_what_the_command_cannot_mean_is_wrong_usage(run, release, tmp_path, arguments, said):
    names = {"IN": str(release)}
    result = run(*(names.get(word, word).replace("DIR", str(tmp_path)) for word in arguments))

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == [release.name]


@pytest.mark.parametrize("command", [*READING, "compare", "review", "eval", "batch", "lexicon"])
@pytest.mark.parametrize("fault", ["missing", "folder", "malformed", "not TOML"])
def test_a_faulty_lexicon_is_wrong_usage_in_one_line_for_every_command(
    run, release, tmp_path, command, fault
):
    lexicon = tmp_path / "mine.toml"
    if fault == "folder":
        lexicon.mkdir()
    elif fault != "missing":
        lexicon.write_text("[[unit]]\n" if fault == "malformed" else "[[unit")
    output = ["-o", tmp_path / "out.html"] if command == "review" else []
    output = ["-o", tmp_path / "out.jsonl"] if command == "batch" else output
    samples = [SAMPLES.parent / "tests/gold/city_c.json", SAMPLES / "city_c.txt"]
    files = {"lexicon": ["list"], "eval": samples}.get(command, [release, release])
    result = run(command, *files, "--lexicon", lexicon, *output)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"plancli: {lexicon}")
    assert result.stderr.count("\n") == 1
    assert [path for path in tmp_path.iterdir() if path.name.startswith("out")] == []


def test_a_file_over_the_limit_is_refused(run, release):
    result = run("parse", release, "--max-bytes", "10")

    assert result.exit_code == 1
    assert "--max-bytes" in result.stderr


def test_a_fault_is_one_line_and_the_other_files_are_delivered(run, release, monkeypatch):
    from plancli import pipeline

    real = pipeline.parse

    def broken(data, *, path, **options):
        if path == "bad.md":
            raise ZeroDivisionError("no such luck")
        return real(data, path=path, **options)

    monkeypatch.setattr(pipeline, "parse", broken)
    monkeypatch.chdir(release.parent)
    Path("bad.md").write_bytes(release.read_bytes())
    result = run("parse", "bad.md", release, "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["source"]["path"] == str(release)
    assert result.stderr.count("\n") == 1
    assert "ZeroDivisionError: no such luck" in result.stderr
    assert "Traceback" in run("parse", "bad.md", "--debug").stderr


def test_a_fault_outside_the_files_is_one_line_too(run, monkeypatch):
    from plancli import schema

    monkeypatch.setattr(schema, "json_schema", lambda: 1 / 0)
    result = run("schema")

    assert result.exit_code == 1
    assert result.stderr.startswith("plancli: unexpected ZeroDivisionError")
    assert isinstance(run("schema", "--debug").exception, ZeroDivisionError)


def test_a_reader_that_leaves_ends_the_command_quietly(release):
    many = [release] * 400
    result = shell('$PLANCLI parse --json "$@" | head -c 10; echo "${PIPESTATUS[0]}" >&2', *many)

    assert result.stderr == "0\n"


@pytest.mark.parametrize("words", ["--help", "--version", "parse --help", "schema"])
def test_a_reader_that_never_reads_ends_every_command_quietly(words):
    result = shell(f'{{ sleep 0.2; $PLANCLI {words}; }} | true; echo "${{PIPESTATUS[0]}}" >&2')

    assert result.stderr == "0\n"


def test_a_full_device_is_one_clear_line(release):
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    result = shell('$PLANCLI parse --json "$1" > /dev/full', release)

    assert result.returncode == 1
    assert result.stderr == "plancli: standard output cannot be written: No space left on device\n"


def test_closed_streams_are_one_clear_line(release):
    closed_output = shell('$PLANCLI parse --json "$1" >&-', release)
    closed_input = shell("$PLANCLI parse - <&-")

    assert closed_output.returncode == 1
    assert closed_output.stderr == "plancli: standard output is closed; write to a file with -o\n"
    assert closed_input.returncode == 1
    assert "standard input" in closed_input.stderr
    assert closed_input.stderr.count("\n") == 1


def test_the_locale_does_not_change_the_bytes(release):
    plain = shell('$PLANCLI parse --json "$1" | sha256sum', release)
    ascii_only = shell('$PLANCLI parse --json "$1" | sha256sum', release, LC_ALL="C", PYTHONUTF8="0")
    foreign = shell('$PLANCLI parse --json "$1" | sha256sum', release, PYTHONIOENCODING="gbk")

    assert plain.stdout == ascii_only.stdout == foreign.stdout


def test_jq_reads_what_the_help_promises(release):
    result = shell(
        "$PLANCLI parse \"$1\" --json | jq -c '.targets[] | {indicator, value, unit, deadline}'", release
    )
    if "jq: command not found" in result.stderr:
        pytest.skip("jq is not installed")

    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == [60, 300]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_the_help_that_the_list_shows(run, name):
    result = run(name, "--help")

    assert result.exit_code == 0
    command = plancli.get_command(None, name)  # type: ignore[arg-type]
    assert command.name == name
    assert command.short_help == COMMANDS[name][1]


def test_a_pipe_gets_whole_lines_and_a_width_that_is_asked_for_is_kept(run, tmp_path, monkeypatch):
    """What is broken in two is found by no grep."""
    title = "海州市人民政府办公室关于印发海州市推动数字经济和先进制造业高质量发展三年行动计划实施方案的通知"
    path = tmp_path / "a.md"
    path.write_text(f"# {title}\n\n## {title}\n\n到2025年，建成学校50所。\n", encoding="utf-8")
    commands = ("parse", "targets", "outline", "quantities", "explain")
    whole = [run(command, path).stdout for command in commands]
    run("targets", path, "-o", tmp_path / "out.txt")
    monkeypatch.setenv("COLUMNS", "60")
    narrow = [run(command, path).stdout for command in commands]

    assert all(title in shown for shown in whole)
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == whole[1]
    assert not any(title in shown for shown in narrow)


def test_help_without_a_command_lists_all(run):
    for arguments in ([], ["--help"], ["-h"]):
        result = run(*arguments)
        assert all(f"  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize(
    ("shell_name", "sign"), [("bash", "complete -"), ("zsh", "compdef"), ("fish", "complete ")]
)
def test_completion_prints_a_script(run, shell_name, sign):
    result = run("completion", shell_name)

    assert result.exit_code == 0
    assert sign in result.stdout
    assert "_PLANCLI_COMPLETE" in result.stdout


def test_completion_completes_commands():
    result = shell(
        "COMP_WORDS='plancli qu' COMP_CWORD=1 _PLANCLI_COMPLETE=bash_complete $PLANCLI",
    )

    assert result.stdout == "plain,quantities\n"


def test_version(run):
    from plancli import __version__

    assert run("--version").stdout == f"plancli, version {__version__}\n"
