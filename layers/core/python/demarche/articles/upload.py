"""Bytes to text: size limits, gzip, encoding, and what kind of document the text is."""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from charset_normalizer import from_bytes

from demarche.articles.limits import Limits
from demarche.errors import InvalidArticle

Kind = Literal["text", "html", "json", "jsonl", "eml"]

GZIP_MAGIC = b"\x1f\x8b"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (.docx and .xlsx are ZIP archives, too)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)
SUPPORTED = ".txt, .html, .json, .jsonl, .eml, or gzip of these"
SUFFIX_KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".eml": "eml",
}  # fmt: skip
CODECS_TO_GUESS = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1256",
    "gb18030",
    "shift_jis",
    "euc_kr",
]
TEXT_CODEC = re.compile(
    r"(?i)^(utf[-_]?(8|16|32)|windows|cp|iso[-_]?8859|latin|koi8|gb|big5|shift|euc|mac|us-ascii|ascii)"
)
DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ud800-\udfff]|[\x00-\x08\x0b\x0e-\x1f\x7f]")
SAMPLE_BYTES = 65_536
FEW_FOREIGN_BYTES = 0.08
"""Below this share of bytes above 127 the text is Latin; French has 4 %, Russian in a one-byte code 80 %."""
MOST_CONTROLS = 0.01
MOST_BROKEN = 0.002
"""A UTF-8 text with at most this share of broken characters was cut or spliced, and is still UTF-8."""


class Decoded(NamedTuple):
    """The text of an upload, what to tell of how it was read, and its bytes: parts of a mail have encodings."""

    text: str
    notes: tuple[str, ...]
    raw: bytes = b""


def stem(name: str) -> str:
    """Return the file name without folder, ``.gz`` and extension."""
    path = PurePosixPath(name.replace("\\", "/"))
    base = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return PurePosixPath(base).stem or base


def suffix(name: str) -> str:
    lowered = name.lower()
    return PurePosixPath(lowered[:-3] if lowered.endswith(".gz") else lowered).suffix


def unpack(data: bytes, *, name: str, limits: Limits) -> bytes:
    """Return ``data`` without its gzip wrapping, refusing what is too large before it fills the memory."""
    if len(data) > limits.raw_bytes:
        raise InvalidArticle("too_large", f"expected at most {limits.raw_bytes:,} bytes, got more; split the file")
    if not data.startswith(GZIP_MAGIC):
        if name.lower().endswith(".gz") and data:
            raise InvalidArticle("broken_gzip", "expected gzip as the name says, got something else; compress it again")
        return data
    unpacked = gunzip(data, limits.unpacked_bytes)
    if unpacked.startswith(GZIP_MAGIC):
        raise InvalidArticle("unsupported_type", "expected one layer of gzip, got gzip in gzip; unpack it once")
    return unpacked


def gunzip(data: bytes, most: int) -> bytes:
    """Unpack all members of a gzip file, stopping as soon as more than ``most`` bytes came out."""
    parts: list[bytes] = []
    total = 0
    while data.startswith(GZIP_MAGIC):
        stream = zlib.decompressobj(wbits=31)
        try:
            part = stream.decompress(data, most - total + 1)
        except zlib.error as exc:
            raise InvalidArticle("broken_gzip", f"expected whole gzip, got {exc}; upload it again") from exc
        total += len(part)
        if total > most:
            raise InvalidArticle("too_large", f"expected at most {most:,} bytes unpacked, got more; split the file")
        if not stream.eof:
            raise InvalidArticle("broken_gzip", "expected whole gzip, got one that ends early; upload it again")
        parts.append(part)
        data = stream.unused_data
    return b"".join(parts)


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``, in whatever common encoding it is.

    In order: byte order mark, strict UTF-8, UTF-16 without a mark, the charset that the document declares, a guess.
    """
    for magic, what in SIGNATURES:
        if data.startswith(magic):
            raise InvalidArticle("unsupported_type", f"expected {SUPPORTED}, got {what}; convert it to text")
    if not data.strip():
        raise InvalidArticle("empty", "expected an article, got nothing; check the export that made the file")
    decoded = decode_marked(data) or decode_utf8(data) or decode_utf16(data) or decode_other(data)
    if len(CONTROL.findall(decoded.text)) > MOST_CONTROLS * len(decoded.text):
        raise InvalidArticle("binary", f"expected {SUPPORTED}, got binary data; convert it to text")
    if not (text := INVISIBLE.sub("", decoded.text)).strip():
        raise InvalidArticle("empty", "expected an article, got only white space; check the export that made the file")
    return Decoded(text, decoded.notes, data)


def decode_marked(data: bytes) -> Decoded | None:
    codec = next((codec for bom, codec in BOMS if data.startswith(bom)), None)
    if codec is None:
        return None
    try:
        return Decoded(data.decode(codec), ())
    except UnicodeDecodeError:
        return Decoded(data.decode(codec, errors="replace"), (f"broken characters in {codec} text were replaced",))


def decode_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return nearly_utf8(data)
    # UTF-16 of Latin text is valid UTF-8 with a NUL beside each letter.
    return None if "\0" in text[:SAMPLE_BYTES] else Decoded(text, ())


def nearly_utf8(data: bytes) -> Decoded | None:
    """Decode a UTF-8 text of which a few bytes were lost; its other characters show that it was UTF-8."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    if broken > max(1, MOST_BROKEN * len(text)) or whole <= 2 * broken or "\0" in text:
        return None
    return Decoded(text, (f"{broken} broken characters were replaced",))


