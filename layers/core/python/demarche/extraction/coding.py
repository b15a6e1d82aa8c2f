"""Sentences to coded events: which predicate tells an event, of which type, by whom, to whom.

Predicates are read from the top of the tree down. A commitment (``threaten``, ``agree``, ``refuse``, ``demand``, ``say``)
decides over what stands below it: the outermost commitment makes the event. Everything else is looked up in the lexicon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from demarche import ontology
from demarche.extraction.attribution import Attribution
from demarche.extraction.clauses import Frame, frame_of, modifiers
from demarche.extraction.coreference import Referents
from demarche.extraction.lexicon import COOPERATIVE, Lexicon, NounRow, VerbRow
from demarche.extraction.phrases import (
    auxiliaries,
    base_span,
    case_of,
    children,
    conjuncts,
    has_mark,
    is_negated,
    marks,
)
from demarche.extraction.status import FUTURE, OUGHT, WOULD, status_of, under_condition
from demarche.models import Actor, Status

SYMMETRIC = frozenset({"CONSULT"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
HOSTILE_ACTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"})
DEFAULT_TYPE = {"DEMAND": "REQUEST", "THREATEN": "THREATEN", "REFUSE": "REJECT", "DENY": "REJECT", "ACCUSE": "ACCUSE", "CONDEMN": "ACCUSE", "SUPPORT": "SUPPORT", "PROMISE": "AGREE"}  # fmt: skip
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
    "into",
    "for",
    "over",
    "of",
    "about",
    "between",
    "alongside",
)
PARTNER_PREPOSITIONS = ("with", "between", "alongside", "to", "from", "by")
PLACE_PREPOSITIONS = ("in", "near", "around", "along", "across", "inside", "off")
REACHES_PLACES = frozenset({"MOBILIZE", "ASSAULT", "AID", "COERCE", "SANCTION", "RETREAT"})
INNER_SOURCE_FIRST = frozenset({"DEMAND", "ACCUSE", "CONDEMN", "SUPPORT", "DENY", "REFUSE", "REGRET"})
NEED = frozenset({"need", "have", "ought"})
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
"""What one actor of a country may do to another of the same country; of its own troops and envoys it is never the target."""
BY_HOST = frozenset({"COERCE", "SANCTION", "ACCUSE", "RETREAT", "CONSULT"})
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
CLAUSE_NOUNS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "ACCUSE"})
ANSWERS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
"""Speech acts that answer somebody even where the clause does not name him."""
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
AGENCY = frozenset({"MED"})
CLAUSE_MARKS = frozenset({"of", "for", "to", "against", "from", "over", "with", "that"})


@dataclass(frozen=True)
class Proto:
    """An event as one predicate tells it, before date, place and confidence."""

    type: str
    cameo: str
    trigger: Token
    anchor: Token
    """The predicate of the outermost clause, where date and place are looked for."""
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    status: Status = "actual"
    rule: str = ""
    speaker: tuple[Actor, ...] = ()
    signs: frozenset[str] = frozenset()
    """What raises or lowers confidence: how the type and the parties were found."""


@dataclass
class Trace:
    """What was considered in a sentence and why it was dropped, for ``demarche explain``."""

    found: list[str] = field(default_factory=list)
    considered: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def parties(actors: Iterable[Actor]) -> set[str]:
    return {a.party for a in actors}


class Coder:
    """Codes the sentences of one document."""

    def __init__(self, doc: Doc, referents: Referents, words: Lexicon) -> None:
        self.doc = doc
        self.referents = referents
        self.lexicon = words
        self.attribution = Attribution(doc, referents, lambda lemma: words.commitment(lemma, lambda w: False) == "SAY")
        self.done: set[int] = set()
        self.trace = Trace()
        self.lenient = 0
        """Above zero while an event is read that another one governs: only its type counts then, not its parties."""

    # -- one sentence

    def sentence(self, sent: Span) -> list[Proto]:
        """Return the events that the sentence tells."""
        self.done = set()
        self.trace = Trace()
        protos: list[Proto] = []
        for token in sorted((t for t in sent if self.is_predicate(t)), key=depth):
            if token.i not in self.done:
                protos += self.reported(token)
        for token in sent:
            if token.pos_ in ("NOUN", "PROPN") and token.i not in self.done:
                protos += self.bare_noun(token)
        return [p for p in protos if self.stands(p)]

    def is_predicate(self, token: Token) -> bool:
        return token.pos_ == "VERB" or (
            token.pos_ in ("ADJ", "NOUN", "AUX")
            and bool(children(token, "cop") or (token.pos_ == "AUX" and token.dep_ == "ROOT"))
        )

    def stands(self, proto: Proto) -> bool:
        """Last checks: an event needs a political source, and nobody does a thing to himself."""
        if not proto.source:
            self.trace.dropped.append(f"{proto.trigger.text}: {proto.type} without a source")
            return False
        if (
            proto.type in SYMMETRIC
            and len(parties(proto.source)) < 2
            and not proto.target
            and "lone" not in proto.signs
        ):
            self.trace.dropped.append(f"{proto.trigger.text}: {proto.type} with one party only")
            return False
        return True

    def clause_of_noun(self, token: Token) -> list[Proto] | None:
        """``Germany's demand that Iran free ...``, ``its threat to leave``: the noun makes the event, not its clause."""
        noun = token.head
        if (
            token.dep_ not in ("acl", "ccomp", "xcomp")
            or noun.pos_ != "NOUN"
            or not marks(token) & {"that", "to", "for", "of"}
        ):
            return None
        row = self.noun_row(noun)
        if row is None or row.type not in CLAUSE_NOUNS:
            return None
        self.done |= {token.i, noun.i}
        speaker = self.attribution.speaker_at(noun)
        source, target = self.noun_sides(noun, speaker)
        if not source and noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
            source = self.actors(frame_of(noun.head).subjects, speaker)
        own = parties(source)
        frame = frame_of(token)
        inner = (
            self.actors(frame.subjects if children(token, "nsubj") else [], speaker)
            or self.targets_of(frame, row.type, source, speaker)[0]
        )
        target = tuple(a for a in (target or inner) if a.party not in own)
        status: Status = (
            "hypothetical"
            if under_condition(noun)
            else "denied"
            if noun.head.pos_ == "VERB" and is_negated(noun.head)
            else "actual"
        )
        signs = frozenset({"noun", "clause"})
        return [
            Proto(
                row.type,
                row.cameo or ontology.default_cameo(row.type),
                noun,
                noun,
                source,
                target,
                status,
                f"noun-clause:{row.noun}",
                speaker,
                signs,
            )
        ]  # type: ignore[arg-type]

    def reported(self, token: Token) -> list[Proto]:
        """Code the clause of ``token``; where somebody else's saying frames it, as his report."""
        of_noun = self.clause_of_noun(token)
        if of_noun is not None:
            return of_noun
        verb = self.attribution.saying_verb(token)
        speaker: tuple[Actor, ...] = ()
        if verb is not None and verb.i not in self.done:
            speaker = self.attribution.subjects(verb)
        elif verb is None:
            speaker = self.attribution.speaker_at(token)
        if speaker and verb != token:
            return self.report(
                speaker,
                self.addressees(frame_of(verb)) if verb is not None else (),
                [token],
                self.class_of(verb) if verb is not None else "SAY",
            )
        return self.code(token, speaker)

    # -- predicates

    def class_of(self, token: Token) -> str:
        return self.lexicon.commitment(token.lemma_.lower(), self._has_word(token)) or self._be_class(token)

    def _be_class(self, token: Token) -> str:
        """``is ready to``, ``is committed to``, ``is prepared to``: classes of predicative adjectives."""
        if children(token, "cop") or "be" in auxiliaries(token):
            return self.lexicon.commitment("be", lambda w: token.lower_ == w or token.lemma_.lower() == w)
        return ""

    def _has_word(self, token: Token):  # type: ignore[no-untyped-def]
        words: set[str] | None = None

        def has(word: str) -> bool:
            nonlocal words
            if words is None:
                words = frame_of(token).words()
            return word in words

        return has

    def code(self, token: Token, speaker: tuple[Actor, ...] = ()) -> list[Proto]:
        """Return the events of the predicate ``token`` with everything it governs."""
        self.done.add(token.i)
        frame = frame_of(token)
        kind = self.class_of(token)
        clauses = self.complements(token, kind)
        if (
            kind == "SAY"
            and (frame.objects or frame.indirect)
            and any(c.dep_ == "xcomp" and has_mark(c, "to") for c in clauses)
        ):
            kind = "DEMAND"
        if token.lemma_.lower() in JUDGING:
            verdict = self.evaluation(token, frame, clauses, speaker)
            if verdict:
                return verdict
            if not {"for", "on", "upon", "off"} & frame.words() and token.lemma_.lower() == "call":
                kind = ""
        if kind in ("SAY", "WARN") and clauses and frame.subjects:
            who = self.actors(frame.subjects, speaker)
            return self.report(who, self.addressees(frame, speaker), clauses, kind, verb=token)
        row = self.row_of(token, frame)
        if row is not None and row.type == "NONE":
            self.trace.dropped.append(f"{token.text}: {row.name} is no event")
            row, kind = None, ""
        if kind and kind != "SAY":
            composed = self.compose(token, frame, kind, clauses, speaker, row)
            if composed is not None:
                return composed
        if row is not None:
            return self.from_row(token, frame, row, speaker)
        if kind in DEFAULT_TYPE and (kind != "PROMISE" or clauses):
            return self.make(token, frame, DEFAULT_TYPE[kind], "", f"commitment:{kind}", speaker, class_=kind)
        found = self.evaluation(token, frame, clauses, speaker)
        for clause in clauses:
            if clause.i not in self.done:
                found += self.code(clause, speaker)
        return found

    def evaluation(
        self, token: Token, frame: Frame, clauses: Sequence[Token], speaker: tuple[Actor, ...]
    ) -> list[Proto]:
        """``called the decision "an unfriendly act"``, ``described the talks as useful``: blame or praise by its words."""
        if token.lemma_.lower() not in JUDGING or not (frame.objects or frame.obliques.get("as")):
            return []
        judged = [t for c in (*clauses, *frame.obliques.get("as", []), *frame.objects[1:]) for t in c.subtree]
        judged = judged or [t for t in token.subtree if t.i > token.i]
        kind = self.lexicon.judgement(t.lemma_.lower() for t in judged)
        return (
            self.make(token, frame, kind, "", "judgement", speaker, class_="CONDEMN", signs=frozenset({"judgement"}))
            if kind
            else []
        )

    def complements(self, token: Token, kind: str) -> list[Token]:
        """Return the predicates of the clauses that ``token`` governs, those coordinated with them included."""
        found = []
        for child in token.children:
            clausal = child.dep_ in ("ccomp", "xcomp", "csubj", "csubj:pass")
            marked = (
                kind
                and child.dep_ in ("advcl", "acl")
                and marks(child) & CLAUSE_MARKS
                and not has_mark(child, "if", "because", "after", "before", "while", "as", "unless")
            )
            if clausal or (marked and child.i > token.i):
                found += [c for c in conjuncts(child)]
        for noun in [*children(token, "obj"), *children(token, "iobj")]:
            found += [
                c
                for c in noun.children
                if kind and c.dep_ == "acl" and marks(c) & {"of", "to", "for", "from", "against"} and noun.i < c.i
            ]
        return found

    def row_of(self, token: Token, frame: Frame) -> VerbRow | None:
        heads = {o.lemma_.lower() for o in frame.objects} | {phrase_lemma(o) for o in frame.objects}

        def object_is(wanted: frozenset[str]) -> bool:
            return any(self._object_fits(o, w) for o in frame.objects for w in wanted) or bool(heads & wanted)

        governed = [(p, o) for p, found in frame.obliques.items() for o in found]

        def fits(row: VerbRow) -> bool:
            nouns = [o for p, o in governed if set(p.split("_")) & set(row.words[1:])]
            return object_is(row.objects) or any(self._object_fits(o, w) for o in nouns for w in row.objects)

        return self.lexicon.verb(token.lemma_.lower(), self._has_word(token), fits)

    def _object_fits(self, token: Token, wanted: str) -> bool:
        if wanted in ("@actor", "@people"):
            if self.referents.actors_at(token):
                return True
        if wanted == "@aid" and is_money(token):
            return True
        return (
            self.lexicon.is_a(token.lemma_.lower(), wanted)
            or self.lexicon.is_a(phrase_lemma(token), wanted)
            or self.lexicon.is_a(token.lower_, wanted)
        )

    def from_row(self, token: Token, frame: Frame, row: VerbRow, speaker: tuple[Actor, ...]) -> list[Proto]:
        signs = {"row"} | ({"object"} if row.objects else set())
        for noun in frame.objects:
            if row.objects or self.lexicon.noun(noun.lemma_.lower()):
                self.done.add(noun.i)
        found = self.make(
            token, frame, row.type, row.cameo, f"verb:{row.name}", speaker, flags=row.flags, signs=frozenset(signs)
        )
        for clause in self.complements(token, ""):
            if clause.i not in self.done:
                found += self.code(clause, speaker)
        return found

    # -- parties

    def actors(
        self, tokens: Iterable[Token], speaker: tuple[Actor, ...] = (), *, places: bool = False
    ) -> tuple[Actor, ...]:
        """Return the actors of ``tokens``, each once; a town is one only where ``places`` says that it can be acted upon."""
        found: dict[tuple[str, str], Actor] = {}
        for token in tokens:
            if not places and self.referents.is_place(token):
                continue
            for actor in self.referents.actors_at(token, speaker):
                found.setdefault((actor.party, actor.person), actor)
        return tuple(found.values())

    def deep(self, token: Token, speaker: tuple[Actor, ...] = (), level: int = 0) -> tuple[Actor, ...]:
        """Return the actors of a phrase: its head's, else those of its modifiers, nearest first."""
        own = self.actors(conjuncts(token) if level == 0 else [token], speaker)
        if own or level > 3:
            return own
        for deps in (
            ("nmod:poss",),
            ("amod", "compound", "flat"),
            ("nmod", "obl"),
            ("acl", "acl:relcl", "obj", "appos"),
        ):
            for child in token.children:
                if child.dep_ in deps:
                    found = self.deep(child, speaker, level + 1)
                    if found:
                        return found
        return ()

    def deep_first(self, tokens: Sequence[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return next((found for t in tokens for found in [self.deep(t, speaker)] if found), ())

    def addressees(self, frame: Frame, speaker: tuple[Actor, ...] = ()) -> tuple[Actor, ...]:
        found = self.actors([*frame.indirect, *frame.objects], speaker)
        for preposition in ("to", "with", "against", "on"):
            found = found or self.actors(frame.obliques.get(preposition, []), speaker)
        return tuple(a for a in found if a.sector != "MED" or a.country)

    def sources_of(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        found = self.actors(frame.subjects, speaker)
        if any(t.pos_ == "PRON" for t in frame.subjects):
            taken = frozenset(parties(self.actors([*frame.objects, *frame.indirect], speaker)))
            if taken and parties(found) & taken:
                found = tuple(a for t in frame.subjects for a in self.referents.actors_at(t, speaker, taken))
        if not frame.subjects and not frame.passive:
            found = self.actors(self.near_subject(frame.token), speaker)
        if not found:
            for subject in frame.subjects:
                found = self.deep(subject, speaker) if subject.lemma_.lower() not in ABSTRACT else ()
                if found:
                    break
        return found

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
        if not finite or "Part" in token.morph.get("VerbForm") and not auxiliaries(token) and token.dep_ != "ROOT":
            return []
        for i in range(token.i - 1, max(token.sent.start, token.i - 8) - 1, -1):
            word = self.doc[i]
            chunk = self.referents.by_token.get(i)
            if chunk is not None:
                before = self.doc[chunk.start - 1] if chunk.start > token.sent.start else None
                return [word] if chunk.actors and (before is None or before.pos_ not in ("ADP", "VERB", "PART")) else []
            if word.pos_ in ("VERB", "ADP", "PUNCT", "NOUN", "PRON"):
                return []
        return []

    def targets_of(
        self,
        frame: Frame,
        kind: str,
        source: tuple[Actor, ...],
        speaker: tuple[Actor, ...],
        *,
        inner_first: bool = False,
    ) -> tuple[tuple[Actor, ...], str]:
        """Return the targets and how they were found: object, oblique, or deep inside a phrase."""
        own, sectors = parties(source), {a.sector for a in source}

        def others(found: Sequence[Actor]) -> tuple[Actor, ...]:
            return tuple(
                a
                for a in found
                if a.party not in own
                or (kind in DOMESTIC and a.sector not in sectors and not {x.text for x in source} & {a.text})
            )

        towns = kind in REACHES_PLACES
        direct = others(self.actors([*frame.objects, *frame.indirect], speaker, places=towns))
        if direct:
            return direct, "direct"
        if kind in SYMMETRIC:
            for preposition in PARTNER_PREPOSITIONS:
                found = others(self.actors(frame.obliques.get(preposition, []), speaker))
                found = found or others(
                    tuple(a for o in frame.objects for a in self.actors(modifiers(o, preposition), speaker))
                )
                if found:
                    return found, "oblique"
            return (), "none"
        prepositions = TARGET_PREPOSITIONS + (PLACE_PREPOSITIONS if kind in REACHES_PLACES else ())
        if not inner_first:
            for preposition in prepositions:
                found = others(self.actors(frame.obliques.get(preposition, []), speaker, places=towns))
                if found:
                    return found, "oblique"
        for noun in [*frame.objects, *frame.indirect]:
            found = others(self.noun_parties(noun, speaker, source_first=inner_first))
            if found:
                return found, "inner"
        for preposition in prepositions:
            for noun in frame.obliques.get(preposition, []):
                found = (
                    others(self.deep(noun, speaker))
                    if preposition not in PLACE_PREPOSITIONS
                    else others(self.actors([noun], speaker, places=towns))
                )
                if found:
                    return found, "deep"
        return (), "none"

    def noun_parties(self, noun: Token, speaker: tuple[Actor, ...], *, source_first: bool) -> tuple[Actor, ...]:
        source, target = self.noun_sides(noun, speaker)
        if source_first:
            return source or target or self.deep(noun, speaker)
        return target or source or self.deep(noun, speaker)

    def noun_sides(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (source, target) of an event noun: ``Russia's attack on Ukraine``, ``the release of X by Y``."""
        source = self.actors([t for c in children(noun, "nmod:poss") for t in conjuncts(c)], speaker)
        if not source:
            source = self.actors(modifiers(noun, "by", "between", "among"), speaker)
        if not source:
            mods = [
                c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i and not case_of(c)
            ]
            mods = [m for m in mods if not self.referents.is_capital(m)]
            source = self.actors([t for m in mods for t in conjuncts(m)], speaker)
            head_chunk = self.referents.by_token.get(noun.i)
            if not source and head_chunk and head_chunk.actors and head_chunk.kind in ("role", "body"):
                source = head_chunk.actors
        target: tuple[Actor, ...] = ()
        for preposition in (
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
        ):
            towns = preposition in ("on", "against", "in", "into")
            target = self.actors(modifiers(noun, preposition), speaker, places=towns)
            if target and preposition == "in" and any(self.referents.is_capital(t) for t in modifiers(noun, "in")):
                target = ()
            if target:
                if preposition == "of" and not source:
                    return target, ()
                break
        if not target:
            for preposition in ("against", "on", "of", "for", "about", "over", "to"):
                for inner in modifiers(noun, preposition):
                    target = self.deep(inner, speaker)
                    if target:
                        return source, target
        return source, target

    # -- making events

    def make(
        self, token: Token, frame: Frame, kind: str, cameo: str, rule: str, speaker: tuple[Actor, ...], *,
        flags: frozenset[str] = frozenset(), signs: frozenset[str] = frozenset(), status: Status | None = None, class_: str = "",
        extra_target: tuple[Actor, ...] = (),
    ) -> list[Proto]:  # fmt: skip
        """Make the event of a predicate from its own arguments; empty where it lacks what its type needs."""
        source = self.sources_of(frame, speaker)
        if "reverse" in flags:
            target = source or next(
                (
                    d
                    for p in ("by", "about", "at", "over", "with")
                    for o in frame.obliques.get(p, [])
                    for d in [self.deep(o, speaker)]
                    if d
                ),
                (),
            )
            source, how = self.actors(frame.objects, speaker) or self.deep_first(frame.objects, speaker), "direct"
            source = source or self.targets_of(frame, kind, (), speaker)[0]
        else:
            target, how = self.targets_of(
                frame, kind, source, speaker, inner_first="agent_inner" in flags or class_ in INNER_SOURCE_FIRST
            )
        if not source and kind == "MOBILIZE" and frame.passive:
            source, target, how = self.actors(frame.objects, speaker), (), "none"
        if not source and frame.passive and kind in BY_HOST and target:
            source = tuple(
                a
                for a in self.hosts(frame, speaker)
                if a.party not in parties(target) or (kind == "COERCE" and target[0].sector != "GOV")
            )
            signs = signs | {"source:place"}
        if not target and extra_target:
            target, how = tuple(a for a in extra_target if a.party not in parties(source)), "inner"
        self.trace.considered.append(
            f"{token.text}: {rule} {kind} {[a.name for a in source]} -> {[a.name for a in target]}"
        )
        if (
            "target_required" in flags
            and not target
            and not self.lenient
            and not (kind in ANSWERS and political(source) and source[0].sector != "CVL")
        ):
            self.trace.dropped.append(f"{token.text}: {kind} needs a target")
            return []
        if not source and kind == "PROTEST":
            source = self.crowd(frame)
        lone = kind in ("MOBILIZE", "PROTEST") and source
        if "weak" in flags and not (lone or self.lenient or (political(source) and political(target))):
            self.trace.dropped.append(f"{token.text}: {kind} needs two political actors")
            return []
        if (
            status is None
            and kind in HOSTILE_ACTS
            and auxiliaries(token) & (FUTURE | WOULD)
            and any(has_mark(c, "if", "unless") for c in children(token, "advcl"))
        ):
            kind, cameo, status, signs = "THREATEN", "130", "actual", signs | {"conditional"}
        status = status or status_of(token)
        if (
            token.dep_ in ("advcl", "acl")
            and has_mark(token, "to")
            and kind not in SYMMETRIC
            and status == "actual"
            and not self.lenient
        ):
            status = "hypothetical"
        if "planned" in flags and status == "actual":
            status = "planned"
        proto = Proto(
            kind,
            cameo or ontology.default_cameo(kind),
            token,
            token,
            source,
            target,
            status,
            rule,
            speaker,
            signs | {f"target:{how}"},
        )
        return [self.mutual(proto) if kind in SYMMETRIC or "symmetric" in flags else proto]

    def hosts(self, frame: Frame, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``was arrested in Minsk``, ``was summoned in the Russian capital``: where no agent is named, the state of the place acts."""
        for preposition in ("from", "in", "at"):
            for noun in frame.obliques.get(preposition, []):
                found = self.actors([noun], speaker, places=True) or self.deep(noun, speaker)
                if found and preposition == "from":
                    return found if found[0].sector == "IGO" else ()
                if found and found[0].country:
                    return (Actor(name=found[0].country, text=noun.text, country=found[0].country, sector="GOV"),)
        return ()

    def crowd(self, frame: Frame) -> tuple[Actor, ...]:
        """Farmers who march in Warsaw are Poland's: the people of the place in the sentence, else of the country named most."""
        people = next(
            (s for s in frame.subjects if s.pos_ in ("NOUN", "PROPN", "NUM") and not self.referents.is_place(s)), None
        )
        if people is None:
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

    def mutual(self, proto: Proto) -> Proto:
        """A mutual act has all its parties as sources."""
        everyone: dict[tuple[str, str], Actor] = {}
        for actor in (*proto.source, *proto.target):
            everyone.setdefault((actor.party, actor.person), actor)
        return replace(proto, source=tuple(everyone.values()), target=())

    def compose(
        self, token: Token, frame: Frame, kind: str, clauses: list[Token], speaker: tuple[Actor, ...], row: VerbRow | None
    ) -> list[Proto] | None:  # fmt: skip
        """Code a commitment over what it governs; None where it governs no event, so that its own entry decides."""
        inner = self.inner_events(frame, clauses, speaker)
        if row is not None and row.objects:
            return None
        if not inner:
            extra = self._clause_parties(clauses, speaker)
            if kind in DEFAULT_TYPE and clauses and extra:
                return self.make(
                    token,
                    frame,
                    DEFAULT_TYPE[kind],
                    row.cameo if row else "",
                    f"commitment:{kind}",
                    speaker,
                    class_=kind,
                    extra_target=extra,
                )
            return None
        first = inner[0]
        made = self.lexicon.compose(kind, first.type)
        if made is None or made.type in ("", "NONE"):
            return [] if made is not None else None
        signs = frozenset({"composed", f"inner:{first.type}"})
        if made.type == first.type and kind in ("PLAN", "START", "TRY", "HELP", "ALLOW", "FAIL", "ORDER"):
            status: Status = (
                "planned"
                if made.status == "planned"
                else made.status
                if made.status in ("hypothetical", "denied")
                else first.status
            )  # type: ignore[assignment]
            source = first.source or self.sources_of(frame, speaker)
            return [
                replace(
                    p,
                    source=p.source or source,
                    anchor=token,
                    status=status,
                    rule=f"{kind}({p.rule})",
                    signs=p.signs | signs,
                )
                for p in inner
                if p.type == first.type
            ]
        own = self.sources_of(frame, speaker)
        candidates = (*first.source, *first.target) if kind in INNER_SOURCE_FIRST else (*first.target, *first.source)
        extra = tuple(a for a in candidates if a.party not in parties(own))[:2]
        return self.make(
            token,
            frame,
            made.type,
            made.cameo,
            f"{kind}({first.rule})",
            speaker,
            class_=kind,
            signs=signs,
            extra_target=extra,
        )

    def inner_events(self, frame: Frame, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> list[Proto]:
        """Return the events of the clauses and event nouns that a commitment governs."""
        found: list[Proto] = []
        self.lenient += 1
        for clause in clauses:
            if clause.i not in self.done:
                found += self.code(clause, speaker)
        self.lenient -= 1
        nouns = [
            *frame.objects,
            *(
                t
                for p in ("for", "of", "on", "to", "against", "with", "from", "over", "about")
                for t in frame.obliques.get(p, [])
            ),
        ]
        for noun in nouns:
            found += self.noun_event(noun, speaker)
        return found

    def _clause_parties(self, clauses: Sequence[Token], speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        for clause in clauses:
            frame = frame_of(clause)
            own = children(clause, "nsubj")
            found = self.actors(frame.subjects, speaker) if own else ()
            found = found or self.actors(
                [*frame.objects, *(t for p in ("with", "to", "against", "on") for t in frame.obliques.get(p, []))],
                speaker,
            )
            if found:
                return found
        return ()

    # -- nouns

    def noun_row(self, noun: Token) -> NounRow | None:
        if self.referents.is_name(noun) or noun.ent_type_ == "DATE":
            return None
        row = (
            self.lexicon.noun(phrase_lemma(noun))
            or self.lexicon.noun(noun.lemma_.lower())
            or self.lexicon.noun(noun.lower_)
        )
        return row if row and row.type and row.type != "NONE" else None

    def noun_event(self, noun: Token, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Return the event that a governed noun stands for, parties as far as the phrase tells them."""
        row = self.noun_row(noun)
        if row is None:
            return []
        self.done.add(noun.i)
        source, target = self.noun_sides(noun, speaker)
        return [
            Proto(
                row.type,
                row.cameo or ontology.default_cameo(row.type),
                noun,
                noun,
                source,
                target,
                "actual",
                f"noun:{row.noun}",
                speaker,
            )
        ]

    def bare_noun(self, noun: Token) -> list[Proto]:
        """Return the event of a noun that nothing governs, if its phrase names the parties."""
        row = self.noun_row(noun)
        if row is None:
            return []
        speaker = self.attribution.speaker_at(noun)
        source, target = self.noun_sides(noun, speaker)
        target = tuple(a for a in target if a.party not in parties(source))
        governor = noun.head
        if (
            row.type in SYMMETRIC
            and len(parties((*source, *target))) < 2
            and governor.pos_ == "VERB"
            and noun.dep_ in ("obl", "obj", "nsubj", "nsubj:pass")
        ):
            frame = frame_of(governor)
            also = self.actors(frame.subjects if noun not in frame.subjects else [], speaker)
            source = (*source, *(a for a in also if a.party not in parties(source)))
        self.trace.considered.append(
            f"{noun.text}: noun:{row.noun} {row.type} {[a.name for a in source]} -> {[a.name for a in target]}"
        )
        both = len(parties((*source, *target))) >= 2
        if not source or not (both if row.type in SYMMETRIC or "weak" in row.flags or row.type != "MOBILIZE" else True):
            self.trace.dropped.append(f"{noun.text}: {row.type}: the phrase does not name both parties")
            return []
        status: Status = (
            "hypothetical"
            if under_condition(noun)
            else "planned"
            if governor.pos_ == "VERB" and auxiliaries(governor) & FUTURE
            else "actual"
        )
        if governor.pos_ == "VERB" and is_negated(governor):
            status = "denied"
        signs = frozenset({"noun", "weak"} if "weak" in row.flags else {"noun"})
        proto = Proto(
            row.type,
            row.cameo or ontology.default_cameo(row.type),
            noun,
            noun,
            source,
            target,
            status,
            f"noun:{row.noun}",
            speaker,
            signs,
        )
        return [self.mutual(proto) if row.type in SYMMETRIC or "symmetric" in row.flags else proto]

    # -- reports

    def report(
        self,
        who: tuple[Actor, ...],
        to: tuple[Actor, ...],
        clauses: Sequence[Token],
        kind: str,
        verb: Token | None = None,
    ) -> list[Proto]:
        """Code what somebody says: a promise, a threat, a demand, an accusation, or simply what happened."""
        found: list[Proto] = []
        for clause in clauses:
            if clause.i in self.done:
                continue
            found += self.reported_clause(who, to, clause, kind, verb)
        if not found and kind == "WARN" and verb is not None and to:
            found.append(
                Proto(
                    "THREATEN", "130", verb, verb, who, to, status_of(verb), "report:warn", who, frozenset({"report"})
                )
            )
        return found

    def reported_clause(
        self, who: tuple[Actor, ...], to: tuple[Actor, ...], clause: Token, kind: str, verb: Token | None
    ) -> list[Proto]:
        trigger = verb if verb is not None and kind != "SAY" else clause
        anchor = verb if verb is not None else clause
        subjects = self.actors(frame_of(clause).subjects, who)
        own = (bool(subjects) and parties(subjects) <= parties(who)) or self._owned(clause)
        words = auxiliaries(clause)
        inner = self.code(clause, who)
        told = status_of(verb) if verb is not None else "actual"
        if told == "denied":
            return []
        others = tuple(a for a in subjects if a.party not in parties(who))

        def event(type_: str, cameo: str, target: tuple[Actor, ...], rule: str) -> list[Proto]:
            target = tuple(a for a in target if a.party not in parties(who))
            status: Status = "planned" if told == "planned" else "actual"
            return [
                Proto(
                    type_,
                    cameo,
                    trigger,
                    anchor,
                    who,
                    target,
                    status,
                    rule,
                    who,
                    frozenset({"report", "target:direct" if target else "target:none"}),
                )
            ]

        inner_targets = tuple(a for p in inner for a in (*p.target, *p.source) if a.party not in parties(who))
        if political(who) and others and (words & OUGHT or self._needs(clause)) and not own:
            return event("REQUEST", "020", others, "report:ought")
        if kind == "WARN":
            if own or self._consequence(clause):
                return event("THREATEN", "130", to or others or inner_targets, "report:warn-own")
            if to:
                return event("THREATEN", "130", to, "report:warn-to")
            if inner and inner[0].source and political(inner[0].source):
                return event("ACCUSE", "112", inner[0].source, "report:warn-other")
            return []
        if (
            own
            and political(who)
            and words & (FUTURE | WOULD)
            and self._conditional(clause)
            and (not inner or inner[0].type in HOSTILE_ACTS)
        ):
            return event("THREATEN", "130", inner_targets or to, "report:if-threat")
        if own and words & (FUTURE | WOULD) and inner:
            if inner[0].type in ("CONSULT", "AID", "COOPERATE", "SUPPORT", "AGREE", "RETREAT", "CONCEDE"):
                if inner[0].type == "CONSULT":
                    return [replace(p, status="planned", speaker=who) for p in inner]
                return event("AGREE", "030", to or inner_targets, f"report:promise({inner[0].rule})")
            if inner[0].type in HOSTILE_ACTS | {"REJECT"}:
                return event(
                    "THREATEN" if inner[0].type != "REJECT" else "REJECT",
                    "130" if inner[0].type != "REJECT" else "120",
                    inner_targets or to,
                    f"report:threat({inner[0].rule})",
                )
        if not inner and political(who) and clause.pos_ in ("NOUN", "ADJ") and children(clause, "cop"):
            verdict = self.lexicon.judgement(t.lemma_.lower() for t in clause_words(clause))
            about = tuple(
                a for s in frame_of(clause).subjects for a in self.deep(s, who) if a.party not in parties(who)
            )
            if verdict:
                return [
                    replace(p, signs=p.signs | {"judgement"})
                    for p in event(verdict, ontology.default_cameo(verdict), about, "report:judgement")
                ]  # type: ignore[arg-type]
        if (
            verb is not None
            and not own
            and political(who)
            and inner
            and inner[0].type in HOSTILE_ACTS
            and inner[0].status == "actual"
        ):
            accused = tuple(a for a in inner[0].source if a.party not in parties(who))
            if (
                accused
                and political(accused)
                and not parties(inner[0].target) & parties(accused)
                and not all(a.sector in AGENCY for a in who)
            ):
                return event("ACCUSE", "112", accused, f"report:allege({inner[0].rule})")
        return [replace(p, speaker=who) for p in inner]

    def _owned(self, clause: Token) -> bool:
        """``his men would shoot back``, ``our answer will be different``: the subject is the speaker's own."""
        return any(
            p.lower_ in ("his", "her", "its", "their", "our", "my")
            for s in children(clause, "nsubj")
            for p in children(s, "nmod:poss")
        )

    def _conditional(self, clause: Token) -> bool:
        """True where the clause says what follows if something is done or not done."""
        near = [clause, *clause.children]
        return any(has_mark(t, "if", "unless", "should") for t in near if t.dep_ == "advcl") or any(
            t.lower_ == "otherwise" for t in near
        )

    def _needs(self, clause: Token) -> bool:
        return (
            clause.lemma_.lower() == "need"
            or any(c.lemma_.lower() in ("need", "must") for c in clause.children if c.dep_ == "aux")
            or (clause.lemma_ == "have" and bool(children(clause, "xcomp")))
        )

    def _consequence(self, clause: Token) -> bool:
        """``would pay a heavy price``, ``will face sanctions``, ``risks ...``: what the warned will suffer."""
        if clause.lemma_.lower() in ("pay", "face", "suffer", "risk", "regret", "bear"):
            return True
        return any(
            c.lemma_.lower() in ("consequence", "cost", "price", "retaliation", "response") for c in clause.subtree
        )


MONEY = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "million", "billion", "$", "€", "£", "m", "bn"}
)


def is_money(token: Token) -> bool:
    return token.lemma_.lower() in MONEY or any(
        c.lemma_.lower() in MONEY or c.text[:1] in "$€£" for c in token.children
    )


def clause_words(clause: Token) -> list[Token]:
    """Return the predicate with its modifiers, the clauses that hang on it left out."""
    return [
        clause,
        *(t for c in clause.children if c.dep_ in ("amod", "advmod", "nmod", "compound", "det") for t in c.subtree),
    ]


def depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def phrase_lemma(noun: Token) -> str:
    """Return the noun with its compound before it: ``air strike``, ``peace talks``."""
    before = [c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod") and c.i == noun.i - 1]
    return f"{before[0]} {noun.lemma_.lower()}" if before else noun.lemma_.lower()


def political(actors: Iterable[Actor]) -> bool:
    """True where at least one of ``actors`` is a state, its organs, an international body or an armed group."""
    return any(
        a.sector in ("GOV", "MIL", "LEG", "JUD", "IGO", "REB", "OPP", "SPY")
        or (a.country and a.sector in ("UNK", "CVL"))
        for a in actors
    )


def events_in(doc: Doc, coder: Coder) -> Iterator[tuple[Span, list[Proto], Trace]]:
    """Yield each sentence with its events and the trace of how they were found."""
    for sent in doc.sents:
        yield sent, coder.sentence(sent), coder.trace


__all__ = ["COOPERATIVE", "Coder", "Proto", "Trace", "events_in"]
