"""Who a pronoun, a bare office or ``both sides`` means, within one article.

Reference is resolved in the order of reading, from what was named before: the last person for ``he``, the last
holder of an office for ``the minister``, the two parties most in play for ``the two sides``, the speaker for ``we``
inside his quotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from demarche.extraction.actors import Chunk
from demarche.extraction.clauses import INVERTING, frame_of
from demarche.extraction.lexicon import table
from demarche.extraction.phrases import base_span, has_feature
from demarche.extraction.pieces import role_table
from demarche.knowledge.names import holder, in_office, index
from demarche.models import Actor

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
COLLECTIVE = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "we", "us", "our", "ours", "me", "my", "ourselves", "myself"})
PAIR_NOUNS = frozenset({
    "side", "country", "nation", "leader", "minister", "diplomat", "man", "woman", "official", "government",
    "capital", "neighbour", "neighbor", "ally", "president", "power", "state", "foe", "rival", "party",
    "counterpart", "premier", "delegation", "army", "force", "military", "camp", "navy", "parliament", "team",
    "negotiator", "neighbors", "signatory", "superpower", "enemy", "belligerent", "giant", "economy",
})  # fmt: skip
PAIR_WORDS = frozenset({"two", "both"})
IGO_NOUNS = frozenset(
    {"bloc", "alliance", "union", "organisation", "organization", "agency", "council", "body", "group", "commission"}
)
LAND_NOUNS = frozenset({"country", "nation", "republic", "kingdom", "state"})
PERSON_NOUNS = frozenset({"leader", "diplomat", "politician", "official", "envoy"})
GOVERNING = frozenset(
    {
        "government",
        "junta",
        "regime",
        "military government",
        "authorities",
        "military",
        "army",
        "police",
        "administration",
        "cabinet",
        "security forces",
        "riot police",
        "soldiers",
        "troops",
        "officers",
    }
)
MEMORY = 40
"""Chunks to look back over; further back a reference is seldom meant."""


class Referents:
    """Resolves references of one document against its chunks."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], day: str | None, voice: Actor | None) -> None:
        self.doc = doc
        self.day = day
        self.voice = voice
        """Who speaks where no speaker is named: the body that published an official statement."""
        self.chunks = sorted(chunks, key=lambda c: c.start)
        self.by_token: dict[int, Chunk] = {i: c for c in self.chunks for i in range(c.start, c.end)}
        self.sentence_of = [n for n, sent in enumerate(doc.sents) for _ in range(sent.start, sent.end)]
        """The number of each token's sentence, counted once: looking it up in the tree is slow."""
        self._resolve_roles()

    def actors_at(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return the actors that the phrase headed by ``token`` names, empty where it names none.

        ``speaker`` is who speaks at this place, for ``we`` and ``I``; ``exclude`` holds parties that a pronoun can't
        mean, since they are named as another argument of its verb.
        """
        chunk = self.by_token.get(token.i)
        if chunk is not None and chunk.actors:
            return chunk.actors
        if token.pos_ == "PRON" or token.lower_ in FIRST | PLURAL | COLLECTIVE | SINGULAR_PERSON | {"both"}:
            return self.pronoun(token, speaker, exclude)
        return self.pair(token) or self.definite(token) or self.of_whom(token)

    def of_whom(self, token: Token) -> tuple[Actor, ...]:
        """``the presidents of the two countries``: an office whose owner is itself a reference."""
        if token.i not in self.by_token:
            return ()
        for child in token.children:
            if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ in ("of", "from") for c in child.children):
                found = self.pair(child) or self.definite(child)
                if found:
                    return found
        return ()

    def is_name(self, token: Token) -> bool:
        """True where ``token`` belongs to the name of a body, a person or a country."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and any(p.start <= token.i < p.end and p.kind != "role" for p in chunk.pieces)

    def is_place(self, token: Token) -> bool:
        """True where ``token`` names a town or region that is no seat of government."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind == "place"

    def is_capital(self, token: Token) -> bool:
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind in ("capital", "place")

    def pronoun(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        word = token.lower_

        def other(chunk: Chunk) -> bool:
            return not any(a.party in exclude for a in chunk.actors)

        if word in FIRST:
            return tuple(speaker) or ((self.voice,) if self.voice else ())
        own = self._subject_beside(token)
        if own:
            return own
        if word in ("who", "which", "that"):
            return self._relative(token)
        if word in SINGULAR_PERSON:
            return self._last(
                token.i,
                lambda c: (
                    other(c)
                    and suits(word, c)
                    and (c.kind == "person" or (c.kind == "role" and not c.plural and c.role != ""))
                ),
            )
        if word in COLLECTIVE:
            return self._last(
                token.i,
                lambda c: (
                    other(c)
                    and (c.kind in ("country", "capital", "body") or (c.kind == "role" and not c.actors[0].person))
                ),
            )
        if word in PLURAL:
            several = self._several(token)
            if several:
                return several
            return self._last(token.i, lambda c: c.plural or c.kind in ("body", "people", "group"), or_pair=True)
        if word in ("both",):
            return self.recent_pair(token.i)
        return ()

    def _subject_beside(self, token: Token) -> tuple[Actor, ...]:
        """Return the subject that a pronoun takes up, if kind allows.

        A possessive means the subject of its own clause (``used their visit``), the subject of what is said means
        who says it (``the ministry said it was concerned``).
        """
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        if token.dep_.startswith("nsubj"):
            said = token.head if token.head.dep_ == "ccomp" else None
            verb = said.head if said is not None and said.head.lemma_.lower() in INVERTING else None
        elif token.dep_ != "nmod:poss":
            verb = None
        if verb is None:
            return ()
        subjects = [s for s in frame_of(verb).subjects if s.i < token.i and s.pos_ != "PRON"]
        if not subjects or any(token in s.subtree for s in subjects):
            return ()
        named = (self.by_token[i] for s in subjects for i in range(*base_span(s)) if i in self.by_token)
        chunks = list({c.start: c for c in named}.values())
        word = token.lower_
        if word in PLURAL:
            fits = len(chunks) > 1 or any(c.plural or c.kind in ("people", "group") for c in chunks)
        elif word in COLLECTIVE:
            fits = len(chunks) == 1 and chunks[0].kind in ("country", "capital", "body")
        elif word not in SINGULAR_PERSON:
            fits = False
        else:
            fits = len(chunks) == 1 and chunks[0].kind == "person" and suits(word, chunks[0])
        return tuple(a for c in chunks for a in c.actors) if fits else ()

    def _relative(self, token: Token) -> tuple[Actor, ...]:
        """A relative pronoun means the noun that its clause modifies; where the parse lost it, the name before it."""
        for ancestor in token.ancestors:
            if ancestor.dep_ == "acl:relcl":
                head = ancestor.head
                found = self.actors_at(head) if head.pos_ != "PRON" else ()
                if found:
                    return found
                break
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            chunk = self.by_token.get(i)
            if chunk is not None:
                return chunk.actors
            if self.doc[i].pos_ not in ("PUNCT", "ADP"):
                break
        return ()

    def _last(self, before: int, fits: Callable[[Chunk], object], *, or_pair: bool = False) -> tuple[Actor, ...]:
        """Return the most salient actor named before token ``before``: subjects of this and the last sentence first."""
        seen = [c for c in self.chunks if c.end <= before and c.actors][-MEMORY:]
        fitting = [c for c in seen if fits(c)]
        if not fitting:
            return self.recent_pair(before) if or_pair else ()

        def salience(chunk: Chunk) -> tuple[float, int]:
            root = self.doc[chunk.start : chunk.end].root
            subject = (
                root.dep_ in ("nsubj", "nsubj:pass") and (root.i < root.head.i or root.head.lemma_ == "say")
            ) or root.dep_ == "appos"
            main = subject and root.head.dep_ == "ROOT"
            sentences_back = self.sentence_of[before] - self.sentence_of[chunk.start]
            return (2.0 * subject + 0.7 * main - 1.5 * sentences_back, chunk.start)

        return max(fitting[-8:], key=salience).actors

    def last_body(self, before: int) -> tuple[Actor, ...]:
        """Return the government, ministry or organisation that the text last spoke of."""
        return self._last(
            before,
            lambda c: c.kind in ("body", "role", "country") and c.actors[0].sector in ("GOV", "IGO", "MIL", "LEG"),
        )

    def _several(self, token: Token) -> tuple[Actor, ...]:
        """Return the parties that this or the last sentence names side by side: ``Lavrov and Blinken``."""
        start = token.sent.start
        previous = self.doc[start - 1].sent.start if start else 0
        seen = [c for c in self.chunks if previous <= c.start and c.end <= token.i and c.actors]
        for chunk in reversed(seen):
            if len({a.party for a in chunk.actors}) > 1:
                return chunk.actors
            root = self.doc[chunk.start : chunk.end].root
            if (
                root.dep_ == "conj"
                and root.head.dep_ in ("nsubj", "nsubj:pass", "conj")
                and root.head.i in self.by_token
            ):
                together = [
                    a
                    for c in seen
                    for a in c.actors
                    if self.doc[c.start : c.end].root in (root, root.head)
                    or (
                        self.doc[c.start : c.end].root.head == root.head
                        and self.doc[c.start : c.end].root.dep_ == "conj"
                    )
                ]
                if len({a.party for a in together}) > 1:
                    return tuple(dict.fromkeys(together))
        return ()

    def pair(self, token: Token) -> tuple[Actor, ...]:
        """``the two sides``, ``both countries``, ``the pair``, ``the ministers``."""
        lemma = token.lemma_.lower()
        words = {c.lower_ for c in token.children}
        if lemma in PAIR_NOUNS and words & PAIR_WORDS:
            return self.recent_pair(token.i)
        if lemma in ("pair", "duo") and "the" in words:
            return self.recent_pair(token.i)
        if lemma == "side" and words & {"either", "each", "neither"}:
            return self.recent_pair(token.i)
        if (
            lemma in ("minister", "leader", "president", "diplomat")
            and "the" in words
            and has_feature(token, "Number", "Plur")
        ):
            return self.recent_pair(token.i)
        return ()

    def recent_pair(self, before: int) -> tuple[Actor, ...]:
        """Return the two parties last named together, else the two named most often so far."""
        seen = [
            c
            for c in self.chunks
            if c.end <= before and c.actors and c.kind in ("person", "country", "capital", "role", "body")
        ]
        if not seen:
            seen = [c for c in self.chunks if c.actors and c.kind in ("person", "country", "capital", "role", "body")][
                :6
            ]
        last: dict[tuple[str, bool], Actor] = {}
        for chunk in reversed(seen[-6:]):
            for actor in reversed(chunk.actors):
                if actor.country or actor.sector == "IGO":
                    last.setdefault(side(actor), actor)
        weight = Counter(side(a) for c in seen for a in c.actors if a.country or a.sector == "IGO")
        ranked = sorted(last, key=lambda p: -weight[p])[:2]
        return tuple(last[p] for p in ranked) if len(ranked) == 2 else ()

    def definite(self, token: Token) -> tuple[Actor, ...]:
        """``the bloc``, ``the country``, ``the minister``, ``his Russian counterpart``."""
        lemma = token.lemma_.lower()
        if lemma == "counterpart":
            return self.counterpart(token)
        determiners = {c.lower_ for c in token.children if c.dep_ in ("det", "nmod:poss")}
        if not determiners & {"the", "this", "that", "its"}:
            return ()
        if lemma in IGO_NOUNS:
            return self._last(token.i, lambda c: c.kind == "body" and c.actors[0].sector == "IGO")
        if lemma in LAND_NOUNS and has_feature(token, "Number", "Sing"):
            return self._last(token.i, lambda c: c.kind in ("country", "capital"))
        return ()

    def counterpart(self, token: Token) -> tuple[Actor, ...]:
        """``his Russian counterpart`` holds the possessor's office in the country that the adjective names."""
        start, end = base_span(token)
        countries = [a for i in range(start, end) if i in self.by_token for a in self.by_token[i].actors if a.country]
        for child in token.children:
            if child.dep_ == "nmod" and child.i > token.i and child.i in self.by_token:
                countries += [a for a in self.by_token[child.i].actors if a.country]
        named = [
            c for c in self.chunks if c.start >= start and c.start <= token.i + 2 and c.kind == "person" and c.actors
        ]
        if named:
            return named[0].actors
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        whose = self.actors_at(owner) if owner is not None else self._last(start, lambda c: c.kind == "person")
        role = whose[0].role if whose else ""
        if not countries:
            return ()
        country = countries[0].country or ""
        if len(countries) > 1:
            return tuple(
                Actor(
                    name=f"{a.name} ({role or 'counterpart'})",
                    text=self.doc[start:end].text,
                    country=a.country,
                    sector="GOV",
                    role=role,
                )
                for a in countries
            )
        incumbent = holder(country, role, self.day) if role else None
        return (
            Actor(
                name=incumbent.person if incumbent else countries[0].name,
                text=self.doc[start:end].text,
                country=country,
                sector="GOV",
                role=role,
                person=incumbent.person if incumbent else "",
            ),
        )

    def _resolve_roles(self) -> None:
        """Fill chunks that name an office or a body without its country: ``the minister``, ``the ministry``."""
        for chunk in self.chunks:
            if chunk.kind == "person" and not placed(chunk):
                self._fill_person(chunk)
                if not placed(chunk) and chunk.role:
                    self._fill_official(chunk)
            elif chunk.kind == "role" and not chunk.actors:
                found = self._earlier_holder(chunk)
                if found:
                    chunk.actors = (found,)
            elif (
                chunk.kind == "body"
                and chunk.actors
                and not chunk.actors[0].country
                and chunk.actors[0].sector in ("GOV", "MIL", "LEG")
            ):
                self._fill_body(chunk)

    def _fill_person(self, chunk: Chunk) -> None:
        """A person whom nothing places: the same surname placed elsewhere, or whoever bears the name in office."""
        same = [
            c
            for c in self.chunks
            if c.kind == "person" and c.surname == chunk.surname and c.actors and c.actors[0].country
        ]
        if same:
            chunk.actors = same[0].actors
            return
        if not chunk.actors and chunk.pieces and chunk.pieces[-1].tenures:
            tenure = in_office(index().tenures(chunk.pieces[-1].text), self.day)
            if tenure and tenure.country:
                chunk.actors = (
                    Actor(
                        name=tenure.person,
                        text=chunk.pieces[-1].text,
                        country=tenure.country,
                        sector=tenure.sector,
                        role=tenure.role,
                        person=tenure.person,
                    ),
                )

    def _fill_official(self, chunk: Chunk) -> None:
        """``Foreign Minister Stef Blok`` without a country is an official of the country that the text speaks of."""
        role = next((p.role for p in reversed(chunk.pieces) if p.role), None) or role_table().get(chunk.role)
        if role is None or role.kind != "office" or role.sector not in ("GOV", "MIL", "LEG"):
            return
        before = Counter(
            a.country
            for c in self.chunks
            if c.start < chunk.start and c.kind in ("country", "role", "body", "adjective")
            for a in c.actors
            if a.country
        )
        if not before:
            return
        country = before.most_common(1)[0][0]
        name = self.doc[chunk.pieces[-1].start : chunk.pieces[-1].end].text
        known = Actor(name=name, text=name, country=country, sector=role.sector, role=role.default_role, person=name)
        chunk.actors = (known,)
        for other in self.chunks:
            if other.kind == "person" and other.surname == chunk.surname and not placed(other):
                other.actors = (known,)

    def _fill_body(self, chunk: Chunk) -> None:
        """``the Foreign Ministry`` is that of the same name placed before, else of the most salient country."""
        words = chunk.actors[0].name.lower().split()
        for other in reversed([c for c in self.chunks if c.start < chunk.start and c.actors and c.actors[0].country]):
            if other.kind in ("body", "role") and words[-1] in other.actors[0].text.lower():
                chunk.actors = (chunk.actors[0].model_copy(update={"country": other.actors[0].country}),)
                return
        country = self._last(chunk.start, lambda c: c.kind in ("person", "country", "role") and c.actors[0].country)
        if country:
            chunk.actors = (chunk.actors[0].model_copy(update={"country": country[0].country}),)

    def _governing(self, chunk: Chunk, before: Sequence[Chunk], text: str) -> Actor | None:
        """``the junta``, ``the government``: the last one so called, else that of the country named most so far."""
        role = chunk.pieces[-1].role
        sector = role.sector if role else "GOV"
        for other in reversed(before[-MEMORY:]):
            known = other.actors[0]
            if other.kind in ("role", "body") and known.country and known.sector == sector and not known.person:
                return Actor(name=text, text=text, country=known.country, sector=sector, role=chunk.role)
        counts = Counter(a.country for c in before for a in c.actors if a.country)
        country = counts.most_common(1)[0][0] if counts else None
        return Actor(name=text, text=text, country=country, sector=sector, role=chunk.role) if country else None

    def _earlier_holder(self, chunk: Chunk) -> Actor | None:
        """The last actor before ``chunk`` with the same office, for a definite singular; none for a bare plural."""
        root = self.doc[chunk.start : chunk.end].root
        words = {c.lower_ for c in root.children}
        owner = next((c for c in root.children if c.dep_ == "nmod:poss" and c.pos_ == "PRON"), None)
        if owner is not None:
            whose = self.pronoun(owner)
            if whose and whose[0].country:
                role = chunk.pieces[-1].role
                sector = role.sector if role else "UNK"
                text = self.doc[chunk.start : chunk.end].text
                return Actor(name=text, text=text, country=whose[0].country, sector=sector, role=chunk.role)
        role_row = next((p.role for p in chunk.pieces if p.role), None)
        sector = role_row.sector if role_row else "UNK"
        text = self.doc[chunk.start : chunk.end].text
        before = [c for c in self.chunks if c.end <= chunk.start and c.actors]
        if "the" in words and sector in ("REB", "OPP"):
            known = next(
                (a for c in reversed(before[-MEMORY:]) for a in c.actors if a.sector in ("REB", "OPP") and a.country),
                None,
            )
            return known.model_copy(update={"text": text, "role": chunk.role}) if known else None
        if chunk.role in GOVERNING or (
            sector == "MIL" and chunk.plural and role_row is not None and role_row.kind != "office"
        ):
            return self._governing(chunk, before, text)
        if (
            self.voice
            and self.voice.country
            and role_row
            and role_row.kind == "office"
            and "the" in words
            and role_row.sector == "GOV"
            and not chunk.plural
        ):
            incumbent = holder(self.voice.country, chunk.role, self.day)
            name = incumbent.person if incumbent else text
            return Actor(
                name=name,
                text=text,
                country=self.voice.country,
                sector=sector,
                role=chunk.role,
                person=incumbent.person if incumbent else "",
            )
        if chunk.plural or ("the" not in words and chunk.start > 0 and self.doc[chunk.start].text[:1].islower()):
            return None
        for other in reversed([c for c in self.chunks if c.end <= chunk.start and c.actors][-MEMORY:]):
            known = other.actors[0]
            if (other.role == chunk.role or known.role == chunk.role) and (known.country or known.sector == "IGO"):
                return known.model_copy(update={"text": self.doc[chunk.start : chunk.end].text})
            last = chunk.role.split()[-1]
            if (
                other.kind == "person"
                and known.role
                and known.role.split()[-1] == last
                and (known.country or known.sector == "IGO")
            ):
                return known.model_copy(update={"text": self.doc[chunk.start : chunk.end].text})
        return None


def suits(word: str, chunk: Chunk) -> bool:
    """False where the given name tells that ``she`` or ``he`` can't be meant."""
    name = (chunk.actors[0].person or chunk.actors[0].name).split()[0] if chunk.actors else ""
    gender = given_names().get(name, "")
    return not gender or gender == ("f" if word in ("she", "her", "hers", "herself") else "m")


@cache
def given_names() -> dict[str, str]:
    """Return common given names to ``f`` or ``m``; names that both bear are not in the table."""
    return {name: gender for _, (name, gender) in table("given_names.tsv", 2)}


def side(actor: Actor) -> tuple[str, bool]:
    """A government and the rebels of its country are two sides."""
    return actor.party, actor.sector in ("REB", "OPP")


def placed(chunk: Chunk) -> bool:
    return bool(chunk.actors) and bool(chunk.actors[0].country or chunk.actors[0].sector == "IGO")
