"""Nouns as events: ``the attack on Kyiv``, ``talks between them``, ``Germany's demand that Iran free her``."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from demarche.extraction.agentless import BY_HOST
from demarche.extraction.cast import others_than
from demarche.extraction.clauses import frame_of, modifiers
from demarche.extraction.eventwords import EventNoun
from demarche.extraction.harms import unknown_in
from demarche.extraction.lexicon import measures
from demarche.extraction.meaning import VISIT
from demarche.extraction.phrases import (
    auxiliaries,
    case_of,
    children,
    has_feature,
    has_mark,
    is_negated,
    marks,
    sentence_of,
)
from demarche.extraction.proto import HOSTILE_ACTS, SYMMETRIC, Proto, both_ways, mutual, parties, sides
from demarche.extraction.scene import Scene
from demarche.extraction.status import DOUBTFUL, FUTURE, OUGHT, under_condition
from demarche.models import Actor, Status

CLAUSE_NOUNS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "ACCUSE"})
"""Types whose nouns govern a clause that tells what is demanded, threatened ..., not what happened."""

JUDGED = frozenset({"SUPPORT", "CONDEMN", "ACCUSE", "DEMAND", "WARN", "DENY", "REGRET", "SAY"})
"""Commitments whose subject speaks about a meeting and takes no part in it."""
OCCASIONS = frozenset(
    {"after", "during", "at", "in", "before", "following", "under", "through", "ahead_of", "by", "over"}
)
RECIPROCAL = frozenset({"mutual", "reciprocal", "tit", "tat", "tit-for-tat"})
"""Words beside an event noun that say that each side does it to the other."""
FIGHT = "190"
"""CAMEO's code of fighting: clashes and battles, which take two."""
COURSE = frozenset({"resume", "begin", "start", "continue", "reopen", "collapse", "fail", "break", "stall", "open"})
"""What talks do that take place or have taken place."""
CALL = "041"
"""CAMEO's code of a call: whom the caller tells something is on the line."""


RELATIONS = frozenset({"COOPERATE", "REJECT", "AGREE"})
"""Types whose weak nouns (``trade``, ``partnership``, ``opposition``) mostly name how two sides stand."""
STATEMENTS = frozenset({"insistence"})
"""Nouns that demand, and with a plain clause only state, against those who doubt it."""
THOUGHT = frozenset({"any", "possible", "potential", "hypothetical", "eventual", "feared", "threatened", "imminent"})
"""Words beside an event noun that leave open whether it happens."""
TERROR = frozenset({"180", "183", "1831"})
"""CAMEO's codes of killings and bombings, which may be told though nobody knows who did them."""
DAYS = frozenset({"today", "yesterday", "tonight"})
"""Days that the parse need not take for dates."""
COMPARED = frozenset({"like", "unlike", "in_case_of", "in_the_event_of"})
"""What another event is likened to, or only reckoned with, isn't told."""
UNREAL = frozenset({"PLAN", "PREVENT", "TRY", "FAIL", "WARN"})
"""Commitments under which an event noun names no deed: ``fear``, ``prepare``, ``avert`` an invasion."""


