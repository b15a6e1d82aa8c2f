"""Verdicts: ``called the vote "a sham"``, ``described the talks as useful``."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from demarche.extraction.clauses import Frame
from demarche.extraction.making import Maker
from demarche.extraction.meaning import Meaning
from demarche.extraction.phrases import QUOTE_MARKS, children, has_mark
from demarche.extraction.proto import Proto
from demarche.extraction.scene import Scene
from demarche.models import Actor

JUDGING = frozenset(
    {
        "call",
        "describe",
        "term",
        "label",
        "brand",
        "dub",
        "denounce",
        "characterise",
        "characterize",
        "regard",
        "consider",
        "deem",
    }
)
"""Verbs that give a verdict on their object."""
CALL_FOR = frozenset({"for", "on", "upon", "off", "up", "back", "home"})
"""With one of these, ``call`` demands, cancels or summons; without, it names."""
ISSUES = frozenset({"issue", "problem", "question", "situation", "matter", "topic", "crisis", "conflict", "dispute"})
"""What is weighed when it is called grave or dangerous, and nobody's doing."""


class Judgements:
    """Codes the verdicts of one document."""

    def __init__(self, scene: Scene, maker: Maker) -> None:
        self.words = scene.words
        self.maker = maker

    def judgement(
        self, token: Token, frame: Frame, clauses: Sequence[Token], speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """``called the vote "a sham"``, ``described the talks as useful``: blame or praise by its words."""
        if token.lemma_.lower() not in JUDGING or not (frame.objects or frame.obliques.get("as")):
            return []
        if any(o.lemma_.lower() in ISSUES for o in frame.objects[:1]):
            return []
        judged = [t for c in (*clauses, *frame.obliques.get("as", []), *frame.objects[1:]) for t in c.subtree]
        judged += [t for c in children(token, "advcl") if has_mark(c, "as") for t in c.subtree]
        # ``called his counterpart, Alvaro Uribe, a liar``: the parse may take the verdict for one more apposition.
        judged += [
            c for o in frame.objects for c in children(o, "appos") if any(d.lower_ in ("a", "an") for d in c.children)
        ]
        after = [t for t in token.subtree if t.i > token.i]
        judged = judged or (after if any(t.text in QUOTE_MARKS for t in after) else [])
        kind = self.words.judgement_of(judged, frame.objects)
        if not kind:
            return []
        meaning = Meaning(kind, "judgement", commitment="CONDEMN", signs=frozenset({"judgement"}))
        return self.maker.make(token, frame, meaning, speaker)


def is_verdict(token: Token, frame: Frame) -> bool:
    """True for a verb that gives a verdict on its object; ``call for``, ``call on`` and ``call off`` give none."""
    lemma = token.lemma_.lower()
    return lemma in JUDGING and not (lemma == "call" and CALL_FOR & frame.words)
