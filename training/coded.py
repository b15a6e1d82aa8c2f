"""Read articles whose events are coded sentence by sentence (``data/README.md`` gives the format).

python -m training.coded FILE...    checks files and counts what they hold
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import get_args

from demarche.language.triggers import STATUSES
from demarche.models import EventType
from training.treebanks import read_sentences

TYPES = frozenset(get_args(EventType))
NOBODY = "-"
EARLIER = "^"
OPTIONAL = "?"


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of the passage's sentence number ``sentence``."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class CodedEvent:
    """One telling of an event: the words that tell it, and who does it to whom."""

    type: str
    trigger: Span
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    status: str = "actual"
    required: bool = True


@dataclass
class Passage:
    """One article: its sentences, which of them begin a paragraph, and the events told in it."""

    title: str
    sentences: list[str] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    events: list[CodedEvent] = field(default_factory=list)


class CodingError(ValueError):
    """A line that can't be read; the message says which and why."""


def passages(path: Path) -> Iterator[Passage]:
    """Yield the articles of a file.

    Raises:
        CodingError: a line is not as the format says.
    """
    passage: Passage | None = None
    paragraph = True
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        try:
            if line.startswith("==="):
                if passage is not None:
                    yield passage
                passage, paragraph = Passage(line[3:].strip()), True
            elif not line.strip():
                paragraph = True
            elif passage is None:
                raise CodingError("an article begins with a line '=== title'")
            elif line.startswith(">"):
                passage.events.append(event_of(line, passage.sentences))
            else:
                passage.sentences.append(line.strip())
                passage.begins.append(paragraph)
                paragraph = False
        except CodingError as error:
            raise CodingError(f"{path}:{number}: {error}") from error
    if passage is not None:
        yield passage


def of_treebank(table: Path, treebanks: Sequence[Path]) -> Iterator[Passage]:
    """Yield the documents of ``treebanks`` that ``table`` codes by sentence and character, without their text."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            rows[row["document"]].append(row)
    for path in treebanks:
        for document, sentences in groupby(read_sentences(path), lambda s: s.id.rpartition("-")[0]):
            if document not in rows:
                continue
            read = list(sentences)
            passage = Passage(document, [s.text for s in read], [s.starts_paragraph for s in read])
            for row in rows[document]:
                if row["type"]:
                    trigger, source, target = (
                        tuple(span_at(x) for x in row[k].split()) for k in ("trigger", "source", "target")
                    )
                    passage.events.append(
                        CodedEvent(row["type"], trigger[0], source, target, row["status"], row["required"] == "yes")
                    )
            yield passage


def span_at(cell: str) -> Span:
    """``SENTENCE:START-END``: the number of the sentence in its document, from 1, and characters of its text."""
    sentence, start, end = map(int, re.split("[:-]", cell))
    return Span(sentence - 1, start, end)


def event_of(line: str, sentences: Sequence[str]) -> CodedEvent:
    cells = [c.strip() for c in line[1:].split("|")]
    if len(cells) not in (4, 5):
        raise CodingError("expected '> TYPE | trigger | source | target', or a status after it")
    kind, required = cells[0].removesuffix(OPTIONAL), not cells[0].endswith(OPTIONAL)
    status = cells[4] if len(cells) == 5 else "actual"
    if kind not in TYPES:
        raise CodingError(f"unknown type {kind!r}")
    if status not in STATUSES:
        raise CodingError(f"unknown status {status!r}")
    if not sentences:
        raise CodingError("an event before the first sentence")
    here = len(sentences) - 1
    trigger = found(cells[1], sentences[here], here)
    source, target = (parties(c, sentences) for c in cells[2:4])
    return CodedEvent(kind, trigger, source, target, status, required)


def parties(cell: str, sentences: Sequence[str]) -> tuple[Span, ...]:
    if cell == NOBODY:
        return ()
    return tuple(party(part.strip(), sentences) for part in cell.split(";"))


def party(words: str, sentences: Sequence[str]) -> Span:
    here = len(sentences) - 1
    if not words.startswith(EARLIER):
        return found(words, sentences[here], here)
    words = words[len(EARLIER) :].strip()
    for number in range(here, -1, -1):
        try:
            return found(words, sentences[number], number)
        except CodingError:
            continue
    raise CodingError(f"{words!r} stands in no sentence so far")


def found(words: str, sentence: str, number: int) -> Span:
    """Find ``words``; 'words@2' is their second occurrence."""
    text, _, which = words.rpartition("@") if words[-2:-1] == "@" and words[-1].isdigit() else (words, "", "1")
    whole = re.compile(r"(?<!\w)" * text[:1].isalnum() + re.escape(text) + r"(?!\w)" * text[-1:].isalnum())
    starts = [m.start() for m in whole.finditer(sentence)] if text else []
    if len(starts) < int(which):
        raise CodingError(f"{words!r} does not stand in {sentence!r}")
    start = starts[int(which) - 1]
    return Span(number, start, start + len(text))


def main(arguments: Sequence[str]) -> int:
    """Check the files named and print what they hold; 1 where one can't be read."""
    bad = False
    for name in arguments:
        try:
            print(f"{name}: {summary(list(passages(Path(name))))}")
        except CodingError as error:
            print(error)
            bad = True
    return int(bad)


def summary(articles: Sequence[Passage]) -> str:
    sentences = [s for p in articles for s in p.sentences]
    kinds = Counter(e.type for p in articles for e in p.events if e.required)
    optional = sum(not e.required for p in articles for e in p.events)
    return (
        f"{len(articles)} articles, {len(sentences)} sentences, {sum(len(s.split()) for s in sentences)} words,"
        f" {kinds.total()} events, {optional} optional\n  " + ", ".join(f"{k} {n}" for k, n in kinds.most_common())
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
