"""Content codings (RFC 9110, 8.4): gzip, deflate and Brotli, unpacked under a limit."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli

from briefer.errors import SourceError

ACCEPTED = "gzip, deflate, br"
_STEP = 65_536  # bytes unpacked at a time
_MAX_CODINGS = 2  # one upon the other


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    @property
    def whole(self) -> bool: ...


def unpack(chunks: Iterable[bytes], codings: str, limit: int) -> Iterator[bytes]:
    """Yield the unpacked bytes of `chunks`, at most `limit` of them.

    `codings` is the Content-Encoding, in the order in which they were applied.

    Raises:
        SourceError: there is more than `limit`, the coding is unknown, or the data is broken.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name and name != "identity"]
    if len(names) > _MAX_CODINGS or any(name not in _UNPACKERS for name in names):
        raise SourceError(f"packed in a way that is not known: {codings[:60]}")
    stream: Iterable[bytes] = chunks
    for name in reversed(names):
        stream = _unpacked(stream, _UNPACKERS[name](), limit)
    yield from _limited(stream, limit)


def unpack_gzip(data: bytes, limit: int) -> bytes:
    """Return the content of a .gz file.

    Raises:
        SourceError: it is broken, or holds more than `limit` bytes.
    """
    return b"".join(unpack([data], "gzip", limit))


def _limited(stream: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in stream:
        size += len(chunk)
        if size > limit:
            raise SourceError(f"larger than {limit / 1_000_000:g} MB")
        yield chunk


def _unpacked(stream: Iterable[bytes], unpacker: _Unpacker, limit: int) -> Iterator[bytes]:
    seen = False
    try:
        for chunk in _limited(stream, limit):
            seen = seen or bool(chunk)
            yield from unpacker.feed(chunk)
    except (zlib.error, brotli.error) as error:
        raise SourceError(f"packed data that is broken: {error}") from error
    if seen and not unpacker.whole:
        raise SourceError("packed data that is cut off")


class _Zlib:
    """gzip (several members too) and deflate, with or without the zlib header."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=47)
        self._started = False

    @property
    def whole(self) -> bool:
        return self._inner.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner.eof:
                if not data.startswith(b"\x1f\x8b"):
                    return  # padding after the end
                self._inner = zlib.decompressobj(wbits=47)
            yield self._step(data)
            data = self._inner.unconsumed_tail or self._inner.unused_data

    def _step(self, data: bytes) -> bytes:
        try:
            out = self._inner.decompress(data, _STEP)
        except zlib.error:
            if self._started:
                raise
            self._inner = zlib.decompressobj(wbits=-15)  # "deflate" as some servers mean it
            out = self._inner.decompress(data, _STEP)
        self._started = True
        return out


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        return bool(self._inner.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._inner.process(data, output_buffer_limit=_STEP)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=_STEP)


_UNPACKERS: dict[str, type[_Zlib] | type[_Brotli]] = {
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
}
