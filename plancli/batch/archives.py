"""An archive or a feed -> its members as inputs, without unpacking it.

Promise: no member is written to disk; a bomb costs no more than the limits; links and devices are
records; what a damaged archive held before the damage is delivered.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any, cast

from plancli.batch.paths import is_url, open_input
from plancli.batch.work import Failure, Found, Limits, Place, shown
from plancli.errors import ArchiveError, InputError, LimitError, PlancliError
from plancli.feeds import FEED_SUFFIXES, read_entries

ZIP_SUFFIX = ".zip"
TAR_SUFFIXES: dict[str, str] = {
    ".tar": "",
    ".tar.gz": "gzip",
    ".tgz": "gzip",
    ".tar.bz2": "bzip2",
    ".tbz2": "bzip2",
    ".tar.xz": "xz",
    ".txz": "xz",
}
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError, struct.error)
# A header of its own that holds only names; tarfile reads it whole.
_MAX_TAR_HEADER = 1_000_000
# Below this a ratio says nothing: a kilobyte of zeros is harmless.
_RATIO_FROM = 10_000_000


def is_archive(path: str) -> bool:
    """Whether *path* has an archive's suffix; office documents, zips too, have their own."""
    return path.lower().endswith((ZIP_SUFFIX, *TAR_SUFFIXES))


def list_members(
    path: str, label: str, name: str, takes: Callable[[str], bool], limits: Limits
) -> Iterator[Found]:
    """The members of the archive *path* as inputs ``label!/member``, and a record for each that is refused."""
    lister = _zip_members if path.lower().endswith(ZIP_SUFFIX) else _tar_members
    lister = _feed_members if path.lower().endswith(FEED_SUFFIXES) else lister
    together = None
    try:
        with open_input(path) as stream:
            members = _unique(lister(path, stream, limits))
            if path.lower().endswith(".tar"):
                members = _in_order(members)
            elif lister is not _zip_members:
                together = name
            for member, found in members:
                whole = f"{label}!/{shown(member)}"
                # Archivers on Windows write \, against the standard.
                way = member.replace("\\", "/")
                if isinstance(found, Failure):
                    failure = Failure(whole, found.code, found.message)
                    yield Found(whole, f"{name}/{way}", None, failure=failure, together=together)
                elif takes(way):
                    place, data = (found, None) if isinstance(found, Place) else found()
                    yield Found(whole, f"{name}/{way}", place, data, together=together)
    except PlancliError as error:
        yield Found(label, name, None, failure=Failure(label, error.code, str(error)))
    except _DAMAGE as error:
        message = f"the archive is damaged ({error or type(error).__name__}); members before it were read"
        yield Found(label, name, None, failure=Failure(label, ArchiveError.code, message))
    except Exception as error:
        # Drivers of object stores raise what they like.
        if not is_url(path):
            raise
        yield Found(label, name, None, failure=Failure(label, InputError.code, f"cannot be read: {error}"))


_Member = Place | Failure | Callable[[], tuple[Place, bytes]]


def _unique(members: Iterator[tuple[str, _Member]]) -> Iterator[tuple[str, _Member]]:
    """Members with names that differ: an archive may hold one name twice."""
    counts: dict[str, int] = {}
    for name, member in members:
        count = counts[name] = counts.get(name, 0) + 1
        yield (name if count == 1 else f"{name}~{count}"), member


def _in_order(members: Iterator[tuple[str, _Member]]) -> Iterator[tuple[str, _Member]]:
    """*members* in the order of a walk, which ``merge`` can restore, and then the error that ended them."""
    found: list[tuple[str, _Member]] = []
    ended = None
    try:
        found.extend(members)
    except (PlancliError, *_DAMAGE) as error:
        ended = error
    yield from sorted(found, key=lambda member: member[0].split("/"))
    if ended is not None:
        raise ended


def _zip_members(path: str, stream: IO[bytes], limits: Limits) -> Iterator[tuple[str, _Member]]:
    count, directory = _zip_directory(stream)
    # The directory is read whole: a few hundred bytes an entry, of which the archive's maker decides.
    if count > limits.max_members or directory > 1000 * limits.max_members:
        raise LimitError(_too_many(limits))
    total = 0
    with zipfile.ZipFile(stream) as archive:
        # In the order of a walk, which `merge` can restore.
        for index, entry in sorted(
            enumerate(archive.infolist()), key=lambda pair: _zip_name(pair[1]).split("/")
        ):
            if entry.is_dir():
                continue
            total += entry.file_size
            if total > limits.max_archive_bytes:
                raise LimitError(_too_large(limits))
            if entry.file_size > max(_RATIO_FROM, limits.max_ratio * entry.compress_size):
                yield _zip_name(entry), Failure("", LimitError.code, _too_dense(limits))
            elif (entry.external_attr >> 28) == 0o12:
                yield _zip_name(entry), Failure("", "symlink", "symbolic link in an archive, not followed")
            else:
                yield _zip_name(entry), Place("zip", path, index)


def _zip_directory(stream: IO[bytes]) -> tuple[int, int]:
    """Number of entries and size of the directory as the zip's end record states them."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) - end < 22:
        raise ArchiveError("the archive is damaged: a zip without its end record")
    count, directory = struct.unpack_from("<HI", tail, end + 10)
    far = tail.rfind(b"PK\6\6", 0, end)
    if (count == 0xFFFF or directory == 0xFFFFFFFF) and far >= 0 and len(tail) - far >= 48:
        count, directory = struct.unpack_from("<QQ", tail, far + 32)
    return count, directory


def _zip_name(entry: zipfile.ZipInfo) -> str:
    # Windows in China writes names in its own code page and leaves the UTF-8 flag unset; zipfile then
    # reads them as cp437, which loses nothing.
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


class _CarefulTarInfo(tarfile.TarInfo):
    """A member whose own header cannot fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: Any, errors: str) -> _CarefulTarInfo:
        member = super().frombuf(buf, encoding, errors)
        is_header = member.type in (b"x", b"g", b"X", b"L", b"K")
        if is_header and member.size > _MAX_TAR_HEADER:
            raise LimitError("the archive is damaged or hostile: the name of a member is over a megabyte")
        return member


