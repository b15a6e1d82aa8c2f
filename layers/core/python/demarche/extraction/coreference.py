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
from demarche.extraction.belonging import Homes
from demarche.extraction.clauses import INVERTING, frame_of
from demarche.extraction.groups import OPPOSITES, PEOPLE_NOUNS, Groups, party_count
from demarche.extraction.lexicon import table
from demarche.extraction.ownership import Owners, coalition
from demarche.extraction.phrases import base_span, children, conjuncts, has_feature, has_mark, is_joined
from demarche.extraction.protagonists import Protagonists
from demarche.extraction.proto import side
from demarche.knowledge.names import holder
from demarche.knowledge.tables import organisations
from demarche.models import Actor

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
COLLECTIVE = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "we", "us", "our", "ours", "me", "my", "ourselves", "myself"})
QUANTIFIERS = frozenset({"each", "both", "all", "either", "neither", "two", "three"})
IGO_NOUNS = frozenset(
    {"bloc", "alliance", "union", "organisation", "organization", "agency", "council", "body", "group", "commission"}
)
LAND_NOUNS = frozenset({"country", "nation", "republic", "kingdom", "state"})
OWN_NAMED = frozenset({"council", "agency", "commission"})
"""Of these words for a body each has one of its own: ``the agency`` is one that bears the word in its name."""
MEMBER_NOUNS = frozenset({"ally", "member", "partner", "state", "country", "nation", "government", "power", "capital"})
PERSON_NOUNS = frozenset({"leader", "diplomat", "politician", "official", "envoy"})
MEMORY = 40
"""Chunks to look back over; further back a reference is seldom meant."""