def decode_utf16(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark, known by the NULs on every second place of Latin text."""
    sample = data[:SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(even, odd) < 0.4 * half or min(even, odd) > 0.05 * half:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return Decoded(data[: len(data) // 2 * 2].decode(codec), ())
    except UnicodeDecodeError:
        return None


def decode_other(data: bytes) -> Decoded:
    """Decode by the declared charset, else by a guess."""
    if b"\0" in data[:SAMPLE_BYTES]:
        raise InvalidArticle("binary", f"expected {SUPPORTED}, got binary data; convert it to text")
    for codec in filter(None, [declared_codec(data), *guessed_codecs(data)]):
        try:
            return Decoded(data.decode(codec), ())
        except (UnicodeDecodeError, LookupError):
            continue
    raise InvalidArticle(
        "unreadable_encoding", "expected UTF-8 or a common encoding, got another; save the file as UTF-8"
    )


def declared_codec(data: bytes) -> str | None:
    found = DECLARED.search(data[:4096])
    name = found.group(1).decode("ascii", errors="ignore") if found else ""
    return name if TEXT_CODEC.match(name) else None


def guessed_codecs(data: bytes) -> list[str]:
    sample = data[:SAMPLE_BYTES]
    foreign = sum(b > 127 for b in sample) / len(sample)
    if foreign < FEW_FOREIGN_BYTES:
        return ["cp1252", "latin-1"]
    best = from_bytes(sample, cp_isolation=CODECS_TO_GUESS).best()
    return [best.encoding] if best else []


def kind_of(text: str, name: str) -> Kind:
    """Say what kind of document ``text`` is: its content decides, its name where the content leaves it open."""
    by_name = SUFFIX_KINDS.get(suffix(name))
    head = text[:20_000].lstrip()
    if looks_like_mail(head):
        return "eml"
    if looks_like_html(head):
        return "html"
    if re.match(r"(?i)<\?xml|<(rss|feed|nitf|newsml)\b", head):
        raise InvalidArticle("unsupported_type", f"expected {SUPPORTED}, got XML; export the articles as JSON or HTML")
    if head[:1] in ("{", "[") and by_name != "text":
        return "jsonl" if by_name == "jsonl" or looks_like_json_lines(text) else "json"
    if by_name in ("json", "jsonl"):
        return by_name
    if head[:1] == "{" and re.match(r'\{\s*"', head):
        return "jsonl" if looks_like_json_lines(text) else "json"
    return "text"


def looks_like_html(head: str) -> bool:
    if re.match(
        r"(?i)(<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype html|html|head|body|article|div|p|section|main)\b", head
    ):
        return True
    return len(re.findall(r"(?i)</?(?:p|div|br|a|span|h[1-6]|li)\b[^<>]{0,300}>", head)) >= 4 and head[:1] not in "{["


def looks_like_json_lines(text: str) -> bool:
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:3]
    return len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines[:2])


def looks_like_mail(head: str) -> bool:
    """True when the text begins with at least two header lines that every mail has."""
    block = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {m.lower() for m in re.findall(r"(?m)^([A-Za-z][A-Za-z-]{1,40}):\s", block)}
    known = {"from", "to", "subject", "date", "mime-version", "received", "return-path", "content-type", "message-id"}
    return (
        len(names & known) >= 2
        and bool(re.match(r"[A-Za-z-]+: ", block))
        and bool(names & {"from", "subject", "received"})
    )
