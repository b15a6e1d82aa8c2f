"""Pair coding: given a sentence, its source and its target, which PLOVER type?

The network reads the sentence with the source's and the target's words marked, and answers with a probability for
each type; one of the 16 is always chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from demarche import ontology
from demarche.errors import PermanentError
from demarche.language.syntax import Syntax
from demarche.models import Coding

Characters = tuple[int, int]


class PairCoder:
    """Codes pairs with a pipeline that holds the ``demarche_syntax`` component."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        component = nlp.get_pipe("syntax") if "syntax" in nlp.pipe_names else None
        if not isinstance(component, Syntax):
            raise PermanentError(f"pair coding needs a pipeline with the component demarche_syntax, got {nlp.pipe_names}; use the shipped model")
        self.syntax = component

    def code(self, pairs: Sequence[tuple[str, Characters | None, Characters | None]]) -> list[Coding]:
        """Return a coding for each (text, source span, target span), spans in characters."""
        sentences, roles = [], []
        for text, source, target in pairs:
            doc = self.nlp.make_doc(text)
            sentences.append([t.text for t in doc if not t.is_space])
            roles.append((word_span(doc, source, text), word_span(doc, target, text)))
        probabilities = self.syntax.code(sentences, roles)
        names = self.syntax.event_types
        kept = [i for i, name in enumerate(names) if name != "NONE"]
        return [coding(names, kept, row) for row in probabilities]


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
        raise PermanentError(f"expected a span within the {len(text)} characters of the text, got {start} to {end}; spans are [start, end) in characters")
    words = [t for t in doc if not t.is_space]
    inside = [i for i, t in enumerate(words) if t.idx < end and t.idx + len(t) > start]
    return (inside[0], inside[-1] + 1) if inside else None
