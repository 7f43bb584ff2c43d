"""The samples' whole outputs, byte for byte; `make golden` rewrites them and the diff is read line by line."""

from __future__ import annotations

import os

import pytest
from annotation import ROOT
from conftest import SAMPLES

from plancli import parse, to_json

GOLDEN = ROOT / "tests/golden"
REGEN = os.environ.get("PLANCLI_REGEN") == "1"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_output_is_the_golden_one(path):
    # The path is recorded in the document: take one that does not depend on where the checkout lies.
    output = to_json(parse(path.read_bytes(), path=f"samples/{path.name}"), indent=1) + "\n"
    golden = GOLDEN / f"{path.stem}.json"
    if REGEN:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(output, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == output


def test_no_golden_output_is_left_without_its_sample():
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in SAMPLES}