class _Decompressed(io.RawIOBase):
    """The bytes of a compressed tar, counted against the limits."""

    def __init__(self, packed: IO[bytes], opened: IO[bytes], limits: Limits) -> None:
        self._packed, self._opened, self._limits, self._count = packed, opened, limits, 0

    def read(self, size: int = -1) -> bytes:
        data = self._opened.read(size)
        self._count += len(data)
        if self._count > self._limits.max_archive_bytes:
            raise LimitError(_too_large(self._limits))
        if self._count > max(_RATIO_FROM, self._limits.max_ratio * self._packed.tell()):
            raise LimitError(_too_dense(self._limits))
        return data


def _tar_members(path: str, stream: IO[bytes], limits: Limits) -> Iterator[tuple[str, _Member]]:
    suffix = max((s for s in TAR_SUFFIXES if path.lower().endswith(s)), key=len)
    packing = TAR_SUFFIXES[suffix]
    if packing:
        opener: Any = {"gzip": gzip.GzipFile, "bzip2": bz2.BZ2File, "xz": lzma.LZMAFile}[packing]
        opened = opener(fileobj=stream) if packing == "gzip" else opener(stream)
        source: Any = _Decompressed(stream, opened, limits)
    else:
        source = stream
    with tarfile.open(fileobj=source, mode="r|" if packing else "r:", tarinfo=_CarefulTarInfo) as archive:
        count = 0
        while (member := archive.next()) is not None:
            # tarfile keeps every member it has met.
            archive.members.clear()  # type: ignore[attr-defined]
            count += 1
            if count > limits.max_members:
                raise LimitError(_too_many(limits))
            if member.isdir():
                continue
            if member.issym() or member.islnk():
                yield member.name, Failure("", "symlink", "link in an archive, not followed")
            elif not member.isreg() or member.issparse():
                yield member.name, Failure("", "special", "not a regular file, not read")
            elif not packing:
                yield member.name, Place("slice", path, member.offset_data, member.size)
            elif member.size > limits.max_bytes:
                yield member.name, Failure("", LimitError.code, too_many_bytes(limits.max_bytes))
            else:
                yield member.name, partial(_tar_content, archive, member)


def _tar_content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> tuple[Place, bytes]:
    opened = cast(IO[bytes], archive.extractfile(member))
    data = opened.read()
    if len(data) < member.size:
        raise EOFError("it ends within a member")
    return Place("inline"), data


def _feed_members(path: str, stream: IO[bytes], limits: Limits) -> Iterator[tuple[str, _Member]]:
    if not limits.max_members:
        raise LimitError(_too_many(limits))
    data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise LimitError(too_many_bytes(limits.max_bytes))
    posts = read_entries(data)
    if len(posts) > limits.max_members:
        raise LimitError(_too_many(limits))
    for number, post in enumerate(posts, start=1):
        yield str(number), partial(_inline, post)


def _inline(data: bytes) -> tuple[Place, bytes]:
    return Place("inline"), data


def read_zip_member(path: str, index: int, max_bytes: int) -> bytes:
    """Content of the member *index* of the zip *path*.

    Raises: ArchiveError when it cannot be unpacked, LimitError when it is larger than *max_bytes*.
    """
    archive = _open_zip(path)
    try:
        entry = archive.infolist()[index]
        if entry.flag_bits & 0x1:
            raise ArchiveError("the member is encrypted; unpack the archive with its password first")
        with archive.open(entry) as member:
            return read_at_most(member, max_bytes)
    except IndexError as error:
        raise InputError("the archive changed while the run was going; run again") from error
    except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(f"the member cannot be unpacked ({error})") from error


_last_zip: tuple[str, IO[bytes], zipfile.ZipFile] | None = None


def _open_zip(path: str) -> zipfile.ZipFile:
    # Tasks of one archive come one after the other; reading its directory for each would be quadratic.
    global _last_zip
    if _last_zip is not None:
        if _last_zip[0] == path:
            return _last_zip[2]
        _last_zip[1].close()
        _last_zip = None
    stream = open_input(path)
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        stream.close()
        raise ArchiveError(f"the archive is damaged ({error})") from error
    _last_zip = (path, stream, archive)
    return archive


def read_at_most(stream: IO[bytes], max_bytes: int) -> bytes:
    """All of *stream*.

    Raises: LimitError when that is more than *max_bytes*.
    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise LimitError(too_many_bytes(max_bytes))
    return data


def too_many_bytes(max_bytes: int) -> str:
    """Message for content over the limit."""
    return f"holds more than {max_bytes} bytes; raise the limit with --max-bytes"


def _too_many(limits: Limits) -> str:
    return f"the archive has more than {limits.max_members} members; raise the limit with --max-members"


def _too_large(limits: Limits) -> str:
    return (
        f"the archive unpacks to more than {limits.max_archive_bytes} bytes; "
        "raise the limit with --max-archive-bytes"
    )


def _too_dense(limits: Limits) -> str:
    return f"unpacks to more than {limits.max_ratio} times its size, like a bomb; raise --max-ratio if it is none"
