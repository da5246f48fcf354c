"""Finding a tiktoken vocabulary on this machine. Never the network.

tiktoken ships none and would download one. Its own cache, a file named by the user, and packages
that carry one are looked at instead; a file counts as a known vocabulary only if its SHA-256 is
the published one, so a damaged or hostile file is passed over.
"""

import base64
import binascii
import hashlib
import importlib.util
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

FILE_VARIABLE = "BRIEFER_TIKTOKEN_FILE"
_CACHE_VARIABLES = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")  # tiktoken's own, in its order
_LARGEST = 32_000_000  # bytes; the largest published vocabulary has 3.6 million

# Where packages are known to carry a vocabulary, below the folder of the package.
_PACKAGED = (
    ("tiktoken_ext", "data/{name}.tiktoken"),
    ("bpe_openai", "data/{name}.tiktoken.gz"),
    ("litellm", "litellm_core_utils/tokenizers/{key}"),
    ("litellm", "llms/tokenizers/{key}"),
    ("llama_index", "core/_static/tiktoken_cache/{key}"),
)


class Encoding(NamedTuple):
    """A published encoding. `pattern` cuts a text into the pieces that BPE merges within."""

    name: str
    sha256: str
    pattern: str

    @property
    def key(self) -> str:
        """The name of the vocabulary's file in tiktoken's cache: the SHA-1 of its URL."""
        url = f"https://openaipublic.blob.core.windows.net/encodings/{self.name}.tiktoken"
        return hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()


# Patterns and hashes are those of tiktoken_ext/openai_public.py (MIT licence).
O200K = Encoding(
    "o200k_base",
    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
)
CL100K = Encoding(
    "cl100k_base",
    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
)
ENCODINGS = {encoding.name: encoding for encoding in (O200K, CL100K)}


class TokenVocabulary(NamedTuple):
    """A vocabulary that was found: tokens to ranks. `encoding` is None if it is none we know."""

    path: Path
    encoding: Encoding | None
    ranks: dict[bytes, int]


def find(encoding: Encoding, environment: Mapping[str, str]) -> TokenVocabulary | None:
    """Return the vocabulary of `encoding` from the first place that has it intact, or None."""
    for path in _places(encoding, environment):
        data = _read(path)
        if data is not None and hashlib.sha256(data).hexdigest() == encoding.sha256:
            ranks = _parsed(data)
            if ranks:
                return TokenVocabulary(path, encoding, ranks)
    return None


def named(environment: Mapping[str, str]) -> TokenVocabulary | None:
    """Return the vocabulary in the file that the user names, whichever it is, or None."""
    value = environment.get(FILE_VARIABLE)
    data = _read(Path(value)) if value else None
    if value is None or data is None:
        return None
    digest = hashlib.sha256(data).hexdigest()
    known = [encoding for encoding in ENCODINGS.values() if encoding.sha256 == digest]
    ranks = _parsed(data)
    return TokenVocabulary(Path(value), known[0] if known else None, ranks) if ranks else None


def _places(encoding: Encoding, environment: Mapping[str, str]) -> Iterator[Path]:
    named_file = environment.get(FILE_VARIABLE)
    if named_file:
        yield Path(named_file)
    folder = next((environment[name] for name in _CACHE_VARIABLES if name in environment), None)
    if folder is None:
        folder = str(Path(tempfile.gettempdir()) / "data-gym-cache")
    if folder:
        yield Path(folder) / encoding.key
    for package, pattern in _PACKAGED:
        for root in _roots(package):
            yield root / pattern.format(name=encoding.name, key=encoding.key)


def _roots(package: str) -> list[Path]:
    """Return the folders of an installed package, without importing it."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return []
    return [Path(root) for root in (spec.submodule_search_locations or ())] if spec else []


def _read(path: Path) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
        return _unpacked(data) if path.suffix == ".gz" else data
    except (OSError, ValueError, EOFError, zlib.error):
        return None


def _unpacked(data: bytes) -> bytes | None:
    plain = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _LARGEST + 1)
    return plain if len(plain) <= _LARGEST else None


def _parsed(data: bytes) -> dict[bytes, int] | None:
    """Return the ranks of a file of lines `BASE64 RANK`, or None if it is no such file.

    BPE can't do without the 256 single bytes, so a vocabulary must have them all.
    """
    ranks: dict[bytes, int] = {}
    try:
        for line in data.splitlines():
            if line:
                token, rank = line.split()
                ranks[base64.b64decode(token, validate=True)] = int(rank)
    except (ValueError, binascii.Error):
        return None
    whole = all(bytes((byte,)) in ranks for byte in range(256))
    return ranks if whole and len(set(ranks.values())) == len(ranks) else None
