"""Corpora and written sentences to training examples, one format for all tasks.

An example holds words and whichever annotations its corpus offers: a tree with tags and lemmas, the set of entity
tags that each word may have, or a source, a target and the type of the event between them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import spacy

from demarche.language.triggers import NO_EVENT
from training import coded as coding
from training.coded import Passage
from training.treebanks import Sentence, pieces, read_sentences

HERE = Path(__file__).parent
LABELS = ("PERSON", "TITLE", "GPE", "NORP", "ORG", "MIL", "FAC", "LOC", "EVENT", "LAW", "DATE")
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", NO_EVENT,
)  # fmt: skip

BILOU = ("O", *(f"{p}-{label}" for label in LABELS for p in "BILU"))
EVERYTHING = frozenset(BILOU)
MARKUP = re.compile(r"\{S: ?|\{T: ?|\}|\[|\|[A-Z]+\]|<|>")
ENTITY_END = re.compile(r"\|([A-Z]+)\]")
WORDS_OF_A_PASSAGE = 120


@dataclass
class Example:
    """One window of text; an annotation that is None is unknown and not trained on."""

    words: list[str]
    sentence_starts: list[bool] | None = None
    given_starts: list[bool] | None = None
    """Words that begin a paragraph: a sentence starts there, and nobody asks the network."""
    tags: list[str] | None = None
    morphs: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    entities: list[frozenset[str]] | None = None
    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None
    event: str | None = None
    trigger: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    told: list[Told] | None = None
    """The events that the words tell; None where the corpus does not say."""
    told_all: bool = True
    """False where other words may tell events too, of which ``told`` is silent."""


@dataclass(frozen=True)
class Told:
    """An event told: word spans of what tells it and of its parties."""

    type: str
    status: str
    trigger: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    required: bool


def treebank(path: Path, *, entities: bool, rng: Random | None = None) -> Iterator[Example]:
    """Yield the pieces of a CoNLL-U file; with ``entities`` also what GUM's ``Entity=`` column tells."""
    for piece in pieces(read_sentences(path), rng):
        yield from_sentences(piece, entities=entities)


def from_sentences(piece: list[Sentence], *, entities: bool = False) -> Example:
    example = Example([], [], [], [], [], [], [], [])
    for sentence in piece:
        offset = len(example.words)
        example.words += sentence.words
        rest = [False] * (len(sentence.words) - 1)
        example.sentence_starts += [True, *rest]
        example.given_starts += [sentence.starts_paragraph or offset == 0, *rest]
        example.tags += sentence.xpos
        example.morphs += [f"{p}|{f}" for p, f in zip(sentence.upos, sentence.feats, strict=True)]
        example.lemmas += sentence.lemmas
        example.heads += [offset + h for h in sentence.heads]
        example.deps += sentence.deps
    if entities:
        example.entities = [tags for sentence in piece for tags in gum_entities(sentence)]
    return example


