"""The command line with the parser of the tests: python batch_driver.py batch …"""

from __future__ import annotations

import os

import batch_parser

import plancli.commands.batch as command
from plancli.cli import main

if __name__ == "__main__":
    command.PARSER = os.environ.get("PLANCLI_TEST_PARSER", batch_parser.NAME)
    main()
