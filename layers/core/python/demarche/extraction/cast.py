"""Who takes part: the actors of phrases, and which of a predicate's or a noun's arguments acts and is acted upon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Doc, Token

from demarche.extraction.clauses import INVERTING, Frame, agents, frame_of, is_possessor, modifiers
from demarche.extraction.coreference import Referents
from demarche.extraction.phrases import (
    auxiliaries,
    base_span,
    case_of,
    children,
    conjuncts,
    has_feature,
    has_mark,
    is_participle,
    marks,
)
from demarche.extraction.proto import SYMMETRIC, parties, side, sides
from demarche.models import Actor

TARGET_PREPOSITIONS = (
    "against",
    "with",
    "to",
    "upon",
    "on",
    "at",
    "toward",
    "towards",
    "from",
    "out_of",
    "into",
    "for",
    "over",
    "of",
    "about",
    "between",
    "alongside",
)
ASIDE = {"REQUEST": "at", "AID": "from", "ASSAULT": "from"}
"""Prepositions that with these acts tell no target: ``appealed at the UN``, ``fly in rice from Oslo``, ``killed an
engineer from Tikrit``."""
PARTNER_PREPOSITIONS = ("with", "between", "alongside", "to", "from", "by")
OPPOSITE_PREPOSITIONS = ("from", "to", "against", "with", "towards", "toward")
"""What sets somebody over against the subject: ``it recalled its envoy from Rome``."""
PLACE_PREPOSITIONS = ("in", "near", "around", "along", "across", "inside", "off", "opposite")
POSTURE_PREPOSITIONS = ("against", "around", "near", "along", "on", "at", "towards", "toward", "off", "opposite")
LETTING_OUT = frozenset({"deport", "expel", "banish", "evict", "release", "free", "bar", "exclude"})
"""What is done to people by those from whose land, prison or games they then are away."""
REACHES_PLACES = frozenset({"MOBILIZE", "ASSAULT", "AID", "COERCE", "SANCTION", "RETREAT"})
RETURNING = frozenset({"RETREAT", "COERCE", "ASSAULT", "SANCTION"})
"""Acts whose object may be a party that the clause before named; what is said of ``it`` is said of a thing."""
DOMESTIC = frozenset(
    {
        "COERCE",
        "ASSAULT",
        "PROTEST",
        "ACCUSE",
        "REQUEST",
        "REJECT",
        "THREATEN",
        "CONCEDE",
        "RETREAT",
        "SUPPORT",
        "AGREE",
        "AID",
    }
)
"""What one actor of a country may do to another of the same country; its own troops and envoys it never targets."""
HOME_SPEECH = frozenset({"REQUEST", "ACCUSE"})
"""Speech acts that reach one's own side where it is their object."""
MOVES_OWN = frozenset({"RETREAT", "AID", "CONCEDE", "COOPERATE", "AGREE", "SANCTION", "MOBILIZE"})
"""Acts whose object, if it is the actor's own, is what he moves or gives and not whom he acts towards."""
ABSTRACT = frozenset(
    {
        "relation",
        "tie",
        "tension",
        "crisis",
        "war",
        "conflict",
        "dispute",
        "issue",
        "situation",
        "row",
        "standoff",
        "stand-off",
        "problem",
        "relationship",
        "economy",
        "election",
    }
)
"""Subjects that do nothing themselves, whoever modifies them (``US-Russian relations threaten ...``)."""


