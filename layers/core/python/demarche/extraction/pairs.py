"""Pair coding: given a sentence, its source and its target, which PLOVER type?

Two readers vote. The network reads the sentence with the source's and the target's words marked, and gives each type a
probability; the rules of extraction code the sentence as if the marked phrases were its only actors, and what they
find between the two adds to the log probability of its type. One of the 16 is always chosen.

The three weights of the vote are those under which the types of the coded articles are likeliest
(``python -m evaluation.weigh_pairs``): the network is surer than it has reason to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from demarche import ontology
from demarche.errors import PermanentError
from demarche.extraction.actors import Chunk
from demarche.extraction.clauses import modifiers
from demarche.extraction.coding import Coder
from demarche.extraction.coreference import Referents
from demarche.extraction.lexicon import lexicon
from demarche.extraction.phrases import children, has_feature
from demarche.extraction.proposals import RULE
from demarche.extraction.proto import Proto
from demarche.language.syntax import Syntax
from demarche.models import Actor, Coding

Characters = tuple[int, int]
Pair = tuple[str, Characters | None, Characters | None]
"""A text, and where in its characters source and target stand."""
NETWORK = 0.7
"""What the log probabilities of the network count."""
RULE_OF_BOTH = 2.5
"""Added to the log probability of a type that the rules find from the source to the target."""
RULE_OF_SOURCE = 1.8
"""The same where the rules find only the source."""
PERSONS = frozenset({"PERSON", "TITLE"})
"""Labels of whom ``he`` may mean."""
BY_WORDS = frozenset({"REJECT", "AGREE", "THREATEN", "REQUEST", "CONCEDE", "SUPPORT"})
"""Types that are done by saying: ``said that they will not end the strike`` is a refusal of who says it."""
SPOKEN = "source:speaker"
"""Sign of an event whose source is only who tells of it."""
CYBER = "176"
"""CAMEO's code of attacks on computers."""
SOURCE = Actor(name="source", text="source", country="AAA", sector="GOV")
TARGET = Actor(name="target", text="target", country="BBB", sector="GOV")


class PairCoder:
    """Codes pairs with a pipeline that holds the ``demarche_syntax`` component."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        component = nlp.get_pipe("syntax") if "syntax" in nlp.pipe_names else None
        if not isinstance(component, Syntax):
            raise PermanentError(
                f"pair coding needs a pipeline with the component demarche_syntax, got {nlp.pipe_names};"
                " use the shipped model"
            )
        self.syntax = component

    def code(self, pairs: Sequence[Pair]) -> list[Coding]:
        """Return a coding for each (text, source span, target span), spans in characters."""
        network, found = self.heard(pairs)
        names, scores = self.syntax.event_types, NETWORK * network
        for row, votes in zip(scores, found, strict=True):
            for kind, both in votes.items():
                row[names.index(kind)] += RULE_OF_BOTH if both else RULE_OF_SOURCE
        probabilities = np.exp(scores - scores.max(axis=1, keepdims=True))
        kept = [i for i, name in enumerate(names) if name != "NONE"]
        return [coding(names, kept, row) for row in probabilities]

    def heard(self, pairs: Sequence[Pair]) -> tuple[np.ndarray, list[dict[str, bool]]]:
        """Return what the two readers say: (pairs, types) log probabilities of the network, and the rules' votes."""
        docs = list(self.nlp.pipe((text for text, _, _ in pairs), batch_size=32))
        sentences = [[t.text for t in doc if not t.is_space] for doc in docs]
        roles = [
            (word_span(doc, source, text), word_span(doc, target, text))
            for doc, (text, source, target) in zip(docs, pairs, strict=True)
        ]
        network = np.log(self.syntax.code(sentences, roles) + 1e-6)
        return network, [self.votes(doc, source, target) for doc, (_, source, target) in zip(docs, pairs, strict=True)]

    def votes(self, doc: Doc, source: Characters | None, target: Characters | None) -> dict[str, bool]:
        """Return the types that the rules of extraction find from the source, and whether to the target."""
        chunks = []
        for span, actor in ((source, SOURCE), (target, TARGET)):
            tokens = doc.char_span(*span, alignment_mode="expand") if span else None
            if tokens is not None:
                chunks.append(chunk_of(tokens, actor))
        rules = PairRules(doc, Referents(doc, chunks, None, ()), lexicon())
        votes: dict[str, bool] = {}
        for sent in doc.sents:
            for proto in rules.sentence(sent):
                if SOURCE in proto.source and proto.rule != RULE:
                    both = TARGET in (*proto.source, *proto.target) and SPOKEN not in proto.signs
                    kind = between_two(proto)
                    votes[kind] = votes.get(kind, False) or both
        return votes


class PairRules(Coder):
    """The rules of extraction, where what is done by saying is its speaker's if its actor is neither of the pair."""

    def sourced(self, proto: Proto) -> Proto:
        found = super().sourced(proto)
        if found.source or SOURCE not in found.speaker or found.type not in BY_WORDS:
            return found
        return replace(found, source=(SOURCE,), signs=found.signs | {SPOKEN})


def between_two(proto: Proto) -> str:
    """Return the type of an act as it concerns the pair.

    A meeting still to come is the intention to meet (CAMEO 036); who calls on others for sanctions threatens those who
    are to suffer them (CAMEO 1312); coded pairs have cyber attacks as attacks, though CAMEO 176 coerces.
    """
    if proto.type == "CONSULT" and proto.status == "planned":
        return "AGREE"
    if proto.cameo == CYBER:
        return "ASSAULT"
    return "THREATEN" if proto.type == "REQUEST" and "inner:SANCTION" in proto.signs else proto.type


def chunk_of(tokens: Span, actor: Actor) -> Chunk:
    """Return what names a side, of the kind and number that tell which pronouns may take it up."""
    root = tokens.root
    plural = has_feature(root, "Number", "Plur")
    counted = any(has_feature(m, "Number", "Plur") for m in modifiers(root, "of"))
    several = bool(children(root, "conj")) or ((plural or counted) and root.pos_ != "PROPN")
    one = "person" if root.ent_type_ in PERSONS else "body" if plural else "role"
    return Chunk(tokens.start, tokens.end, (actor,), "role" if several else one, several)


def coding(names: Sequence[str], kept: Sequence[int], row: np.ndarray) -> Coding:
    best = max(kept, key=lambda i: row[i])
    share = float(row[best] / max(row[kept].sum(), 1e-9))
    kind = names[best]
    return Coding(type=kind, quad_class=ontology.quad_class(kind), confidence=round(share, 4))  # type: ignore[arg-type]


def word_span(doc: Doc, span: Characters | None, text: str) -> tuple[int, int] | None:
    """Return the words that the characters of ``span`` touch, space tokens not counted; None for no span.

    Raises ``PermanentError`` for a span outside the text.
    """
    if span is None:
        return None
    start, end = span
    if not 0 <= start < end <= len(text):
        raise PermanentError(
            f"expected a span within the {len(text)} characters of the text, got {start} to {end};"
            " spans are [start, end) in characters"
        )
    words = [t for t in doc if not t.is_space]
    inside = [i for i, t in enumerate(words) if t.idx < end and t.idx + len(t) > start]
    return (inside[0], inside[-1] + 1) if inside else None
