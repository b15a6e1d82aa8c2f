"""The two states that a story is about: who is meant where a meeting or a fight names neither of its sides.

``Talks were resumed in 2011``, ``the then foreign secretaries had met``, ``dozens died in clashes``: the reader knows
between whom. That holds only in a story of clearly two states, and where the clause names nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.belonging import PLACE_KINDS, Homes
from demarche.extraction.groups import COUNTS, party_count
from demarche.extraction.phrases import has_feature, sentence_of
from demarche.knowledge.names import government
from demarche.models import Actor

LEAST = 4
"""How often each of the two is named at least."""
LESSER = 0.4
"""How often the second of them is named at least, as a share of the first."""
AHEAD = 1.4
"""How much more often than the party next to them; chosen on the development articles."""
JOINT_BODIES = frozenset({"commission", "committee", "working_group", "group", "delegation", "team", "commissioner"})
"""What two states set up or send to deal with each other."""
OFFICES = frozenset({"GOV", "MIL"})
"""Sectors whose holders deal with their like abroad; parties, courts and parliaments meet at home."""


class Protagonists:
    """Knows the two states that one document is about; call it once the names of the document are resolved."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], homes: Homes) -> None:
        self.doc = doc
        self.chunks = chunks
        self.homes = homes
        self.by_token = {i: c for c in chunks for i in range(c.start, c.end)}
        self.pair = leading_states(chunks)
        self.at_war_at_home = sum(a.sector == "REB" for c in chunks for a in c.actors) >= LEAST
        """True where armed groups play a part in the story, so that a battle need not be one between states."""

    def behind(self, subjects: Sequence[Token], clause: Token) -> tuple[Actor, ...]:
        """Return the two states where ``subjects`` are several officials of no state said: ``the ministers met``."""
        meant = bool(subjects) and all(self.is_unnamed(s) for s in subjects)
        return self.alone_in(clause) if meant else ()

    def alone_in(self, clause: Token) -> tuple[Actor, ...]:
        """Return the two states, empty where the sentence of ``clause`` names anybody else, but for places."""
        known = {a.party for a in self.pair}
        named = (c for c in self.named_in(sentence_of(clause)) if not self.homes.is_locative(c))
        others = (a for c in named for a in c.actors if a.country or a.sector == "IGO")
        return () if any(a.party not in known for a in others) else self.pair

    def named_in(self, tokens: Iterable[Token]) -> Iterator[Chunk]:
        """Yield the actors that a phrase or a sentence names, unnamed officials left out."""
        seen: set[int] = set()
        for token in tokens:
            chunk = self.by_token.get(token.i)
            if chunk is None or not chunk.actors or chunk.start in seen or is_owned_by_guess(chunk):
                continue
            seen.add(chunk.start)
            yield chunk

    def is_unnamed(self, noun: Token) -> bool:
        """True for several officials, or a joint body, of whom no state is said."""
        two = any(t.lower_ in COUNTS and t.i < noun.i for t in noun.subtree)
        chunk = self.by_token.get(noun.i)
        if any(
            c.kind not in PLACE_KINDS and not is_owned_by_guess(c) for c in self.named_in(noun.subtree) if c != chunk
        ):
            return False
        if chunk is None or not chunk.pieces:
            return bool(party_count(noun)) or two or noun.lemma_.lower() in JOINT_BODIES
        several = two or chunk.plural or has_feature(noun, "Number", "Plur")
        roles = [p.role for p in chunk.pieces]
        return several and all(r is not None and r.sector in OFFICES for r in roles)


def leading_states(chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    """Return the two parties named most, where both are states and nobody else comes near them; else none."""
    named = [a for c in chunks for a in c.actors if a.sector != "MED" and (a.country or a.sector == "IGO")]
    counts = Counter(a.party for a in named)
    ranked = [*counts.most_common(3), ("", 0), ("", 0), ("", 0)]
    (one, most), (other, times), (_, next_times) = ranked[:3]
    if times < max(LEAST, LESSER * most, AHEAD * next_times):
        return ()
    found = (next((a for a in named if a.party == p and a.country and not a.person), None) for p in (one, other))
    return tuple(state_of(a) for a in pair) if len(pair := [a for a in found if a is not None]) == 2 else ()


def state_of(actor: Actor) -> Actor:
    return government(actor.country, actor.text) if actor.country else actor.model_copy(update={"sector": "GOV"})


def is_owned_by_guess(chunk: Chunk) -> bool:
    """True for offices without a country, which the rules of ownership have given one."""
    return chunk.kind == "role" and bool(chunk.pieces) and all(p.role is not None for p in chunk.pieces)