DEPTHS = (
    ("nmod:poss",),
    ("amod", "compound", "flat"),
    ("nmod", "obl"),
    ("appos",),
)
"""Where a phrase names its actors, nearest first; whom a clause about it names is no part of it."""
AFFILIATED = frozenset({
    "affiliate", "link", "tie", "connect", "associate", "own", "belong", "control", "run", "close", "employ", "hire",
    "work",
})  # fmt: skip
"""Words by which a clause tells whose something is; ``linking``, ``owning`` tell what it has itself."""
FLYING = frozenset({"fly", "sail"})
"""What a ship does under, or with, the flag of the state it belongs to."""
FRIENDS = frozenset({"partner", "ally", "friend", "neighbour", "neighbor", "counterpart", "colleague"})
DOCUMENTS = frozenset({"document", "report", "statement", "communique", "communiqué", "letter", "note", "readout"})
"""What an office issues and what then speaks for it."""
WRITINGS = DOCUMENTS | {
    "resolution",
    "declaration",
    "message",
    "petition",
    "motion",
    "tweet",
    "post",
    "cable",
    "appeal",
}
"""What somebody puts out and what a participle then tells the content of: ``a letter accusing Ukraine``."""
CONTENTS = frozenset({
    "accuse", "threaten", "demand", "urge", "warn", "condemn", "criticise", "criticize", "denounce", "thank",
    "congratulate", "ask", "call", "request", "invite", "assure", "reject", "protest", "blame", "offer", "tell", "say",
})  # fmt: skip
"""Verbs of what papers say, also where the parse hangs them on who gets the papers."""
ISSUED = frozenset({"the", "this", "these", "those"})
LOOK_BACK = 80
"""Words, some three sentences: papers taken up again were spoken of just before."""
CHALLENGERS = frozenset({"OPP", "REB", "CVL", "NGO", "MIL", "JUD"})
"""Who acts towards the government of his own country before any other."""
NOUN_TARGET_PREPOSITIONS = (
    "against",
    "on",
    "upon",
    "to",
    "with",
    "at",
    "toward",
    "towards",
    "into",
    "over",
    "for",
    "from",
    "of",
    "about",
    "in",
)
MOVING = frozenset({"from", "to", "into"})
"""What tells where somebody is moved, or from where."""
DEEP_NOUN_PREPOSITIONS = ("against", "on", "of", "for", "about", "over", "to", "into", "at", "towards", "toward")
MEMBER_PREPOSITIONS = ("between", "among", "with", "of", "by", "to", "including", "alongside")
"""What names the parties of a meeting; what it is ``on``, ``about`` or ``over`` takes no part in it."""
MAKING = frozenset({
    "make", "put", "present", "submit", "file", "lodge", "issue", "propose", "table", "draft", "bring", "raise",
    "impose", "launch", "carry", "conduct", "order", "announce", "send", "host", "organise", "organize", "broker",
})  # fmt: skip
"""What one does to an act to bring it about."""
AUSPICES = frozenset({"auspices", "mediation", "aegis", "patronage", "facilitation", "chairmanship", "umbrella"})
"""``under`` these of somebody a meeting has him as mediator."""
Filter = Callable[[Sequence[Actor]], tuple[Actor, ...]]