LEADING = 4
"""How near the start of a sentence a possessive stands that looks ahead to the subject."""


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
        self.groups = Groups(doc, self.chunks, self.sentence_of)
        self.homes = Homes(doc, self.chunks)
        Owners(self).resolve()
        self.protagonists = Protagonists(doc, self.chunks, self.homes)

    def actors_at(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return the actors that the phrase headed by ``token`` names, empty where it names none.

        ``speaker`` is who speaks at this place, for ``we`` and ``I``; ``exclude`` holds parties that a pronoun can't
        mean, since they are named as another argument of its verb.
        """
        listed = self.listed(token)
        if listed:
            return listed
        chunk = self.by_token.get(token.i)
        if chunk is not None and chunk.actors:
            return self.described(token, chunk.actors)
        quantified = self.quantified(token)
        if quantified:
            return quantified
        if token.pos_ == "PRON" or token.lower_ in FIRST | PLURAL | COLLECTIVE | SINGULAR_PERSON | {"both"}:
            return self.pronoun(token, speaker, exclude)
        return (
            self.pair(token) or self.members(token) or self.allies(token) or self.definite(token) or self.of_whom(token)
        )

    def described(self, token: Token, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``the US ambassador to Khartoum, John Godfrey``: a name that says nothing of itself is who its office is."""
        if any(a.country or a.sector != "UNK" for a in actors):
            return actors
        offices = (self.by_token[c.i] for c in token.children if c.dep_ == "nmod:desc" and c.i in self.by_token)
        held = next((c.actors for c in offices if c.kind == "role" and c.actors), ())
        return tuple(named_holder(a, actors[0]) for a in held) or actors

    def listed(self, token: Token) -> tuple[Actor, ...]:
        """``the two leaders, Putin and Xi``: a plural means those whom its apposition lists."""
        if not has_feature(token, "Number", "Plur"):
            return ()
        names = [
            t for c in token.children if c.dep_ == "appos" and c.i > token.i and not is_joined(c) for t in conjuncts(c)
        ]
        chunks = [self.by_token[t.i] for t in names if t.i in self.by_token]
        found = {side(a): a for c in chunks for a in c.actors}
        return tuple(found.values()) if len(chunks) == len(names) and len(found) > 1 else ()

    def members(self, token: Token) -> tuple[Actor, ...]:
        """``its NATO allies``, ``some EU states``: states that an international body's name tells act as that body."""
        if token.lemma_.lower() not in MEMBER_NOUNS or not has_feature(token, "Number", "Plur"):
            return ()
        bodies = (self.by_token[c.i] for c in token.children if c.dep_ == "compound" and c.i in self.by_token)
        return next((b.actors for b in bodies if b.actors and b.actors[0].sector == "IGO"), ())

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

    def is_person(self, token: Token) -> bool:
        """True where ``token`` stands for persons, not for a country or a body."""
        chunk = self.by_token.get(token.i)
        named = chunk is not None and bool(chunk.actors) and chunk.kind in ("person", "role", "people")
        return named or (token.pos_ == "PRON" and bool(self.actors_at(token)))

    def is_place(self, token: Token) -> bool:
        """True where ``token`` names a town or region that is no seat of government."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind == "place"

    def is_territory(self, token: Token) -> bool:
        """True where ``token`` names a country or a town, a capital included."""
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind in ("country", "capital", "place")

    def is_capital(self, token: Token) -> bool:
        chunk = self.by_token.get(token.i)
        return chunk is not None and chunk.kind in ("capital", "place")

    def pronoun(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        word = token.lower_

        acting = clause_subjects(token)

        def other(chunk: Chunk) -> bool:
            return not any(a.party in exclude for a in chunk.actors) and not acting & set(range(chunk.start, chunk.end))

        if word in FIRST:
            return tuple(speaker) or ((self.voice,) if self.voice else ())
        own = self._subject_beside(token) or self._continued(token) or self._announced(token)
        if own:
            return own
        if word in ("who", "whom", "which", "that"):
            return self._relative(token)
        if word in SINGULAR_PERSON:
            return self.last(
                token.i,
                lambda c: (
                    other(c)
                    and suits(word, c)
                    and (c.kind == "person" or (c.kind == "role" and not c.plural and not is_collective(c)))
                ),
            )
        if word in COLLECTIVE:
            return self.last(
                token.i,
                lambda c: (
                    other(c)
                    and (c.kind in ("country", "capital", "body") or (c.kind == "role" and not c.actors[0].person))
                ),
            )
        if word in PLURAL:
            several = self._several(token) or self._paired(token)
            if several:
                return several
            return self.last(
                token.i, lambda c: other(c) and (is_several(c) or c.kind in ("body", "people", "group")), or_pair=True
            )
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
            fits = len(chunks) > 1 or any(is_several(c) or c.kind in ("people", "group") for c in chunks)
        elif word in COLLECTIVE:
            fits = len(chunks) == 1 and chunks[0].kind in ("country", "capital", "body")
        elif word not in SINGULAR_PERSON:
            fits = False
        else:
            fits = len(chunks) == 1 and chunks[0].kind == "person" and suits(word, chunks[0])
        return tuple(a for c in chunks for a in c.actors) if fits else ()

    def _announced(self, token: Token) -> tuple[Actor, ...]:
        """``In its answer, Iran ...``, ``Adding to her warnings, Merkel ...``: the subject still to come."""
        if token.dep_ != "nmod:poss" or token.i - token.sent.start >= LEADING:
            return ()
        subject = next((s for s in children(token.sent.root, "nsubj") if s.i > token.i), None)
        if subject is None or subject.left_edge.nbor(-1).text != ",":
            return ()
        chunk, word = self.by_token.get(subject.i), token.lower_
        if chunk is None:
            return ()
        of_body = word in COLLECTIVE and chunk.kind in ("country", "capital", "body")
        of_person = word in SINGULAR_PERSON and chunk.kind == "person" and suits(word, chunk)
        return chunk.actors if of_body or of_person else ()

    def _continued(self, token: Token) -> tuple[Actor, ...]:
        """Return the subject of the last sentence, where the subject of this one says it again.

        ``The members of the Council regretted ... They welcomed ... They urged``.
        """
        start = token.sent.start
        if start == 0 or token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
            return ()
        main = self.doc[start - 1].sent.root
        before = next((s for s in main.children if s.dep_ == "nsubj" and s.i < main.i), None)
        if before is None:
            return ()
        if before.lower_ == token.lower_:
            return self.pronoun(before)
        if before.lemma_.lower() != "member" or token.lower_ not in PLURAL:
            return ()
        return next((self.actors_at(c) for c in before.children if c.dep_ == "nmod" and has_mark(c, "of")), ())

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

    def last(self, before: int, fits: Callable[[Chunk], object], *, or_pair: bool = False) -> tuple[Actor, ...]:
        """Return the most salient actor named before token ``before``: subjects of this and the last sentence first."""
        seen = [c for c in self.chunks if c.end <= before and c.actors][-MEMORY:]
        fitting = [c for c in seen if fits(c)]
        if not fitting:
            return self.recent_pair(before) if or_pair else ()

        def salience(chunk: Chunk) -> tuple[float, int]:
            root = self.doc[chunk.start : chunk.end].root
            if root.dep_ == "nmod" and root.head.lemma_.lower() in MEMBER_NOUNS:
                root = root.head  # ``the members of the Security Council``
            subject = (
                root.dep_ in ("nsubj", "nsubj:pass") and (root.i < root.head.i or root.head.lemma_ == "say")
            ) or root.dep_ == "appos"
            main = subject and root.head.dep_ == "ROOT"
            # ``Tunisia's reaction was sharp``: the sentence is about the state that a word for its act belongs to.
            possessor = (
                chunk.kind in ("country", "capital", "body")
                and root.dep_ == "nmod:poss"
                and root.head.dep_ in ("nsubj", "nsubj:pass")
                and root.head.i not in self.by_token
            )
            sentences_back = self.sentence_of[before] - self.sentence_of[chunk.start]
            return (2.0 * subject + 0.7 * main + 1.0 * possessor - 1.5 * sentences_back, chunk.start)

        return max(fitting[-8:], key=salience).actors

    def last_body(self, before: int) -> tuple[Actor, ...]:
        """Return the government, ministry or organisation that the text last spoke of."""
        return self.last(
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
                if len(set(together)) > 1:
                    return tuple(dict.fromkeys(together))
            beside = [c for c in seen if self._shares_verb(root, self.doc[c.start : c.end].root)]
            together = [a for c in (*beside, chunk) for a in c.actors]
            if beside and len({a.party for a in together}) > 1:
                return tuple(dict.fromkeys(together))
        return ()

    def _paired(self, token: Token) -> tuple[Actor, ...]:
        """Return the parties of the last ``two leaders`` or ``both sides`` in this or the last sentence."""
        start = token.sent.start
        previous = self.doc[start - 1].sent.start if start else 0
        before = (self.doc[i] for i in range(token.i - 1, previous - 1, -1))
        return next((found for t in before if t.pos_ == "NOUN" and (found := self.pair(t))), ())

    def _shares_verb(self, subject: Token, other: Token) -> bool:
        """True where the parse made both names the subject of one verb, instead of coordinating them."""
        return other != subject and subject.dep_ == other.dep_ == "nsubj" and other.head == subject.head

    def pair(self, token: Token) -> tuple[Actor, ...]:
        """``the two sides``, ``all three countries``, ``the pair``, ``the ministers``, ``the two``.

        Whoever acts on ``both sides`` is none of them.
        """
        size = party_count(token)
        if not size:
            return ()
        acting = {a.party for i in clause_subjects(token) if i in self.by_token for a in self.by_token[i].actors}
        return self.groups.recent(token.i, size, people=token.lemma_.lower() in PEOPLE_NOUNS, without=acting)

    def quantified(self, token: Token) -> tuple[Actor, ...]:
        """``each of them``, ``both of the leaders``: those of whom it is each."""
        if token.lower_ not in QUANTIFIERS:
            return ()
        return next((self.actors_at(c) for c in token.children if c.dep_ == "nmod" and has_mark(c, "of")), ())

    def recent_pair(self, before: int) -> tuple[Actor, ...]:
        """Return the two parties last named together, else the two named most often so far."""
        return self.groups.recent(before, 2)

    def definite(self, token: Token) -> tuple[Actor, ...]:
        """``the bloc``, ``the country``, ``the minister``, ``his Russian counterpart``."""
        lemma = token.lemma_.lower()
        if lemma == "counterpart":
            return self.counterpart(token)
        if lemma in OPPOSITES and has_feature(token, "Number", "Sing"):
            return self.other_side(token)
        determiners = {c.lower_ for c in token.children if c.dep_ in ("det", "nmod:poss")}
        known = determiners & {"the", "this", "that", "its"}
        if lemma == "coalition" and (known or token.dep_ == "compound"):
            found = coalition(self.chunks, token)
            return (found,) if found else ()
        if lemma == "enemy":
            return self.last(token.i, lambda c: c.actors[0].sector == "REB") if known else ()
        if not known:
            return ()
        if lemma in IGO_NOUNS:
            named = self.by_token.get(token.i + 1)
            if named is not None and named.kind == "body" and named.actors:
                # ``the trade bloc Mercosur``
                return named.actors
            pact = self.last(token.i, is_alliance) if lemma == "alliance" else ()
            if pact:
                return pact
            sectors = ("IGO", "REB", "OPP") if lemma in ("group", "organisation", "organization") else ("IGO",)
            return self.last(
                token.i,
                lambda c: c.kind in ("body", "group") and c.actors[0].sector in sectors and may_be(lemma, c.actors[0]),
            )
        if lemma in LAND_NOUNS and has_feature(token, "Number", "Sing"):
            return self.land(token)
        return ()

    def allies(self, token: Token) -> tuple[Actor, ...]:
        """``the allies`` are an alliance named before, else those who were just said to act together.

        Whose allies they are is none of them: ``its allies`` and ``US allies`` act under that name, for no country.
        """
        if token.lemma_.lower() != "ally" or not has_feature(token, "Number", "Plur"):
            return ()
        determiners = [c for c in token.children if c.dep_ in ("det", "nmod:poss")]
        if any(c.dep_ == "det" and c.lower_ == "the" for c in determiners):
            return self.last(token.i, is_alliance) or self._several(token)
        if any(c.lower_ in SINGULAR_PERSON | FIRST or self.is_person(c) for c in determiners):
            return ()  # A politician's allies are at home; ``our allies`` are those of whom the text speaks.
        low, high = base_span(token)
        return (Actor(name="allies", text=self.doc[low:high].text, sector="GOV"),)

    def land(self, token: Token) -> tuple[Actor, ...]:
        """``suspended the country``: the one that the sentence names before, else that of the story."""

        def is_land(chunk: Chunk) -> bool:
            return chunk.kind in ("country", "capital")

        here = self.last(token.i, lambda c: is_land(c) and c.start >= token.sent.start)
        story = self.last(token.i, lambda c: is_land(c) and c.actors[0].country == self.homes.story)
        return here or story or self.last(token.i, is_land)

    def other_side(self, token: Token) -> tuple[Actor, ...]:
        """``its neighbour`` is the other state that the article names most."""
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        whose = self.actors_at(owner) if owner is not None else ()
        if not whose:
            return ()
        own = {a.party for a in whose}
        states = [a for c in self.chunks for a in c.actors if c.kind in ("country", "capital", "role", "person")]
        counts = Counter(a.country for a in states if a.country and a.party not in own)
        if not counts:
            return ()
        country = counts.most_common(1)[0][0]
        return (next(a for a in states if a.country == country),)

    def counterpart(self, token: Token) -> tuple[Actor, ...]:
        """``his Russian counterpart`` holds the possessor's office in the country that the adjective names."""
        start, end = base_span(token)
        countries = [a for i in range(start, end) if i in self.by_token for a in self.by_token[i].actors if a.country]
        for child in token.children:
            if child.dep_ == "nmod" and child.i > token.i and child.i in self.by_token:
                owners = [self.by_token[t.i] for t in conjuncts(child) if t.i in self.by_token]
                countries += [a for c in owners for a in c.actors if a.country]
        named = [
            c for c in self.chunks if c.start >= start and c.start <= token.i + 2 and c.kind == "person" and c.actors
        ]
        if named:
            return named[0].actors
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
        whose = self.actors_at(owner) if owner is not None else self.last(start, lambda c: c.kind == "person")
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


def named_holder(office: Actor, person: Actor) -> Actor:
    """Return the holder of an office with the name of the person who holds it."""
    return office.model_copy(update={"name": person.name, "person": person.person or person.name})


def clause_subjects(token: Token) -> set[int]:
    """Return the subjects of the verb whose object ``token`` is: a pronoun there that is not reflexive means others."""
    argument = token.dep_ in ("obj", "iobj", "obl") and token.head.pos_ == "VERB"
    if not argument or token.lower_.endswith(("self", "selves")):
        return set()
    return {c.i for c in token.head.children if c.dep_ == "nsubj"}


def may_be(noun: str, body: Actor) -> bool:
    """False where ``the council`` would be a body that is no council by its name."""
    return noun not in OWN_NAMED or noun in f"{body.name} {body.text}".lower()


def is_alliance(chunk: Chunk) -> bool:
    """True for a body of states that are bound to defend each other."""
    return chunk.kind == "body" and bool(chunk.actors) and chunk.actors[0].name in alliances()


@cache
def alliances() -> frozenset[str]:
    """Return the bodies that one of their names calls an alliance."""
    bound = (o for o in organisations() if o.sector == "IGO" and not o.parent)
    return frozenset(o.name for o in bound if any("alliance" in n.lower() for n in o.all_names))


def suits(word: str, chunk: Chunk) -> bool:
    """False where the given name tells that ``she`` or ``he`` can't be meant."""
    name = (chunk.actors[0].person or chunk.actors[0].name).split()[0] if chunk.actors else ""
    gender = given_names().get(name, "")
    return not gender or gender == ("f" if word in ("she", "her", "hers", "herself") else "m")


@cache
def given_names() -> dict[str, str]:
    """Return common given names to ``f`` or ``m``; names that both bear are not in the table."""
    return {name: gender for _, (name, gender) in table("given_names.tsv", 2)}


def is_several(chunk: Chunk) -> bool:
    """True for a plural and for ``police``, which takes one."""
    return chunk.plural or chunk.role.split()[-1:] == ["police"]


def is_collective(chunk: Chunk) -> bool:
    """True for an office-word that names a body (``court``, ``police``), which no ``she`` means."""
    return not chunk.role or any(p.role is not None and p.role.kind == "body" for p in chunk.pieces[-1:])
