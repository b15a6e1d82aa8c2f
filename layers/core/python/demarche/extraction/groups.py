"""Which parties are meant together: ``both sides``, ``the three leaders``, the several whom a ``they`` takes up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from spacy.tokens import Doc, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.phrases import clause_subjects, has_feature, sentence_of
from demarche.extraction.proto import as_state, side
from demarche.models import Actor

PAIR_NOUNS = frozenset({
    "side", "country", "nation", "leader", "minister", "diplomat", "man", "woman", "official", "government",
    "capital", "neighbour", "neighbor", "ally", "president", "power", "state", "foe", "rival", "party",
    "counterpart", "premier", "delegation", "army", "force", "military", "camp", "navy", "parliament", "team",
    "negotiator", "neighbors", "signatory", "superpower", "enemy", "belligerent", "giant", "economy",
})  # fmt: skip
PEOPLE_NOUNS = frozenset({
    "leader", "minister", "diplomat", "man", "woman", "official", "president", "premier", "negotiator", "counterpart",
})  # fmt: skip
"""Those that mean persons, not their countries."""
COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
TALKING = frozenset({"minister", "leader", "president", "diplomat"})
"""In the plural, ``the ministers`` are those who were named before."""
ANY_PEOPLE = frozenset(
    {"minister", "man", "woman", "official", "diplomat", "negotiator", "army", "force", "ally", "team"}
)
"""Of whom two without an article are new: ``revoked the visas of two ministers``."""
TAKEN_UP = frozenset({"the", "both", "these", "those", "all", "their"})
OF_STATES = frozenset({
    "country", "nation", "state", "government", "neighbour", "neighbor", "capital", "army", "power", "republic",
})  # fmt: skip
"""What only states are or have."""
OPPOSITES = frozenset({"neighbour", "neighbor", "rival", "foe", "ally"})
NAMING = frozenset({"person", "country", "capital", "role", "body"})
COUPLED_SENTENCES = 8
"""How far back ``both sides`` may point to two that were named together."""
TOPIC_PREPOSITIONS = frozenset({"in", "on", "over", "about", "regarding", "near", "around"})
"""Who is named after one of these is what it is about or where it is, seldom one of the two sides."""
TOPIC_WEIGHT = 0.4
"""What such a naming counts beside another; by trial on the development articles, anything from 0.2 to 0.6 does."""


def free_of(pairs: Sequence[tuple[Actor, Actor]], without: Set[str]) -> list[tuple[Actor, Actor]]:
    return [pair for pair in pairs if without.isdisjoint(a.party for a in pair)]


def between_states(pairs: Sequence[tuple[Actor, Actor]], without: Set[str]) -> list[tuple[Actor, Actor]]:
    return [pair for pair in free_of(pairs, without) if all(a.country for a in pair)]


class Groups:
    """Finds the parties that one document names together."""

    def __init__(
        self, doc: Doc, chunks: Sequence[Chunk], by_token: Mapping[int, Chunk], sentence_number: Sequence[int]
    ) -> None:
        self.doc = doc
        self.chunks = chunks
        self.by_token = by_token
        self.sentence_number = sentence_number
        self.dealings: list[tuple[Actor, Actor]] = []
        """Who has dealt with whom in the sentences before, as far as two did."""
        self.meetings: list[tuple[Actor, Actor]] = []
        """Those of them who did so together."""

    def root(self, chunk: Chunk) -> Token:
        return self.doc[chunk.start : chunk.end].root

    def counted(self, token: Token) -> tuple[Actor, ...]:
        """``the two sides``, ``all three countries``, ``the pair``, ``the ministers``, ``the two``.

        Whoever acts on ``both sides`` is none of them.
        """
        size = party_count(token)
        if not size:
            return ()
        acting = {a.party for i in clause_subjects(token) if i in self.by_token for a in self.by_token[i].actors}
        people = token.lemma_.lower() in PEOPLE_NOUNS
        pair = self.pair(token, acting, people=people) if size == 2 and token.lower_ not in COUNTS else ()
        found = pair or (self.coupled(token, acting) if size == 2 and not people else ())
        found = found or self.recent(token.i, size, people=people, without=acting)
        return found if people else tuple(map(as_state, found))

    def coupled(self, token: Token, without: Set[str]) -> tuple[Actor, ...]:
        """Return the two states that the text last named together: ``China and the Philippines clashed``."""
        first = max(0, self.sentence_number[token.i] - COUPLED_SENTENCES)
        states = [c for c in self.chunks if c.end <= token.i and c.kind in ("country", "capital") and c.actors]
        for chunk in reversed([c for c in states if self.sentence_number[c.start] >= first]):
            two = {a.party: a for a in self.coordinated(chunk, states)}
            if len(two) == 2 and without.isdisjoint(two):
                return tuple(two.values())
        return ()

    def pair(self, token: Token, without: Set[str], *, people: bool) -> tuple[Actor, ...]:
        """Return the two who deal with each other; of two leaders those who last met, else those of the two states."""
        if not people:
            return self.dealt(without, states=token.lemma_.lower() in OF_STATES)
        met = between_states(self.meetings, without)
        return met[-1] if met else tuple(self.head_of(state, token.i) for state in self.dealt(without, states=True))

    def head_of(self, state: Actor, before: int) -> Actor:
        """Return the person who last dealt for ``state``, else who was last named, else the state itself."""
        dealt = (a for pair in reversed(self.dealings) for a in pair)
        named = (a for c in reversed(self.chunks) if c.end <= before for a in c.actors)
        officials = (a for a in (*dealt, *named) if a.person and a.sector in ("GOV", "IGO"))
        return next((a for a in officials if a.party == state.party), state)

    def dealt(self, without: Set[str], *, states: bool) -> tuple[Actor, ...]:
        """Return the two who have dealt with each other most, the later of several; at least twice.

        Who acts on ``both sides`` is none of them; only ``states`` can be two countries.
        """
        free = between_states(self.dealings, without) if states else free_of(self.dealings, without)
        times = Counter(frozenset(map(side, pair)) for pair in free)
        most = max(times.values(), default=0)
        last = [pair for pair in free if times[frozenset(map(side, pair))] == most]
        return tuple(map(as_state, last[-1])) if most > 1 else ()

    def last_counted(self, token: Token) -> tuple[Actor, ...]:
        """Return the parties of the last ``two leaders`` or ``both sides`` in this or the last sentence."""
        before = (self.doc[i] for i in range(token.i - 1, self.sentence_before(token) - 1, -1))
        return next((found for t in before if t.pos_ == "NOUN" and (found := self.counted(t))), ())

    def side_by_side(self, token: Token) -> tuple[Actor, ...]:
        """Return the parties that this or the last sentence names side by side: ``Lavrov and Blinken``."""
        previous = self.sentence_before(token)
        seen = [c for c in self.chunks if previous <= c.start and c.end <= token.i and c.actors]
        for chunk in reversed(seen):
            if len({a.party for a in chunk.actors}) > 1:
                return chunk.actors
            together = self.coordinated(chunk, seen)
            if len(together) > 1:
                return together
            together = self.of_one_verb(chunk, seen)
            if len({a.party for a in together}) > 1:
                return together
        return ()

    def sentence_before(self, token: Token) -> int:
        """Return where the sentence before that of ``token`` begins."""
        start = sentence_of(token).start
        return sentence_of(self.doc[start - 1]).start if start else 0

    def coordinated(self, last: Chunk, seen: Sequence[Chunk]) -> tuple[Actor, ...]:
        """Return those of ``seen`` that one subject names, joined by ``and``, with ``last`` among them."""
        root = self.root(last)
        first = root.head
        joined = root.dep_ == "conj" and first.dep_ in ("nsubj", "nsubj:pass", "conj") and first.i in self.by_token
        if not joined:
            return ()
        roots = ((c, self.root(c)) for c in seen)
        named = (c for c, r in roots if r in (root, first) or (r.head == first and r.dep_ == "conj"))
        return tuple(dict.fromkeys(a for c in named for a in c.actors))

    def of_one_verb(self, last: Chunk, seen: Sequence[Chunk]) -> tuple[Actor, ...]:
        """Return those of ``seen`` that the parse made subjects of one verb with ``last`` instead of joining them."""
        root = self.root(last)
        roots = ((c, self.root(c)) for c in seen)
        beside = [c for c, r in roots if r != root and root.dep_ == r.dep_ == "nsubj" and r.head == root.head]
        return tuple(dict.fromkeys(a for c in (*beside, last) for a in c.actors)) if beside else ()

    def recent(
        self, before: int, size: int, *, people: bool = False, without: Set[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return the ``size`` parties named together before token ``before``, else those named most often of late.

        ``people``: only persons and holders of offices come into question, as long as there are enough of them. The
        parties ``without`` are left out.
        """
        kinds = frozenset({"person", "role"}) if people else NAMING
        named = [c for c in self.chunks if c.actors and not without & {a.party for a in c.actors}]
        if people:
            named = [c for c in named if any(a.sector != "CVL" for a in c.actors)]
        full = [c for c in named if c.kind in kinds]
        seen = [c for c in full if c.end <= before] or full[: 3 * size]
        if len({side(a) for c in seen for a in c.actors}) < size and not people:
            seen = [c for c in named if c.end <= before and (c in seen or c.kind == "adjective")]
        together = self.listed(seen, size) if size > 2 else ()
        together = together or self.together(seen if size > 2 else self.ahead(full, before), size)
        found = together or self.leading(seen, size)
        return found or (self.recent(before, size, without=without) if people else ())

    def ahead(self, named: Sequence[Chunk], before: int) -> list[Chunk]:
        """Return the names of the sentence of ``before`` where none stands before it: ``the two said, X and Y ...``."""
        here = [c for c in named if self.sentence_number[c.start] == self.sentence_number[before]]
        return [] if any(c.end <= before for c in here) else here

    def listed(self, seen: Sequence[Chunk], size: int) -> tuple[Actor, ...]:
        """Return the ``size`` parties last named side by side: ``France, Italy and Malta urged Libya to ...``."""
        lists: dict[int, dict[tuple[str, bool], Actor]] = defaultdict(dict)
        for chunk in seen:
            root = self.doc[chunk.start : chunk.end].root
            first = root.head if root.dep_ == "conj" else root
            for actor in filter(is_party, chunk.actors):
                lists[first.i].setdefault(side(actor), actor)
        fitting = [i for i, parties in lists.items() if len(parties) == size]
        return tuple(lists[max(fitting)].values()) if fitting else ()

    def together(self, seen: Sequence[Chunk], size: int) -> tuple[Actor, ...]:
        """Return the parties of the last sentence that names exactly ``size`` of them."""
        sentences: dict[int, dict[tuple[str, bool], Actor]] = defaultdict(dict)
        for chunk in seen:
            for actor in chunk.actors:
                troops = actor.sector == "MIL" and not actor.person
                if is_party(actor) and not troops:
                    sentences[self.sentence_number[chunk.start]].setdefault(side(actor), actor)
        fitting = [n for n, parties in sentences.items() if len(parties) == size]
        return tuple(sentences[max(fitting)].values()) if fitting else ()

    def leading(self, seen: Sequence[Chunk], size: int) -> tuple[Actor, ...]:
        """Return the parties named most often among those named last."""
        last: dict[tuple[str, bool], Actor] = {}
        for chunk in reversed(seen[-3 * size :]):
            for actor in filter(is_party, reversed(chunk.actors)):
                last.setdefault(side(actor), actor)
        weight: dict[tuple[str, bool], float] = defaultdict(float)
        for chunk in seen:
            for actor in chunk.actors:
                weight[side(actor)] += self.weight(chunk)
        ranked = sorted(last, key=lambda p: -weight[p])[:size]
        return tuple(last[p] for p in ranked) if len(ranked) == size else ()

    def weight(self, chunk: Chunk) -> float:
        root = self.doc[chunk.start : chunk.end].root
        topic = any(c.dep_ == "case" and c.lower_ in TOPIC_PREPOSITIONS for c in root.children)
        return TOPIC_WEIGHT if topic else 1.0

    def named_before(self, token: Token) -> tuple[Actor, ...]:
        """Return the two parties that the sentence names before ``token``, for a ``they`` that means both."""
        chunks = [c for c in self.chunks if sentence_of(token).start <= c.start < token.i and self.weight(c) == 1.0]
        found = {side(a): a for c in chunks for a in c.actors if is_party(a)}
        return tuple(found.values()) if len(found) == 2 else ()


def is_party(actor: Actor) -> bool:
    return bool(actor.country) or actor.sector == "IGO"


def party_count(token: Token) -> int:
    """Return how many parties a phrase means that names none: two for ``both sides``, 0 where it means none."""
    lemma, words = token.lemma_.lower(), {c.lower_ for c in token.children}
    size = max((COUNTS.get(w, 0) for w in words), default=0)
    new = lemma in ANY_PEOPLE and words.isdisjoint(TAKEN_UP)
    if size and lemma in PAIR_NOUNS and not new:
        return size
    if token.lower_ in COUNTS and words & {"the", "all"} and token.pos_ in ("NUM", "PRON", "NOUN"):
        return COUNTS[token.lower_]
    if lemma == "trio" and "the" in words:
        return 3
    several = "the" in words and has_feature(token, "Number", "Plur") and lemma in (OPPOSITES - {"ally"}) | TALKING
    side_of_two = lemma == "side" and words & {"either", "each", "neither"}
    return 2 if several or side_of_two or (lemma in ("pair", "duo") and "the" in words) else 0