class Cast:
    """Finds the parties of predicates and nouns in one document."""

    def __init__(self, doc: Doc, referents: Referents) -> None:
        self.doc = doc
        self.referents = referents

    def actors(
        self, tokens: Iterable[Token], speaker: tuple[Actor, ...] = (), *, places: bool = False
    ) -> tuple[Actor, ...]:
        """Return the actors of ``tokens``, each once; a town only where ``places`` says that it can be acted upon."""
        found: dict[object, Actor] = {}
        for token in tokens:
            if not places and self.referents.is_place(token):
                continue
            for actor in self.referents.actors_at(token, speaker):
                found.setdefault((side(actor), actor.person), actor)
        return tuple(found.values())

    def deep(
        self, token: Token, speaker: tuple[Actor, ...] = (), level: int = 0, *, places: bool = False
    ) -> tuple[Actor, ...]:
        """Return the actors of a phrase: its head's, else those of its modifiers, nearest first.

        What a clause about the phrase names is left out: ``fighters firing on the Iraqis`` are no Iraqis.
        """
        own = self.actors(conjuncts(token) if level == 0 else [token], speaker, places=places)
        if own or level > 3:
            return own
        for deps in DEPTHS:
            for child in token.children:
                if child.dep_ in deps and not is_own_friend(child):
                    found = self.deep(child, speaker, level + 1, places=places)
                    if found:
                        return found
        return self.affiliation(token, speaker, level)

    def affiliation(self, token: Token, speaker: tuple[Actor, ...], level: int) -> tuple[Actor, ...]:
        """``entities affiliated with the pipeline``, ``accounts belonging to officials``: whose a clause says it is."""
        clauses = [c for c in children(token, "acl", "amod") if c.lemma_.lower() in AFFILIATED and c.i > token.i]
        named = [
            noun
            for clause in clauses
            if clause.lemma_.lower() in ("belong", "close", "work") or is_participle(clause)
            for noun in children(clause, "obl", "obl:agent")
            if case_of(noun) in ("with", "to", "by", "for")
        ]
        flags = [
            noun
            for clause in children(token, "acl")
            if clause.lemma_.lower() in FLYING
            for noun in (*children(clause, "obj"), *children(clause, "obl"))
            if noun.lemma_.lower() in ("flag", "colour", "color")
        ]
        return first(self.deep(n, speaker, level + 1) for n in (*named, *flags))

    def deep_first(self, tokens: Sequence[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return first(self.deep(t, speaker) for t in tokens)

    def addressees(self, frame: Frame, speaker: tuple[Actor, ...] = ()) -> tuple[Actor, ...]:
        found = self.actors([*frame.indirect, *frame.objects], speaker)
        for preposition in ("to", "with", "against", "on"):
            found = found or self.actors(frame.obliques.get(preposition, []), speaker)
        if frame.token.lemma_.lower() == "say":
            # ``said of the Saudi decision``: who is spoken of is who should hear it.
            found = found or self.deep_first(frame.obliques.get("of", []), speaker)
        return tuple(a for a in found if a.sector != "MED" or a.country)

    def sources_of(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        found = self.writers(frame, speaker) or self.actors(frame.subjects, speaker)
        if any(t.pos_ == "PRON" and t.dep_ != "nsubj:outer" for t in frame.subjects):
            verbs = {t.head for t in frame.subjects if t.head.pos_ == "VERB"} - {frame.token}
            met = [a for f in (frame, *map(frame_of, verbs)) for a in self.acted_upon(f, speaker)]
            taken = frozenset(parties(met))
            # Rebels and those of their country whom they strike are two sides.
            if sides(found) & sides(met):
                found = tuple(a for t in frame.subjects for a in self.referents.actors_at(t, speaker, taken))
        if not frame.subjects and not frame.passive:
            found = self.actors(self.near_subject(frame.token), speaker)
        if not found:
            for subject in frame.subjects:
                if subject.lemma_.lower() not in ABSTRACT and not self.only_placed(subject):
                    found = self.deep(subject, speaker)
                if found:
                    break
        return found or self.issuer(frame)

    def only_placed(self, subject: Token) -> bool:
        """True for ``a car bomb in Baghdad``: where a thing is tells nobody who used it."""
        near = [c for c in subject.children if c.dep_ in ("nmod:poss", "amod", "compound", "flat")]
        placed = [c for c in children(subject, "nmod") if c.i > subject.i]
        return bool(placed) and all(case_of(c) in PLACE_PREPOSITIONS for c in placed) and not self.actors(near)

    def acted_upon(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom a verb names beside its subject: a pronoun there means none of them."""
        beside = [t for p in OPPOSITE_PREPOSITIONS for t in frame.obliques.get(p, []) if not is_owned(t)]
        return self.actors([*frame.objects, *frame.indirect, *beside], speaker)

    def issuer(self, frame: Frame) -> tuple[Actor, ...]:
        """``The documents accused China``: of a known document, who was told to have issued one, else the last body."""
        for subject in frame.subjects:
            if subject.lemma_.lower() in DOCUMENTS and subject.dep_ == "obl" and subject.head.pos_ == "VERB":
                # ``its ministry said in a statement, which appealed to both``
                return self.actors(frame_of(subject.head).subjects)
            if subject.lemma_.lower() in DOCUMENTS and any(c.lower_ in ISSUED for c in subject.children):
                return self.publisher(subject) or self.referents.last_body(subject.i)
        return ()

    def writers(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``sent a letter to the Council accusing Ukraine``: who sent it accuses, whoever reads it."""
        token = frame.token
        if token.dep_ != "acl" or frame.passive or has_mark(token, "to"):
            return ()
        paper = token.head
        while paper.lemma_.lower() not in WRITINGS and paper.dep_ == "nmod" and token.lemma_.lower() in CONTENTS:
            paper = paper.head
        if paper.lemma_.lower() not in WRITINGS:
            return ()
        verb = paper.head if paper.dep_ in ("obj", "obl") and paper.head.pos_ == "VERB" else None
        return self.noun_source(paper, speaker) or (self.actors(frame_of(verb).subjects, speaker) if verb else ())

    def publisher(self, document: Token) -> tuple[Actor, ...]:
        """Return the subject of the last verb before whose object such papers are: ``put out three statements``."""
        earlier = (t for t in reversed(self.doc[max(0, document.i - LOOK_BACK) : document.i]) if t.dep_ == "obj")
        issued = (t for t in earlier if t.lemma_.lower() in DOCUMENTS and t.head.pos_ == "VERB")
        return first(self.actors(frame_of(t.head).subjects) for t in issued)

    def near_subject(self, token: Token) -> list[Token]:
        """Return the name right before a finite verb to which the parse gave no subject."""
        finite = token.dep_ in ("ROOT", "conj", "ccomp", "parataxis", "acl:relcl", "advcl") and not marks(token) & {
            "to",
            "by",
            "for",
            "of",
            "from",
            "without",
        }
        bare_participle = has_feature(token, "VerbForm", "Part") and not auxiliaries(token) and token.dep_ != "ROOT"
        if not finite or bare_participle:
            return []
        for i in range(token.i - 1, max(token.sent.start, token.i - 8) - 1, -1):
            word = self.doc[i]
            chunk = self.referents.by_token.get(i)
            if chunk is not None:
                before = self.doc[chunk.start - 1] if chunk.start > token.sent.start else None
                named = chunk.actors and (before is None or before.pos_ not in ("ADP", "VERB", "PART"))
                return conjuncts(word.head if word.dep_ == "conj" else word) if named else []
            if word.pos_ in ("VERB", "ADP", "PUNCT", "NOUN", "PRON"):
                return []
        return []

    def near_object(self, token: Token) -> list[Token]:
        """Return the name right after an active verb to which the parse gave no object."""
        inverts = token.lemma_.lower() in INVERTING or has_feature(token, "VerbForm", "Part")
        if token.pos_ != "VERB" or inverts or token.i + 1 >= token.sent.end:
            return []
        chunk = self.referents.by_token.get(token.i + 1)
        if chunk is None or chunk.start != token.i + 1 or chunk.kind not in ("person", "role", "country"):
            return []
        head = self.doc[chunk.start : chunk.end].root.head
        return [self.doc[chunk.end - 1]] if head.i <= token.i and chunk.actors else []

    def targets_of(
        self,
        frame: Frame,
        kind: str,
        source: tuple[Actor, ...],
        speaker: tuple[Actor, ...],
        *,
        inner_first: bool = False,
        own: Sequence[str] = (),
        topic: bool = False,
    ) -> tuple[tuple[Actor, ...], str]:
        """Return the targets and how they were found: object, oblique, or deep inside a phrase.

        ``own`` are the prepositions that belong to the verb; they are tried before others (``hit back at Iran with
        sanctions``). Where the object is only the ``topic``, it is no target.
        """
        others, towns = others_than(source, kind), kind in REACHES_PLACES
        named = [*frame.indirect] if topic else [*frame.objects, *frame.indirect]
        if kind in MOVES_OWN:
            named = [n for n in named if not self.is_moved(n, source, speaker)]
        if not frame.objects and not frame.indirect:
            named = self.near_object(frame.token)
        if kind == "REJECT":
            # ``which he denies``: what was said is denied, though the noun before may be a name.
            named = [t for t in named if t.lower_ not in ("which", "that", "this", "it")]
        direct = others(self.actors(named, speaker, places=towns))
        if kind in RETURNING:
            direct = direct or others(self.pronouns(named, source, speaker))
        direct = direct or (told_at_home(source, self.actors(named, speaker)) if kind in HOME_SPEECH else ())
        if direct:
            return direct, "direct"
        if kind in SYMMETRIC:
            found = self.partners(frame, others, speaker, own)
            return found, "oblique" if found else "none"
        aside = ASIDE.get(kind, "")
        directed = tuple(p for p in TARGET_PREPOSITIONS if p != aside and p not in own)
        around = tuple(p for p in PLACE_PREPOSITIONS if towns and p not in own)
        if not inner_first:
            found, how = self.aimed_at(frame, named, (own, directed, around), others, speaker, towns=towns)
            if found:
                return found, how
        # ``condemns the arrest of its consul by Belarus``: of an active verb, ``by`` tells whose the act spoken of is.
        agents = frame.obliques.get("by", []) if inner_first and not frame.passive else []
        found = others(self.actors(agents, speaker))
        found = found or first(others(self.noun_parties(n, speaker, source_first=inner_first)) for n in named)
        if found:
            return found, "inner"
        # ``in humanitarian assistance for Jordan``: what aid is given in may tell to whom.
        heads = tuple(p for p in PLACE_PREPOSITIONS if p != "opposite" and not (kind == "AID" and p == "in"))
        found = self.deep_target(frame, (*own, *directed, *around), others, speaker, heads, towns=towns)
        return found, "deep" if found else "none"

    def pronouns(
        self, named: Sequence[Token], source: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """``The Union suspended Mali and let it return``: an object that is no reflexive isn't who acts."""
        taken = frozenset(parties(source))
        found = (t for t in named if t.lower_ in ("it", "them", "him", "her"))
        return tuple(a for t in found for a in self.referents.actors_at(t, speaker, taken))

    def aimed_at(
        self,
        frame: Frame,
        named: Sequence[Token],
        prepositions: tuple[Sequence[str], Sequence[str], Sequence[str]],
        others: Filter,
        speaker: tuple[Actor, ...],
        *,
        towns: bool,
    ) -> tuple[tuple[Actor, ...], str]:
        """Return whom the ``prepositions`` (the verb's own, of direction, of place) name, or whose the object is."""
        own, directed, around = prepositions
        # ``took part in the assault on Aden alongside Emiratis``: what the verb itself governs goes first.
        found = self.obliquely(frame, own, others, speaker, places=towns)
        found = found or first(
            others(self.noun_parties(n, speaker, source_first=False)) for p in own for n in frame.obliques.get(p, [])
        )
        found = found or self.obliquely(frame, directed, others, speaker, places=towns)
        # ``strikes against ISIL in Iraq``: whom the object is aimed at, not where it happened.
        found = found or first(others(self.actors(modifiers(n, "against"), speaker)) for n in named)
        # ``seized a Greek tanker in the Gulf``: whose the object is, not where it was.
        # The sanctions of ``France's sanctions on Iran`` have a target of their own.
        plain = (n for n in named if not self.noun_sides(n, speaker, mutual=True)[1])
        owned = first(others(self.deep(n, speaker)) for n in plain) if towns and not found else ()
        # ``six strikes in Syria and nine in Iraq``: what is only counted again has a place of its own.
        owned += others([a for n in named if owned and n.pos_ == "NUM" for a in self.deep(n, speaker)])
        if owned:
            return owned, "inner"
        return found or self.obliquely(frame, around, others, speaker, places=towns), "oblique"

    def is_moved(self, noun: Token, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> bool:
        """True for what is the actor's own: ``withdrew its troops from Syria``, ``dropped its opposition to``.

        Forces of no country named (``withdrew peacekeepers``) are those of whoever moves them.
        """
        named = self.referents.actors_at(noun, speaker)
        if named and all(a.sector == "MIL" and (a.country is None or is_owned(noun)) for a in named):
            return True
        return bool(named) and all(a.party in parties(source) and (is_owned(noun) or a.sector == "MIL") for a in named)

    def obliquely(
        self, frame: Frame, prepositions: Sequence[str], others: Filter, speaker: tuple[Actor, ...], *, places: bool
    ) -> tuple[Actor, ...]:
        """Return whom the first of ``prepositions`` names that names anybody else."""
        return first(others(self.actors(frame.obliques.get(p, []), speaker, places=places)) for p in prepositions)

    def partners(
        self, frame: Frame, others: Filter, speaker: tuple[Actor, ...], own: Sequence[str] = ()
    ) -> tuple[Actor, ...]:
        """Return with whom a mutual act is done: ``met with X``, ``held talks with X``, ``landed in X``."""
        for preposition in (*own, *PARTNER_PREPOSITIONS):
            found = others(self.actors(frame.obliques.get(preposition, []), speaker))
            inside = [a for o in frame.objects for a in self.actors(modifiers(o, preposition), speaker)]
            found = found or others(inside)
            if found:
                return found
        return first(others(self.beside(o)) for o in frame.objects)

    def beside(self, noun: Token) -> tuple[Actor, ...]:
        """``held talks with former president Ali Nasser``: the name after ``with``, wherever the parse hangs it."""
        after = noun.i + 1
        if after + 1 >= noun.sent.end or noun.doc[after].lower_ != "with":
            return ()
        chunk = self.referents.by_token.get(after + 1) or self.referents.by_token.get(after + 2)
        return chunk.actors if chunk is not None else ()

    def discussing(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return with whom ``source`` talks about the object; two who talk with each other need nobody else."""
        if len(parties(source)) > 1:
            return ()
        partners = [*frame.obliques.get("with", []), *(m for o in frame.objects for m in modifiers(o, "with"))]
        return others_than(source, "CONSULT")(self.actors(partners, speaker))

    def deep_target(
        self,
        frame: Frame,
        prepositions: Sequence[str],
        others: Filter,
        speaker: tuple[Actor, ...],
        heads: Sequence[str],
        *,
        towns: bool = False,
    ) -> tuple[Actor, ...]:
        """Return whom an oblique names deep inside; after the prepositions ``heads`` only its head counts."""
        return first(
            others(self.actors([n], speaker, places=True) if p in heads else self.deep(n, speaker, places=towns))
            for p in prepositions
            for n in frame.obliques.get(p, [])
        )

    def noun_parties(self, noun: Token, speaker: tuple[Actor, ...], *, source_first: bool) -> tuple[Actor, ...]:
        source, target = self.noun_sides(noun, speaker)
        if source_first:
            return source or target or self.deep(noun, speaker)
        return target or source or self.deep(noun, speaker)

    def noun_sides(
        self, noun: Token, speaker: tuple[Actor, ...], *, mutual: bool = False
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (source, target) of an event noun: ``Russia's attack on Ukraine``, ``the release of X by Y``.

        A ``mutual`` act takes place in a country, not with it: ``the G20 meeting in India``.
        """
        source = self.noun_source(noun, speaker)
        for preposition in NOUN_TARGET_PREPOSITIONS[: -1 if mutual else None]:
            target = self.noun_target(noun, preposition, speaker)
            if target:
                return (target, ()) if preposition == "of" and not source else (source, target)
        inner = (m for p in DEEP_NOUN_PREPOSITIONS for m in modifiers(noun, p))
        return source, first(self.deep(m, speaker) for m in inner)

    def posture_sides(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (whose forces, facing whom) of a military posture: ``a build-up of Russian forces around Ukraine``."""
        troops = list(measured(noun))
        source = self.noun_source(noun, speaker) or first(self.deep(t, speaker) for t in troops)
        others = others_than(source, "MOBILIZE")
        facing = [m for n in (noun, *troops) for m in modifiers(n, *POSTURE_PREPOSITIONS)] or following(noun)
        target = first(others(self.actors([m], speaker, places=True) or self.deep(m, speaker)) for m in facing)
        return source, target or others(self.noun_sides(noun, speaker)[1])

    def facing(self, frame: Frame, source: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``troops deployed on Ukraine's borders``: whom forces face by where they stand."""
        others = others_than(source, "MOBILIZE")
        places = (t for p in POSTURE_PREPOSITIONS for t in frame.obliques.get(p, []))
        return first(others(self.deep(t, speaker)) for t in places)

    def members(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who takes part in the meeting ``noun``: ``the talks between X and Y``, ``a round of talks with Z``."""
        # ``talks in Berlin with X``: the parse may hang the partner on the place.
        heads = [noun, *modifiers(noun, "in", "at", "on")]
        inside = [m for h in heads for m in modifiers(h, *(MEMBER_PREPOSITIONS if h == noun else ("with", "between")))]
        inside = [m for m in inside if not self.referents.is_place(m)]
        found = [*self.noun_source(noun, speaker), *self.actors(inside, speaker)]
        for part in modifiers(noun, "of"):
            if part.pos_ == "NOUN" and part.i not in self.referents.by_token:
                found += self.members(part, speaker)
        if found and all(a.sector in ("OPP", "REB") for a in found):
            # An opposition gathers abroad as the guest of the government there.
            places = [t for n in (noun, *modifiers(noun, "of")) for t in modifiers(n, "in")]
            found += self.actors([t for t in places if self.referents.is_capital(t)], speaker)
        return tuple({(side(a), a.person): a for a in reversed(found)}.values())[::-1]

    def mediators(self, token: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return under whose auspices the meeting or the clause of ``token`` stands."""
        under = [t for t in modifiers(token, "under", "through", "with") if t.lemma_.lower() in AUSPICES]
        return first((self.noun_source(t, speaker) or self.actors(modifiers(t, "of"), speaker)) for t in under)

    def noun_source(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return who acts: the possessor, the agent, an adjective of country, else the owner of the office."""
        own = [c for half in halves(noun) for c in half.children]
        owners = [t for c in own if c.dep_ == "nmod:poss" or is_possessor(c) for t in conjuncts(c)]
        source = self.actors(owners, speaker) or self.actors(modifiers(noun, "by", "between", "among"), speaker)
        # ``the arrest of the mayor by Turkish police``: the parse may hang the agent on the noun before it.
        source = source or self.actors((a for m in modifiers(noun, "of", "to") for a in modifiers(m, "by")), speaker)
        # ``the threats made by North Korea``
        made = [c for c in noun.children if c.dep_ == "acl" and is_participle(c)]
        source = source or self.actors((t for c in made for a in agents(c) for t in conjuncts(a)), speaker)
        if source:
            return source
        # ``an offer made by Iran``, ``the request submitted by Kosovo``
        source = self.actors((s for c in children(noun, "acl") if is_making(c) for s in frame_of(c).subjects), speaker)
        if source:
            return source
        before = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "det") and c.i < noun.i]
        named = [m for m in before if not case_of(m) and not self.referents.is_capital(m)]
        source = self.actors([t for m in named for t in conjuncts(m)], speaker)
        chunk = self.referents.by_token.get(noun.i)
        if not source and chunk and chunk.kind in ("role", "body"):
            return chunk.actors
        # ``the delivery of arms by British planes``
        return source or self.deep_first(list(modifiers(noun, "by")), speaker)

    def noun_target(self, noun: Token, preposition: str, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return whom ``preposition`` names as the target; ``in`` a capital is where it happens."""
        inside = list(modifiers(noun, preposition))
        if preposition in MOVING:
            # ``the withdrawal of French troops from Mali``: the parse may hang the place on the troops.
            inside += [t for m in modifiers(noun, "of") for t in modifiers(m, preposition)]
        if preposition == "in" and any(self.referents.is_capital(t) for t in inside):
            return ()
        return self.actors(inside, speaker, places=preposition in ("on", "against", "in", "into"))

    def hosts(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``was arrested in Minsk``, ``summoned in Moscow``: without an agent the state of the place acts.

        What somebody was removed ``from`` acts where it is a body, or where it put or let him out: ``were deported from
        Kuwait``, ``was freed from a prison in Iran``. A visa is denied by the state that one wanted to enter.
        """
        entered = (n for c in self.entrances(frame) for n in (*children(c, "obj"), *children(c, "obl")))
        refusing = self.governing(entered, speaker)
        if refusing:
            return refusing
        for preposition in ("from", "in", "at"):
            nouns = frame.obliques.get(preposition, [])
            # ``was handed a note in Nairobi``: the parse may hang the place on the paper.
            nouns = nouns or [m for o in frame.indirect for m in modifiers(o, preposition) if preposition == "in"]
            if preposition == "from":
                left = first(self.actors([n], speaker, places=True) or self.deep(n, speaker) for n in nouns)
                if left and left[0].sector == "IGO":
                    return left
                if left and frame.token.lemma_.lower() not in LETTING_OUT:
                    return ()
            if found := self.governing(nouns, speaker):
                return found
        return ()

    def entrances(self, frame: Frame) -> list[Token]:
        """Return the clauses ``to enter the country`` of a predicate and of its objects."""
        above = [frame.token, *frame.objects, *frame.indirect]
        return [c for t in above for c in children(t, "acl", "xcomp", "advcl") if c.lemma_.lower() == "enter"]

    def governing(self, nouns: Iterable[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return the government of the first of ``nouns`` that names a place or a party of a known country."""
        for noun in nouns:
            found = self.actors([noun], speaker, places=True) or self.deep(noun, speaker)
            if found and found[0].country:
                return (Actor(name=found[0].country, text=noun.text, country=found[0].country, sector="GOV"),)
        return ()

    def visited(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``arrived in Freetown``, ``is due in Juba``: the government whose capital or country a visit goes to."""
        return first(self.actors(frame.obliques.get(p, []), speaker) for p in ("in", "to", "at"))

    def crowd(self, frame: Frame) -> tuple[Actor, ...]:
        """Farmers who march in Warsaw are Poland's: people of the place named, else of the country named most."""
        people = next(
            (s for s in frame.subjects if s.pos_ in ("NOUN", "PROPN", "NUM") and not self.referents.is_place(s)), None
        )
        if people is None or people.lemma_.lower() in ABSTRACT:
            return ()
        near = [
            c
            for c in self.referents.chunks
            if people.sent.start <= c.start < people.sent.end and c.kind in ("capital", "place")
        ]
        countries = [a.country for c in near or self.referents.chunks for a in c.actors if a.country]
        if not countries:
            return ()
        low, high = base_span(people)
        text = self.doc[low:high].text
        return (Actor(name=text, text=text, country=Counter(countries).most_common(1)[0][0], sector="CVL"),)


def is_making(clause: Token) -> bool:
    """True for the participle that tells whose act a noun names: ``sanctions imposed by``, ``a plan made by``."""
    return clause.lemma_.lower() in MAKING and has_feature(clause, "VerbForm", "Part")


def told_at_home(source: tuple[Actor, ...], named: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``asked his Security Council``: who is named as addressee is meant, and nobody abroad."""
    names = {a.name for a in source} | {a.text for a in source}
    return tuple(a for a in named if a.name not in names and a.text not in names)


def is_own_friend(possessor: Token) -> bool:
    """``our`` in ``our Syrian partners``: whoever has friends isn't them."""
    return possessor.dep_ == "nmod:poss" and possessor.pos_ == "PRON" and possessor.head.lemma_.lower() in FRIENDS


def is_owned(noun: Token) -> bool:
    """``with his adviser``: somebody's own, whom a pronoun beside it may well mean."""
    return any(p.pos_ == "PRON" for p in children(noun, "nmod:poss"))


def first(groups: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return the first group that has an actor."""
    return next((g for g in groups if g), ())


def opposes(source: Sequence[Actor], actor: Actor) -> bool:
    """True where ``source`` and ``actor`` are the government of a country and who stands against it."""
    challenges = actor.sector in ("GOV", "LEG") and all(a.sector in CHALLENGERS for a in source)
    fights = actor.sector == "REB" and all(a.sector in ("GOV", "MIL") for a in source)
    return bool(source) and (challenges or fights)


def measured(noun: Token) -> Iterable[Token]:
    """Yield what stands after ``of``, however it is counted: ``a build-up of tens of thousands of troops``."""
    for part in modifiers(noun, "of", ""):
        if part.i > noun.i:
            yield from (part, *measured(part))


def halves(noun: Token) -> list[Token]:
    """Return ``noun`` with the other half of a hyphened word (``build-up``), on which the parse may hang its owner."""
    found, doc = [noun], noun.doc
    for mark in (noun.i - 1, noun.i + 1):
        other = 2 * mark - noun.i
        if 0 <= other < len(doc) and doc[mark].text == "-" and not doc[mark].whitespace_:
            found.append(doc[other])
    return found


def following(noun: Token) -> list[Token]:
    """``raised concerns about the build-up on the border``: the parse may hang the place on the verb above."""
    after = max(t.i for t in halves(noun)) + 1
    if after >= noun.sent.end or noun.doc[after].lower_ not in POSTURE_PREPOSITIONS:
        return []
    place = noun.doc[after].head
    return [place] if place.dep_ in ("obl", "nmod") and noun.doc[after].dep_ == "case" else []


def others_than(source: tuple[Actor, ...], kind: str) -> Filter:
    """Return a filter for whom ``source`` can act towards: another party, or at home another sector and person."""
    own, sectors, texts = parties(source), {a.sector for a in source}, {a.text for a in source}
    names = {a.name for a in source} | texts

    def others(found: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(
            a
            for a in found
            if a.party not in own
            or (kind in DOMESTIC and a.sector not in sectors and a.text not in texts)
            or (kind in SYMMETRIC and bool(sectors) and (a.sector == "REB") != ("REB" in sectors))
            or (kind in ("ASSAULT", "MOBILIZE") and a.sector == "REB" and a.name not in names)
        )

    return others