def mapping() -> dict[tuple[str, str], frozenset[str]]:
    """Read ``labels.tsv``: (corpus, label) to the labels of ours that it may stand for."""
    with (HERE / "labels.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {(row["corpus"], row["label"]): frozenset(row["ours"].split()) for row in rows}


OURS = mapping()


def allowed(spans: Iterable[tuple[int, int, str]], length: int, corpus: str) -> list[frozenset[str]]:
    """Return the set of tags that each word may have, given a corpus's ``spans`` (word offsets, its label)."""
    outside = set()
    for label in OURS[corpus, "outside"]:
        outside |= {"O"} if label == "O" else {f"{p}-{label}" for p in "BILU"}
    tags = [frozenset(outside)] * length
    for start, end, label in spans:
        ours = OURS.get((corpus, label), frozenset("O"))
        for i in range(start, end):
            place = "U" if end - start == 1 else "B" if i == start else "L" if i == end - 1 else "I"
            options = {f"{place}-{x}" for x in ours if x != "O"}
            tags[i] = frozenset(options | ({"O"} if "O" in ours else set()))
    return tags


def gum_entities(sentence: Sentence) -> list[frozenset[str]]:
    """What GUM says of named entities: a proper name that fills a mention is one; other proper nouns stay open.

    GUM's spans are whole noun phrases, titles and relative clauses included, so only the runs of proper nouns that
    are a whole mention (but for a leading article) are taken.
    """
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, misc in enumerate(sentence.misc):
        entity = re.search(r"Entity=([^|]+)", misc)
        for part in re.findall(r"\([^()]+\)|\([^()]+|[^()]*\)", entity.group(1)) if entity else []:
            if part.startswith("("):
                opened.append((part.strip("()").split("-")[1], i))
            if part.endswith(")") and opened:
                kind, start = opened.pop()
                spans.append((start, i + 1, kind))
    proper = [p == "PROPN" for p in sentence.upos]
    tags = [EVERYTHING if p else frozenset() for p in proper]
    outside = allowed([], len(proper), "gum")
    named = []
    for start, end, kind in spans:
        start += sentence.words[start].lower() == "the"
        if ("gum", kind) in OURS and start < end and all(proper[start:end]):
            named.append((start, end, kind))
    inside = {i for s, e, _ in named for i in range(s, e)}
    outer = [(s, e, k) for s, e, k in named if not any(a <= s and e <= b and (a, b) != (s, e) for a, b, _ in named)]
    taken = allowed([span for span in outer if span[2] != "person"], len(proper), "gum")
    return [taken[i] if i in inside and taken[i] != outside[i] else (tags[i] or outside[i]) for i in range(len(proper))]


def iob(path: Path, corpus: str) -> Iterator[Example]:
    """Yield passages of an IOB file with blank lines between sentences (tab or space between columns)."""
    words: list[str] = []
    labels: list[str] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        rows = [re.split(r"[\t ]", line) for line in block.splitlines() if line.strip() and not line.startswith("# ")]
        if words and len(words) + len(rows) > WORDS_OF_A_PASSAGE:
            yield Example(words, entities=allowed(iob_spans(labels), len(words), corpus))
            words, labels = [], []
        words += [row[0] for row in rows]
        labels += [row[1] if corpus == "uner" and len(row) > 2 else row[-1] for row in rows]
    if words:
        yield Example(words, entities=allowed(iob_spans(labels), len(words), corpus))


def iob_spans(labels: list[str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label == "O" or "-" not in label:
            continue
        prefix, kind = label.split("-", 1)
        previous = labels[i - 1] if i else "O"
        if prefix == "I" and previous[2:] == kind and spans:
            spans[-1] = (spans[-1][0], i + 1, kind)
        else:
            spans.append((i, i + 1, kind))
    return spans


class Tokens:
    """Cuts text as the running program does."""

    def __init__(self) -> None:
        from demarche.language import tokenizer

        nlp = spacy.blank("en")
        nlp.tokenizer = tokenizer(nlp)
        self._nlp = nlp

    def __call__(self, text: str) -> tuple[list[str], list[tuple[int, int]]]:
        doc = self._nlp.make_doc(text)
        kept = [t for t in doc if not t.is_space]
        return [t.text for t in kept], [(t.idx, t.idx + len(t)) for t in kept]


def word_span(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the words that characters ``start`` to ``end`` touch, None where they touch none."""
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def re3d(path: Path, tokens: Tokens) -> Iterator[Example]:
    """Yield the documents of ``re3d.jsonl`` by paragraph, the innermost of nested spans."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        spans = [(e["start"], e["end"], e["label"]) for e in document["entities"]]
        for match in re.finditer(r"[^\n]+", document["text"]):
            words, offsets = tokens(match.group())
            if len(words) < 3:
                continue
            here = [
                (s - match.start(), e - match.start(), k)
                for s, e, k in spans
                if match.start() <= s and e <= match.end()
            ]
            inner = [x for x in here if not any(y[0] >= x[0] and y[1] <= x[1] and y[:2] != x[:2] for y in here)]
            sure = [x for x in inner if ("re3d", x[2]) in OURS and is_name(match.group()[x[0] : x[1]], x[2])]
            cut = [(word_span(offsets, s, e), k) for s, e, k in sure]
            entities = allowed([(*span, k) for span, k in cut if span], len(words), "re3d")
            certain = {i for span, _ in cut if span for i in range(*span)}
            for unsure in (word_span(offsets, s, e) for s, e, k in here if (s, e, k) not in sure):
                for i in range(*unsure) if unsure else ():
                    if i not in certain:
                        entities[i] = EVERYTHING
            yield Example(words, entities=entities)


def is_name(text: str, label: str) -> bool:
    """True where a re3d span is a name in our sense: it marks common noun phrases and whole titles too."""
    words = text.split()
    if not words or label in ("Temporal", "Quantity", "Money"):
        return True
    return words[0][0].isupper() and words[-1][0].isupper() and words[0] not in ("The", "A", "President", "Mr")


def written(path: Path, tokens: Tokens, names: Names | None = None) -> Iterator[Example]:
    """Yield the sentences written for this project (``data/README.md`` gives the format).

    With ``names`` some of the names in them are exchanged for others of their label.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            event, _, marked = line.rpartition("\t")
            marked = names.exchanged(marked) if names else marked
            try:
                yield from_markup(event or None, marked, tokens)
            except (ValueError, KeyError, IndexError) as error:
                raise SystemExit(f"{path}:{number}: expected markup as data/README.md says, got {error!r}") from error


def coded(articles: Iterable[Passage], tokens: Tokens, rng: Random | None = None) -> Iterator[Example]:
    """Yield windows of coded ``articles``: whole sentences, up to ``WORDS_OF_A_PASSAGE`` words.

    With ``rng`` the cuts fall elsewhere each time. A party that the window does not hold is nobody.
    """
    for passage in articles:
        cut = [tokens(s) for s in passage.sentences]
        room = rng.randrange(WORDS_OF_A_PASSAGE // 3, WORDS_OF_A_PASSAGE) if rng else WORDS_OF_A_PASSAGE
        first = 0
        for number, (words, _) in enumerate(cut):
            if number > first and sum(len(w) for w, _ in cut[first:number]) + len(words) > room:
                yield window_of(passage, cut, first, number)
                first, room = number, WORDS_OF_A_PASSAGE
        if cut:
            yield window_of(passage, cut, first, len(cut))


def window_of(
    passage: Passage, cut: Sequence[tuple[list[str], list[tuple[int, int]]]], first: int, last: int
) -> Example:
    """Return sentences ``first`` to ``last`` of ``passage`` as an example; ``cut`` holds their words and offsets."""
    example = Example([], [], [], told=[])
    place = {}
    for number in range(first, last):
        words, _ = cut[number]
        place[number] = len(example.words)
        rest = [False] * (len(words) - 1)
        example.words += words
        example.sentence_starts += [True, *rest]
        example.given_starts += [passage.begins[number] or number == first, *rest]

    def here(span: coding.Span) -> tuple[int, int] | None:
        words = word_span(cut[span.sentence][1], span.start, span.end) if span.sentence in place else None
        return (place[span.sentence] + words[0], place[span.sentence] + words[1]) if words else None

    for event in passage.events:
        trigger = here(event.trigger)
        if trigger is not None:
            sides = [tuple(s for s in map(here, side) if s) for side in (event.source, event.target)]
            example.told.append(Told(event.type, event.status, trigger, *sides, event.required))
    return example


class Names:
    """The names in the written sentences by label, to be exchanged: who acts must not tell what is done."""

    LABELS = ("PERSON", "GPE", "NORP", "FAC", "LOC")
    LINES = 0.35
    NAMES = 0.6
    """Share of lines that are changed, and of the names in such a line."""
    MARKED = re.compile(rf"(\b[Aa]n? )?\[([^\[\]|]+)\|({'|'.join(LABELS)})\]")

    def __init__(self, paths: Iterable[Path], rng: Random) -> None:
        self.rng = rng
        self.known: dict[tuple[object, ...], list[str]] = {}
        for path in paths:
            for _, name, label in self.MARKED.findall(path.read_text(encoding="utf-8")):
                self.known.setdefault(self.kind(name, label), []).append(name)
        self.known = {k: sorted(set(v)) for k, v in self.known.items()}

    @staticmethod
    def kind(name: str, label: str) -> tuple[object, ...]:
        """Names of one kind stand in for each other: as many words (surname or full name), the same case and plural."""
        return label, min(len(name.split()), 3), name.isupper(), label == "NORP" and name.endswith("s")

    def exchanged(self, marked: str) -> str:
        """Return the line with some names exchanged, the same name always for the same other."""
        if self.rng.random() >= self.LINES:
            return marked
        chosen: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            article, name, label = match.groups()
            if name not in chosen:
                swap = self.rng.random() < self.NAMES
                chosen[name] = self.rng.choice(self.known[self.kind(name, label)]) if swap else name
            new = chosen[name]
            if article:
                article = article[0] + ("n " if new[0] in "AEIOU" else " ")
            return f"{article or ''}[{new}|{label}]"

        return self.MARKED.sub(other, marked)


def from_markup(event: str | None, marked: str, tokens: Tokens) -> Example:
    plain, spans, position = "", {}, 0
    entities: list[tuple[int, int, str]] = []
    triggers: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in MARKUP.finditer(marked):
        plain += marked[position : match.start()]
        position = match.end()
        mark = match.group()
        if mark in "[<" or mark.startswith("{"):
            opened.append((mark[:2].strip(), len(plain)))
            continue
        kind, start = opened.pop()
        if kind == "[":
            entities.append((start, len(plain), mark[1:-1]))
        elif kind == "<":
            triggers.append((start, len(plain)))
        else:
            spans[kind[1]] = (start, len(plain))
    plain += marked[position:]
    words, offsets = tokens(plain)
    example = Example(words, text=plain, entities=[frozenset("O")] * len(words))
    for start, end, label in entities:
        if label not in LABELS:
            raise ValueError(f"label {label}")
        span = word_span(offsets, start, end)
        if span is None:
            raise ValueError(f"empty entity at {start}")
        for i in range(*span):
            place = "U" if span[1] - span[0] == 1 else "B" if i == span[0] else "L" if i == span[1] - 1 else "I"
            example.entities[i] = frozenset([f"{place}-{label}"])
    if event:
        mark_event(example, event, offsets, spans, triggers)
    return example


def mark_event(
    example: Example,
    event: str,
    offsets: list[tuple[int, int]],
    sides: dict[str, tuple[int, int]],
    triggers: list[tuple[int, int]],
) -> None:
    """Put into ``example`` what its source does to its target; places are in characters."""
    example.event = event
    example.source, example.target = word_span(offsets, *sides["S"]), word_span(offsets, *sides["T"])
    example.trigger = [s for s in (word_span(offsets, *t) for t in triggers) if s]
    example.spans = [(*sides["S"], "S"), (*sides["T"], "T")]
    if event != NO_EVENT and example.source and example.target:
        parties = ((example.source,), (example.target,))
        example.told = [Told(event, "", span, *parties, True) for span in example.trigger] or None
        example.told_all = False
