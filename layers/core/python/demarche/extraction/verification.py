"""A second opinion on each event: what the network's pair head thinks that the source does to the target.

The rules read the tree, the pair head the words; where they agree, the event is surer. One pass over the sentences
with events, a few words around each, costs a part of the parse.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Span, Token

from demarche.extraction.coding import Proto, parties
from demarche.extraction.coreference import Referents
from demarche.language.syntax import Syntax

CONTEXT_WORDS = 6
"""Words kept on either side of the trigger and the parties; more slow the pass and change few opinions."""


def opinions(nlp: Language, referents: Referents, items: Sequence[tuple[Span, Proto]]) -> list[dict[str, float]]:
    """Return for each event the probability of each type, ``NONE`` included; empty dicts without a pair head."""
    syntax = nlp.get_pipe("syntax") if "syntax" in nlp.pipe_names else None
    if not isinstance(syntax, Syntax) or not items:
        return [{} for _ in items]
    sentences, roles = [], []
    for sent, proto in items:
        words, source, target = marked(referents, sent, proto)
        sentences.append(words)
        roles.append((source, target))
    return [dict(zip(syntax.event_types, map(float, row), strict=True)) for row in syntax.code(sentences, roles)]


def marked(
    referents: Referents, sent: Span, proto: Proto
) -> tuple[list[str], tuple[int, int] | None, tuple[int, int] | None]:
    """Return the words around the event and the word spans of its source and target among them."""
    source = mention_of(referents, sent, proto.trigger, parties(proto.source), before=True)
    others = parties(proto.target) or (parties(proto.source) - owner(referents, source) if source else set())
    target = mention_of(referents, sent, proto.trigger, others, before=False)
    anchors = [proto.trigger.i, *(source or ()), *(target or ())]
    low, high = max(sent.start, min(anchors) - CONTEXT_WORDS), min(sent.end, max(anchors) + CONTEXT_WORDS)
    kept = [t for t in sent.doc[low:high] if not t.is_space]
    place = {t.i: k for k, t in enumerate(kept)}

    def shift(span: tuple[int, int] | None) -> tuple[int, int] | None:
        inside = [place[i] for i in range(*span) if i in place] if span else []
        return (inside[0], inside[-1] + 1) if inside else None

    return [t.text for t in kept], shift(source), shift(target)


def owner(referents: Referents, span: tuple[int, int]) -> set[str]:
    chunk = referents.by_token.get(span[0])
    return parties(chunk.actors) if chunk else set()


def mention_of(
    referents: Referents, sent: Span, trigger: Token, wanted: set[str], *, before: bool
) -> tuple[int, int] | None:
    """Return the tokens that name one of ``wanted``: nearest to the trigger, on the expected side first."""
    found = [
        (c.start, c.end)
        for c in referents.chunks
        if sent.start <= c.start and c.end <= sent.end and parties(c.actors) & wanted
    ]
    if not found and before:
        found = [(t.i, t.i + 1) for t in trigger.children if t.dep_.startswith("nsubj") and t.pos_ == "PRON"]
    if not found:
        return None
    return min(found, key=lambda s: ((s[0] < trigger.i) != before, abs(s[0] - trigger.i)))