class Nouns:
    """Codes the event nouns of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.words = scene.words

    def clause_of_noun(self, token: Token) -> list[Proto] | None:
        """``Germany's demand that Iran free her``: the noun makes the event, not its clause."""
        noun = token.head
        clausal = token.dep_ in ("acl", "ccomp", "xcomp") and noun.pos_ == "NOUN"
        if not clausal or not marks(token) & {"that", "to", "for", "of"}:
            return None
        row = self.words.event_noun(noun)
        if row is None and has_mark(token, "that") and self.words.lexicon.is_a(noun.lemma_.lower(), "@claim"):
            # ``claims that its troops crossed the border``: what somebody is said to claim isn't told as a fact.
            self.scene.done.add(token.i)
            return []
        if row is not None and noun.lemma_.lower() in STATEMENTS and has_mark(token, "that") and states(token):
            row = replace(row, type="REJECT", cameo="120")
        if row is None or row.type not in CLAUSE_NOUNS or any(c.lower_ == "no" for c in children(noun, "det")):
            return None
        if noun.i in self.scene.done and has_mark(token, "for"):
            # ``drew criticism for saying``: the verb has told whose criticism it is.
            self.scene.done.add(token.i)
            return []
        self.scene.done |= {token.i, noun.i}
        speaker = self.scene.attribution.speaker_at(noun)
        source, target = self.scene.noun_sides.of(noun, speaker)
        if not source and noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
            source = self.cast.actors(frame_of(noun.head).subjects, speaker)
        frame = frame_of(token)
        inner = self.cast.actors(frame.subjects if children(token, "nsubj") else [], speaker)
        inner = inner or self.scene.targets.of(frame, row.type, source, speaker)[0]
        own = parties(source)
        target = tuple(a for a in (target or inner) if a.party not in own)
        status = self.status(noun, planned=False)
        rule, signs = f"noun-clause:{row.name}", frozenset({"noun", "clause"})
        return [Proto(row.type, row.cameo, noun, noun, source, target, status, rule, speaker, signs)]

    def noun_event(self, noun: Token, speaker: tuple[Actor, ...]) -> list[Proto]:
        """Return the event that a governed noun stands for, parties as far as the phrase tells them."""
        row = self.words.event_noun(noun)
        if row is None:
            return []
        self.scene.done.add(noun.i)
        source, target = self.scene.noun_sides.of(noun, speaker)
        return [Proto(row.type, row.cameo, noun, noun, source, target, "actual", f"noun:{row.name}", speaker)]

    def bare_noun(self, noun: Token) -> list[Proto]:
        """Return the event of a noun that nothing governs, if its phrase names the parties."""
        row = self.words.event_noun(noun)
        if row is None or case_of(noun) in COMPARED or is_kind(noun):
            return []
        speaker = self.scene.attribution.speaker_at(noun)
        if row.type in HOSTILE_ACTS and is_mutual(noun):
            return self.exchange(noun, row, speaker)
        source, target = self.sides(noun, row, speaker)
        if not source and row.cameo in TERROR and is_dated(noun):
            source, target = self.bombing(noun, target, speaker)
        self.scene.trace.considered.append(
            f"{noun.text}: noun:{row.name} {row.type} {[a.name for a in source]} -> {[a.name for a in target]}"
        )
        if not source and not target and (pair := self.of_the_story(noun, row)):
            signs, rule = frozenset({"noun", "dual"}), f"noun:{row.name}"
            status = self.status(noun, planned=True)
            proto = Proto(row.type, row.cameo, noun, noun, pair, (), status, rule, speaker, signs)
            return [mutual(proto) if row.type in SYMMETRIC else both_ways(proto)]
        alone = row.type == "MOBILIZE" and "weak" not in row.flags
        several = len(sides(source)) > 1 if row.type in SYMMETRIC else bool(target) or len(parties(source)) > 1
        if "weak" in row.flags and row.type in RELATIONS and not is_told(noun):
            self.scene.trace.dropped.append(f"{noun.text}: {row.type}: a relation, of which nothing new is told")
            return []
        if not source or not (alone or several):
            self.scene.trace.dropped.append(f"{noun.text}: {row.type}: the phrase does not name both parties")
            return []
        signs = frozenset({"noun", "weak"} if "weak" in row.flags else {"noun"})
        signs |= {"target:direct"} if target else set()
        status = self.status(noun, planned=True)
        proto = Proto(row.type, row.cameo, noun, noun, source, target, status, f"noun:{row.name}", speaker, signs)
        return [mutual(proto) if row.type in SYMMETRIC or "symmetric" in row.flags else proto]

    def sides(
        self, noun: Token, row: EventNoun, speaker: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return (source, target) of an event noun; all who take part in a meeting are its source."""
        if row.type in SYMMETRIC:
            return self.participants(noun, row, speaker), ()
        if row.type == "MOBILIZE":
            source, target = self.scene.noun_sides.posture(noun, speaker)
        else:
            source, target = self.scene.noun_sides.of(noun, speaker)
            of = self.cast.actors(modifiers(noun, "of"), speaker, places=True)
            if "undergone" in row.flags:
                source = self.scene.noun_sides.source(noun, speaker) or self.by_host(noun, row, of, speaker)
                target = of or target
            elif not source:
                # ``the withdrawal of French troops from Mali``, ``an attack of the rebels on Goma``
                source = of
        return source, others_than(source, row.type)(target)

    def of_the_story(self, noun: Token, row: EventNoun) -> tuple[Actor, ...]:
        """``Talks resumed``, ``were killed in a four-day battle``: the two states of the story, where the clause tells
        of what nobody is said to have taken part in when it was, or that it went on."""
        protagonists = self.cast.referents.protagonists
        fight = row.type == "ASSAULT" and "weak" not in row.flags and row.cameo == FIGHT
        if not (row.type in SYMMETRIC or fight) or (fight and protagonists.at_war_at_home):
            return ()
        verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
        if verb is None:
            return ()
        goes_on = row.type in SYMMETRIC and noun.dep_ == "nsubj" and verb == noun.head and verb.lemma_ in COURSE
        told = any(t.ent_type_ == "DATE" for t in sentence_of(verb)) or any(
            protagonists.homes.is_locative(c) for c in protagonists.named_in(noun.subtree)
        )
        # ``freed the man whom it had seized in a clash``: who does something there is told, and his clash is no news.
        occasion = case_of(noun) in ("in", "at", "during") and told and not children(verb, "obj")
        return protagonists.alone_in(verb) if goes_on or occasion else ()

    def bombing(
        self, noun: Token, target: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """``yesterday's bombings in Istanbul``: of an attack by nobody named, the place tells whom it struck."""
        struck = self.cast.governing(list(modifiers(noun, "in", "at", "on", "near")), speaker)
        unknown = tuple(unknown_in(a.country) for a in struck[:1] if a.country)
        return unknown, target or struck

    def by_host(
        self, noun: Token, row: EventNoun, target: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """``the detention of two Spaniards in Caracas``: where nobody is said to act, the state of the place does."""
        places = [t for n in (noun, *modifiers(noun, "of")) for t in modifiers(n, "in", "from")]
        hosts = self.cast.governing(places, speaker) if row.type in BY_HOST else ()
        citizens = row.type == "COERCE" and all(a.sector != "GOV" for a in target)
        return tuple(a for a in hosts if citizens or a.party not in parties(target))

    def exchange(self, noun: Token, row: EventNoun, speaker: tuple[Actor, ...]) -> list[Proto]:
        """``tit-for-tat expulsions``: each of the two does it to the other."""
        named = {a.party: a for a in self.scene.noun_sides.members(noun, speaker)}
        pair = tuple(named.values()) if len(named) == 2 else self.cast.referents.recent_pair(noun.i)
        if len(pair) < 2 or self.status(noun, planned=True) != "actual":
            return []
        signs = frozenset({"noun"})
        return [
            both_ways(Proto(row.type, row.cameo, noun, noun, pair, (), "actual", f"noun:{row.name}", speaker, signs))
        ]

    def participants(self, noun: Token, row: EventNoun, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return the parties of a meeting: whom its phrase names, else its predicate's subject, and its mediator."""
        predicate = predicate_of(noun)
        governor = predicate or governor_of(noun)
        mediators = [a for t in (noun, governor) if t is not None for a in self.scene.noun_sides.mediators(t, speaker)]
        found = self.both(noun, predicate, speaker) if row.cameo != VISIT else ()
        found = found or self.scene.noun_sides.members(noun, speaker)
        found = found or self.named_after(noun, speaker)
        if predicate is not None:
            found += self.present(noun, row, predicate, found, speaker)
        if (mediators or is_round(noun)) and parties(found) <= parties(mediators):
            found = self.cast.referents.recent_pair(noun.i)
        return (*found, *(a for a in mediators if a.party not in parties(found)))

    def named_after(self, noun: Token, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``The call was the first between Biden and Xi``: the predicate names who took part."""
        named = noun.dep_ == "nsubj" and children(noun.head, "cop")
        return self.cast.actors(modifiers(noun.head, "between", "among"), speaker) if named else ()

    def both(self, noun: Token, predicate: Token | None, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """``met Lavrov, their first meeting since May``: whose it is are those who met, else the two named last."""
        if not any(t.lower_ == "their" for t in children(noun, "nmod:poss")):
            return ()
        if predicate is not None:
            frame = frame_of(predicate)
            named = self.cast.actors([t for t in (*frame.subjects, *frame.objects) if t != noun], speaker)
            if len(parties(named)) > 1:
                return named
        own = self.scene.noun_sides.source(noun, speaker)
        return own if len(parties(own)) > 1 else self.cast.referents.recent_pair(noun.i)

    def present(
        self, noun: Token, row: EventNoun, predicate: Token, named: tuple[Actor, ...], speaker: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return who takes part beyond those ``named`` in the phrase: the subject of the predicate and, for a visit,
        the government of the place where the subject is."""
        if len(parties(named)) > 1 or (self.words.class_of(predicate) in JUDGED and not is_occasion(noun)):
            return ()
        if any(c.lower_ in ("that", "this") for c in children(noun, "det")) or self.is_venue(noun, named, speaker):
            return ()
        frame = frame_of(predicate)
        verb = self.words.row_of(predicate, frame)
        if verb is not None and verb.type in SYMMETRIC and case_of(noun) in ("at", "in", "on", "during"):
            return ()  # ``met Hun Sen at the ASEAN summit``: the summit is where they met.
        found = self.cast.actors(frame.subjects, speaker) if noun not in frame.subjects else ()
        if row.cameo == CALL:
            found += self.cast.addressees(frame, speaker)
        if row.cameo == VISIT and len(parties((*named, *found))) < 2:
            found += self.cast.actors([predicate], speaker) or self.cast.visited(frame, speaker)
        return tuple(a for a in found if a.party not in parties(named))

    def is_venue(self, noun: Token, named: tuple[Actor, ...], speaker: tuple[Actor, ...]) -> bool:
        """``at a G20 meeting``: what only a body holds is where others are, and whom they meet it doesn't tell."""
        held = self.scene.noun_sides.source(noun, speaker)
        return bool(held) and all(a.sector == "IGO" for a in held) and parties(named) <= parties(held)

    def status(self, noun: Token, *, planned: bool) -> Status:
        """Return the status that the noun's verb gives it; ``planned`` where a future verb makes it a plan."""
        governor = governor_of(noun)
        if is_thought(noun) or (not planned and under_condition(noun)):
            return "hypothetical"
        if governor is not None and is_negated(governor) and not is_called_void(noun):
            return "denied"
        if governor is not None and (
            self.words.class_of(governor) in UNREAL or auxiliaries(governor) & (DOUBTFUL | OUGHT)
        ):
            return "hypothetical"
        if under_condition(noun):
            return "hypothetical"
        return "planned" if planned and governor is not None and auxiliaries(governor) & FUTURE else "actual"


def is_called_void(noun: Token) -> bool:
    """``The detention has no legal basis``: what is said to lack something has taken place."""
    return noun.dep_ == "nsubj" and noun.head.lemma_.lower() in ("have", "lack")


def states(clause: Token) -> bool:
    """``insistence that it has no plans``: a finite clause without ``must`` tells; a bare verb asks."""
    finite = has_feature(clause, "VerbForm", "Fin") or bool(auxiliaries(clause))
    return finite and not has_feature(clause, "Mood", "Sub") and not auxiliaries(clause) & OUGHT


def predicate_of(noun: Token) -> Token | None:
    """Return the predicate whose argument a meeting is, however the meeting is measured.

    ``arrived for talks with Blinken``, ``agreed after three weeks of talks``, ``is in Muscat for talks``.
    """
    while noun.dep_ == "nmod" and case_of(noun) == "of" and noun.head.lemma_.lower() in measures("span"):
        noun = noun.head
    argument = noun.dep_ in ("obl", "obj", "nsubj", "nsubj:pass")
    return noun.head if argument and (noun.head.pos_ == "VERB" or children(noun.head, "cop")) else None


def is_thought(noun: Token) -> bool:
    """``a possible invasion``, ``any troop movements``: spoken of, not told."""
    return any(c.lower_ in THOUGHT for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "det"))


def is_kind(noun: Token) -> bool:
    """``a patrol boat``, ``attack helicopters``: of what kind a thing is, not what happened."""
    return noun.dep_ == "compound" and noun.head.i == noun.i + 1


def is_told(noun: Token) -> bool:
    """True where the phrase of a noun that is seldom an event tells when or how much."""
    return is_dated(noun) or any(t.pos_ == "NUM" for t in noun.subtree)


def is_dated(noun: Token) -> bool:
    """True where the phrase of ``noun`` itself tells when: ``yesterday's bombings``, ``the attacks of 13 November``."""
    return any(t.ent_type_ == "DATE" or t.lower_ in DAYS for t in noun.subtree)


def is_mutual(noun: Token) -> bool:
    """``mutual accusations``, ``tit-for-tat expulsions``."""
    return any(t.lower_ in RECIPROCAL for c in noun.children if c.i < noun.i for t in c.subtree)


def is_round(noun: Token) -> bool:
    """True for ``the next round of talks``, which continues those of the two sides."""
    return noun.dep_ == "nmod" and case_of(noun) == "of" and noun.head.lemma_.lower() == "round"


def is_occasion(noun: Token) -> bool:
    """``said after talks with Lavrov``, ``warned at a summit``: whoever speaks at a meeting takes part in it."""
    return noun.dep_ == "obl" and case_of(noun) in OCCASIONS


def governor_of(noun: Token) -> Token | None:
    """Return the verb that governs ``noun``, also through other nouns: ``open the way to a renewal of talks``."""
    while noun.dep_ == "nmod":
        noun = noun.head
    return noun.head if noun.head.pos_ == "VERB" else None
