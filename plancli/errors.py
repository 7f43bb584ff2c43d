"""Errors that plancli raises on purpose; everything else is a bug.

Each message is one sentence: what happened, where, and what to do.
"""

from __future__ import annotations


class PlancliError(Exception):
    """Any input, lexicon or output that plancli cannot use."""

    code = "error"


class InputError(PlancliError):
    """The input cannot be read: no such file, no permission, a folder."""

    code = "input"


class NothingTakenError(InputError):
    """What is named, patterns and rules leave no input at all."""


class DecodeError(PlancliError):
    """The bytes are not text in any encoding that was tried."""

    code = "decode"


class FormatError(PlancliError):
    """The input is a format that plancli does not read (PDF, DOCX, an image)."""

    code = "format"


class EmptyDocumentError(PlancliError):
    """The input holds no body text."""

    code = "empty"


class LimitError(PlancliError):
    """The input is larger or deeper than the limits in force."""

    code = "limit"


class LexiconError(PlancliError):
    """A lexicon file is malformed or one of its entries contradicts itself."""

    code = "lexicon"


class InstallationError(PlancliError):
    """A data file that plancli ships is damaged."""

    code = "installation"


class OutputError(PlancliError):
    """The output cannot be written where it was asked for."""

    code = "output"


class OutputNameError(OutputError):
    """The output cannot have this name: it is taken, an input or a folder, or its folder is not there."""


class OutputFormError(OutputError):
    """The name of the output, or an option, asks for a form that is not written."""


class ArchiveError(PlancliError):
    """An archive or one of its members is damaged, encrypted or packed in an unknown way."""

    code = "archive"


class JournalError(PlancliError):
    """The journal beside an output is not one that this version can go on with."""

    code = "journal"


class EngineError(PlancliError):
    """The processes or the cluster that should do the work cannot be started or are gone."""

    code = "engine"


class MissingPackageError(PlancliError):
    """An optional package is needed; the message names the extra to install."""

    code = "package"


class GoldError(PlancliError):
    """A file of annotations is not in the annotation format."""

    code = "gold"
