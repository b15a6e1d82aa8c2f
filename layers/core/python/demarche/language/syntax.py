"""The spaCy component that reads text: sentences, tags, lemmas, trees, entities, triggers, and the type of coded pairs.

One ONNX graph (encoder and heads) does it all; it runs on ONNX Runtime, without torch. See ``training/net.py`` for the
network and ``docs/decisions`` for why one component does the work of spaCy's five.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.scorer import Scorer, get_ner_prf
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from demarche.errors import ModelUnavailable
from demarche.language import triggers
from demarche.language.decoding import best_tags, bilou_transitions, spans, tree
from demarche.language.lemmas import Lemmas
from demarche.language.sentences import dateline, sentence_starts
from demarche.language.wordpieces import Pieces, WordPieces, pad

MAX_PIECES = 220
"""Word pieces in one window; training saw windows up to 230."""
PAIRS_OF_A_BATCH = 16
PACKED_PIECES = 160
"""Paragraphs are joined up to this many word pieces, about the length of the windows in training."""
BATCH_PIECES = 3000
"""Word pieces (padding counted) in one run of the graph: larger gains no speed and takes memory."""
LEMMA_RULES = 6
"""How many of the likeliest lemma rules are tried until one gives a known word."""
IOB = {"I": 1, "O": 2, "B": 3}


@dataclass(frozen=True)
class Segment:
    """Words of one document that still wait to be read: a paragraph, or several short ones."""

    doc: int
    words: tuple[int, ...]
    heads: frozenset[int] = frozenset()
    """Words that begin a paragraph, and so a sentence."""


@dataclass
class Reading:
    """What the network said of one document, by token; space tokens keep the defaults."""

    heads: np.ndarray
    deps: list[str]
    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    entities: list[tuple[int, int, str]]

    @classmethod
    def of(cls, doc: Doc) -> Reading:
        n = len(doc)
        return cls(np.zeros(n, dtype=np.int64), ["dep"] * n, ["_SP"] * n, ["SPACE|"] * n, [t.text for t in doc], [])


class Syntax(Pipe):
    """Reads documents with the network in one pass."""

    def __init__(self, vocab: Vocab, name: str = "syntax", *, threads: int = 1) -> None:
        self.vocab = vocab
        self.name = name
        self.cfg = {"threads": threads}
        self.classes: dict[str, list[str]] = {}
        self._lemmas = Lemmas()
        self._graph = b""
        self._session: Any = None
        self._pieces: WordPieces | None = None
        # Keeps numpy's matrix products, which are small here, from waiting for a second thread: where another process
        # has its core they take thirty times as long.
        self._blas = ThreadpoolController()
        self._relation = np.zeros((0, 0, 0), dtype=np.float32)
        self._relation_rows = np.zeros((0, 0), dtype=np.float32)
        self._transitions = np.zeros((0, 0), dtype=np.float32)

    # -- spaCy's interface

    def __call__(self, doc: Doc) -> Doc:
        self.read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Read a stream of documents, ``batch_size`` at a time."""
        batch: list[Doc] = []
        for doc in stream:
            batch.append(doc)
            if len(batch) >= batch_size:
                self.read(batch)
                yield from batch
                batch = []
        if batch:
            self.read(batch)
            yield from batch

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted({c[2:] for c in self.classes.get("entity", ()) if c != "O"}))

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Score sentences, tags, morphology, lemmas, dependencies and entities as spaCy's own components do."""
        given = list(examples)
        return {
            **Scorer.score_token_attr(given, "tag"),
            **Scorer.score_token_attr(given, "pos"),
            **Scorer.score_token_attr(given, "morph", getter=lambda t, _: str(t.morph)),
            **Scorer.score_token_attr(given, "lemma", getter=lambda t, _: t.lemma_),
            **Scorer.score_deps(given, "dep", getter=lambda t, _: t.dep_, ignore_labels=("punct",)),
            **Scorer.score_spans(given, "sents", has_annotation=lambda d: d.has_annotation("SENT_START")),
            **get_ner_prf(given),
        }

    # -- reading

    def read(self, docs: Sequence[Doc]) -> None:
        """Annotate ``docs`` in place."""
        with self._blas.limit(limits=self.cfg["threads"], user_api="blas"):
            self._read(docs)

    def _read(self, docs: Sequence[Doc]) -> None:
        readings = [Reading.of(doc) for doc in docs]
        pieces = {i: self._word_pieces(doc) for i, doc in enumerate(docs) if len(doc)}
        waiting = deque(s for i, doc in enumerate(docs) for s in packed(paragraphs(i, doc), pieces.get(i, [])))
        while waiting:
            batch = self._next_batch(waiting, docs, pieces)
            out = self._run([w for _, w, _ in batch])
            for row, (segment, _, cut) in enumerate(batch):
                read = len(segment.words)
                starts = sentence_starts(
                    out["sentence"][row, :read], [docs[segment.doc][i].text for i in segment.words]
                )
                starts = sorted({*starts, *(k for k, i in enumerate(segment.words) if i in segment.heads)})
                if cut and len(starts) > 1:
                    read = starts.pop()
                    waiting.append(Segment(segment.doc, segment.words[read:] + cut, segment.heads))
                elif cut:
                    waiting.append(Segment(segment.doc, cut, segment.heads))
                self._note(
                    readings[segment.doc],
                    docs[segment.doc],
                    segment.words[:read],
                    starts,
                    {k: v[row] for k, v in out.items()},
                )
        for doc, reading in zip(docs, readings, strict=True):
            doc.user_data.get(triggers.KEY, []).sort(key=lambda row: row[0])
            write(doc, reading)

    def _word_pieces(self, doc: Doc) -> list[list[int]]:
        if self._pieces is None:
            raise ModelUnavailable(
                "expected a trained syntax component, got an empty one; load the pipeline with demarche.language.load()"
            )
        return self._pieces.pieces([t.text for t in doc])

    def _next_batch(
        self, waiting: deque[Segment], docs: Sequence[Doc], pieces: dict[int, list[list[int]]]
    ) -> list[tuple[Segment, Pieces, tuple[int, ...]]]:
        """Take segments from ``waiting``, longest windows together; the rest of one too long comes back beside it."""
        made: list[tuple[Segment, Pieces, tuple[int, ...]]] = []
        longest = 0
        while waiting:
            segment = waiting[0]
            own, room, count = pieces[segment.doc], MAX_PIECES - 2, 0
            while count < len(segment.words) and room >= len(own[segment.words[count]]):
                room -= len(own[segment.words[count]])
                count += 1
            longest = max(longest, MAX_PIECES - room)
            if made and longest * (len(made) + 1) > BATCH_PIECES:
                break
            waiting.popleft()
            taken = segment.words[:count]
            window = self._pieces.window([docs[segment.doc][i].text for i in taken], [own[i] for i in taken])  # type: ignore[union-attr]
            made.append((Segment(segment.doc, taken, segment.heads), window, segment.words[count:]))
        return made

    def _run(self, windows: Sequence[Pieces], roles: Sequence[Sequence[int]] | None = None) -> dict[str, np.ndarray]:
        inputs = {
            "ids": pad([w.ids for w in windows]),
            "case": pad([w.case for w in windows]),
            "role": pad(roles or [[0] * len(w) for w in windows]),
            "mask": pad([[1] * len(w) for w in windows]),
            "first": pad([w.first for w in windows] if roles is None else [[0] for _ in windows]),
            "last": pad([w.last for w in windows] if roles is None else [[0] for _ in windows]),
        }
        session = self._session
        names = [o.name for o in session.get_outputs()]
        return dict(zip(names, session.run(None, inputs), strict=True))

    def _note(
        self, reading: Reading, doc: Doc, words: Sequence[int], starts: Sequence[int], out: dict[str, np.ndarray]
    ) -> None:
        n = len(words)
        place = np.asarray(words)
        for start, end in zip(starts, [*starts[1:], n], strict=True):
            columns = np.concatenate([[0], np.arange(start + 1, end + 1)])
            heads = tree(out["arc"][start:end][:, columns].astype(np.float64))
            own = np.arange(end - start)
            head_rows = np.where(heads == own, 0, heads + start + 1)
            relation = self._relations(
                out["relation_dependent"][start:end], out["relation_head"][head_rows], heads == own
            )
            for i, (head, label) in enumerate(zip(heads, relation, strict=True)):
                reading.heads[place[start + i]] = place[start + head] - place[start + i]
                reading.deps[place[start + i]] = label
        chosen = {k: out[k][:n].argmax(axis=1) for k in ("tag", "morph")}
        rules = np.argsort(-out["lemma"][:n], axis=1)[:, :LEMMA_RULES]
        for i, at in enumerate(words):
            reading.tags[at] = self.classes["tag"][chosen["tag"][i]]
            reading.morphs[at] = self.classes["morph"][chosen["morph"][i]]
            likely = [self.classes["lemma"][k] for k in rules[i]]
            reading.lemmas[at] = self._lemmas.lemma(doc[at].text, reading.tags[at], reading.morphs[at], likely)
        if "told" in out:
            # A network that was exported before its branch for events was trained says nothing of them.
            triggers.note(doc, words, self.event_types, out)
        for part in broken_at_lines(doc, words):
            tags = [self.classes["entity"][k] for k in best_tags(out["entity"][part], self._transitions)]
            reading.entities += [
                (words[part.start + s], words[part.start + e - 1] + 1, label) for s, e, label in spans(tags)
            ]

    def _relations(self, dependents: np.ndarray, heads: np.ndarray, is_root: np.ndarray) -> list[str]:
        left = (dependents @ self._relation_rows).reshape(len(dependents), len(self._relation), -1)
        scores = np.einsum("nrj,nj->nr", left, heads)
        root = self.classes["dependency"].index("ROOT")
        scores[:, root] = np.where(is_root, np.inf, -np.inf)
        return [self.classes["dependency"][k] for k in scores.argmax(axis=1)]

    # -- coding pairs

    def code(
        self, sentences: Sequence[Sequence[str]], roles: Sequence[tuple[tuple[int, int] | None, tuple[int, int] | None]]
    ) -> np.ndarray:
        """Return [sentences, types]: the probability of each of ``event_types`` for what the source does to the target.

        ``roles`` holds for each sentence (a list of words) the word span of the source and of the target.
        """
        if self._pieces is None:
            raise ModelUnavailable(
                "expected a trained syntax component, got an empty one; load the pipeline with demarche.language.load()"
            )
        laid_out = [self._marked(words, *pair) for words, pair in zip(sentences, roles, strict=True)]
        order = sorted(range(len(laid_out)), key=lambda i: len(laid_out[i][0]))
        scores = np.zeros((len(laid_out), len(self.event_types)), dtype=np.float32)
        for start in range(0, len(order), PAIRS_OF_A_BATCH):
            # Windows of like length together: padding costs as much as words.
            batch = order[start : start + PAIRS_OF_A_BATCH]
            scores[batch] = self._run([laid_out[i][0] for i in batch], [laid_out[i][1] for i in batch])["event"]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-1e9))
        return scores / scores.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def _marked(
        self, words: Sequence[str], source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> tuple[Pieces, list[int]]:
        """Lay out one window and the role of each of its pieces."""
        window, kept_source, kept_target = self._around(words, source, target)
        mark = [0] * len(window)
        for value, span in ((1, kept_source), (2, kept_target)):
            if span:
                for at in range(window.first[span[0]], window.last[span[1] - 1] + 1):
                    mark[at] = value
        return window, mark

    def _around(
        self, words: Sequence[str], source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> tuple[Pieces, tuple[int, int] | None, tuple[int, int] | None]:
        """Lay out the words around the marked spans that fit one window."""
        assert self._pieces is not None
        pieces = self._pieces.pieces(words)
        marked = [s for s in (source, target) if s]
        low = min((s[0] for s in marked), default=0)
        high = min(max((s[1] for s in marked), default=len(words)), low + MAX_PIECES // 2)
        room = MAX_PIECES - 2 - sum(len(p) for p in pieces[low:high])
        while room < 0:
            high -= 1
            room += len(pieces[high])
        while room > 0 and (low > 0 or high < len(words)):
            if low > 0:
                low -= 1
                room -= len(pieces[low])
            if high < len(words) and room > 0:
                room -= len(pieces[high])
                high += 1
        shifted = [(max(s[0] - low, 0), min(s[1], high) - low) if s and s[0] < high else None for s in (source, target)]
        return self._pieces.window(words[low:high], pieces[low:high]), shifted[0], shifted[1]

    @property
    def event_types(self) -> list[str]:
        return self.classes["event"]

    # -- storing

    def set_up(self, graph: bytes, tokenizer_json: str, classes: dict[str, list[str]], relation: np.ndarray) -> None:
        """Give the component its network; ``relation`` is [labels, n + 1, n + 1], the biaffine weights of relations."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.cfg["threads"]
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._graph = graph
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces(tokenizer_json)
        self.classes = classes
        self._lemmas = Lemmas(classes.get("known_verb", ()), classes.get("known_word", ()))
        self._relation = relation.astype(np.float32)
        # One row for each feature of the dependent, laid out once: doing it for each sentence took half of the time.
        self._relation_rows = np.ascontiguousarray(self._relation.transpose(1, 0, 2).reshape(relation.shape[1], -1))
        self._transitions = bilou_transitions(classes["entity"])
        for kind in ("tag", "dependency"):
            for label in classes[kind]:
                self.vocab.strings.add(label)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy passes it
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        assert self._pieces is not None
        (folder / "network.onnx").write_bytes(self._graph)
        (folder / "tokenizer.json").write_text(self._pieces.json, encoding="utf-8")
        (folder / "classes.json").write_text(json.dumps(self.classes, ensure_ascii=False, indent=0), encoding="utf-8")
        np.save(folder / "relation.npy", self._relation.astype(np.float16))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Syntax:  # noqa: ARG002 - spaCy passes it
        folder = Path(path)
        self.set_up(
            (folder / "network.onnx").read_bytes(),
            (folder / "tokenizer.json").read_text(encoding="utf-8"),
            srsly.read_json(folder / "classes.json"),
            np.load(folder / "relation.npy"),
        )
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy passes it
        assert self._pieces is not None
        parts = {
            "graph": self._graph,
            "tokenizer": self._pieces.json,
            "classes": self.classes,
            "relation": self._relation.tobytes(),
            "shape": list(self._relation.shape),
        }
        packed_parts: bytes = srsly.msgpack_dumps(parts)
        return packed_parts

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Syntax:  # noqa: ARG002 - spaCy passes it
        parts = srsly.msgpack_loads(data)
        relation = np.frombuffer(parts["relation"], dtype=np.float32).reshape(parts["shape"])
        self.set_up(parts["graph"], parts["tokenizer"], parts["classes"], relation)
        return self


def paragraphs(index: int, doc: Doc) -> Iterator[Segment]:
    """Yield the words of each paragraph; line breaks part paragraphs, other space is passed over.

    A dateline (``BRUSSELS, May 3 (Reuters) -``) is a segment of its own: read with the sentence after it, it takes
    that sentence's subject.
    """
    words: list[int] = []
    for token in [*doc, None]:
        if token is not None and not token.is_space:
            words.append(token.i)
        elif words and (token is None or "\n" in token.text):
            cut = dateline(doc, words)
            yield from (Segment(index, tuple(part)) for part in (words[:cut], words[cut:]) if part)
            words = []


def packed(segments: Iterable[Segment], pieces: Sequence[Sequence[int]]) -> Iterator[Segment]:
    """Join neighbouring paragraphs to windows: the network reads better in context, and without padding faster."""
    words: tuple[int, ...] = ()
    heads: set[int] = set()
    size = 0
    for segment in segments:
        own = sum(len(pieces[i]) for i in segment.words)
        if words and size + own > PACKED_PIECES:
            yield Segment(segment.doc, words, frozenset(heads))
            words, heads, size = (), set(), 0
        words += segment.words
        heads.add(segment.words[0])
        size += own
    if words:
        yield Segment(segment.doc, words, frozenset(heads))


def broken_at_lines(doc: Doc, words: Sequence[int]) -> list[slice]:
    """Return the runs of ``words`` between line breaks: no entity goes over one."""
    ends = [k for k in range(1, len(words)) if any("\n" in t.text for t in doc[words[k - 1] + 1 : words[k]])]
    return [slice(start, end) for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]


def write(doc: Doc, reading: Reading) -> None:
    """Put a reading into spaCy's own attributes."""
    if not len(doc):
        return
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    heads = reading.heads
    for token in doc:
        if token.is_space:
            heads[token.i] = -1 if token.i else (1 if len(doc) > 1 else 0)
    iob = np.full(len(doc), IOB["O"], dtype=np.uint64)
    kinds = np.zeros(len(doc), dtype=np.uint64)
    for start, end, label in reading.entities:
        iob[start:end] = IOB["I"]
        iob[start] = IOB["B"]
        kinds[start:end] = strings.add(label)
    array: Any = np.zeros((len(doc), 8), dtype=np.uint64)
    array[:, 0] = heads.astype(np.int64).view(np.uint64)
    array[:, 1] = [strings.add(d) for d in reading.deps]
    array[:, 2] = [strings.add(t) for t in reading.tags]
    array[:, 3] = [IDS[m.split("|", 1)[0]] for m in reading.morphs]
    array[:, 4] = [morphology.add(m.split("|", 1)[1]) for m in reading.morphs]
    array[:, 5] = [strings.add(x) for x in reading.lemmas]
    array[:, 6] = iob
    array[:, 7] = kinds
    doc.from_array([HEAD, DEP, TAG, POS, MORPH, LEMMA, ENT_IOB, ENT_TYPE], array)


@Language.factory(
    "demarche_syntax",
    assigns=[
        "doc.sents",
        "doc.ents",
        "token.dep",
        "token.head",
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
    ],
    default_config={"threads": 1},
    default_score_weights={"dep_las": 0.5, "ents_f": 0.3, "sents_f": 0.1, "lemma_acc": 0.1},
)
def make_syntax(nlp: Language, name: str, threads: int) -> Syntax:
    return Syntax(nlp.vocab, name, threads=threads)


Reader = Callable[[str], Doc]
