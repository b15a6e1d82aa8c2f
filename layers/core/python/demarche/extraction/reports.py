"""Reported speech as events: a promise, a threat, a demand, an accusation, or simply what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from demarche import ontology
from demarche.extraction.clauses import frame_of
from demarche.extraction.lexicon import COOPERATIVE
from demarche.extraction.phrases import auxiliaries, children, has_mark, is_negated
from demarche.extraction.proto import HOSTILE_ACTS, Code, Proto, parties, political
from demarche.extraction.sayings import conditions, saying_of
from demarche.extraction.scene import Scene
from demarche.extraction.status import DOUBTFUL, FUTURE, OUGHT, WOULD, status_of, under_condition
from demarche.models import Actor, EventType, Status

WITNESSES = frozenset({"MIL", "IGO"})
ARMING = "072"
"""CAMEO's code of military aid: who tells that others arm a third accuses them."""
PLOTS = frozenset({"ASSAULT", "COERCE"})
"""What one is accused of already for preparing it: ``is preparing to invade, officials said``."""
PROMISED = frozenset({"AID", "COOPERATE", "SUPPORT", "AGREE", "RETREAT", "CONCEDE"})
"""What somebody says that he will do is a promise; a meeting that he announces is a planned meeting."""
EXCLUDING = frozenset({"will", "would", "can", "could"})
"""With these, ``there ... no`` refuses; ``there were no talks`` only reports."""
RIGHTFUL = frozenset({"liberate", "recapture", "retake", "regain", "reclaim", "free", "clear"})
"""Words for force that the speaker approves of: who says that allies ``liberated`` a town accuses nobody."""

AFFRONTS = frozenset({
    "escalate", "retaliate", "continue", "persist", "fail", "refuse", "repeat", "violate", "breach", "ignore",
    "attack", "provoke", "proceed", "reject", "worsen", "invade", "obstruct", "defy",
})  # fmt: skip
"""What one warns others not to do."""

CHALLENGERS = frozenset({"OPP", "REB", "CVL", "NGO"})
POWERS = frozenset({"GOV", "MIL", "SPY", "JUD"})
"""Whom those of ``CHALLENGERS`` accuse in their own country."""


@dataclass(frozen=True)
class Telling:
    """One clause that somebody says, with the events in it."""

    who: tuple[Actor, ...]
    to: tuple[Actor, ...]
    clause: Token
    kind: str
    """The commitment of the verb of saying: ``SAY`` or ``WARN``."""
    verb: Token | None
    """None where a quotation has its speaker from elsewhere."""
    inner: list[Proto]
    subjects: tuple[Actor, ...]
    told: Status
    """The status of the saying itself."""

    def others(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """Return ``actors`` without the speaker's own side."""
        return tuple(a for a in actors if not self.is_own(a))

    def is_own(self, actor: Actor) -> bool:
        """True for the speaker's own party; an opposition's or a rebel's own is not the government of his country.

        Nor are rebels a government's own, nor anybody else of their country the rebels': ``would free 20 soldiers``.
        """
        opposed = actor.sector in POWERS and all(a.sector in CHALLENGERS for a in self.who)
        at_war = all((a.sector == "REB") != (actor.sector == "REB") for a in self.who)
        return actor.party in parties(self.who) and not opposed and not at_war

    @property
    def first(self) -> Proto | None:
        return self.inner[0] if self.inner else None

    @property
    def tells(self) -> bool:
        """True where the clause tells an event itself; what hangs on an adjective (``is right to ask``) does not."""
        told = [p for p in self.inner if p.source and p.status in ("actual", "planned")]
        return any(p.trigger == self.clause or self.clause.pos_ == "VERB" for p in told)

    @property
    def own(self) -> bool:
        """True where the speaker speaks of what his own side does."""
        return (bool(self.subjects) and all(map(self.is_own, self.subjects))) or owned(self.clause)

    @property
    def announces(self) -> bool:
        """True where the speaker says what his own side will or would do."""
        return self.own and bool(auxiliaries(self.clause) & (FUTURE | WOULD))

    @property
    def inner_targets(self) -> tuple[Actor, ...]:
        return self.others([a for p in self.inner for a in (*p.target, *p.source)])

    def event(self, kind: EventType, cameo: str, target: Sequence[Actor], rule: str, *signs: str) -> list[Proto]:
        """Make the event that the speaker brings about by saying so."""
        other = self.others(target)
        return [
            Proto(
                type=kind,
                cameo=cameo,
                trigger=self.verb if self.verb is not None and self.kind != "SAY" else self.clause,
                anchor=self.verb if self.verb is not None else self.clause,
                source=self.who,
                target=other,
                status="planned" if self.told == "planned" else "actual",
                rule=rule,
                speaker=self.who,
                signs=frozenset({"report", "target:direct" if other else "target:none", *signs}),
            )
        ]


class Reports:
    """Codes what somebody says; ``code`` codes the clause that he says it in."""

    def __init__(self, scene: Scene, code: Code) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.words = scene.words
        self.code = code
        # The first rule that answers decides; None means that the rule has nothing to say.
        self.rules = (
            demand,
            self.end_demanded,
            warning,
            self.conditional_threat,
            denial,
            self.exclusion,
            undertaking,
            self.saying,
            self.verdict,
            allegation,
        )

    def report(
        self,
        who: tuple[Actor, ...],
        to: tuple[Actor, ...],
        clauses: Sequence[Token],
        kind: str,
        verb: Token | None = None,
    ) -> list[Proto]:
        """Code what ``who`` says ``to`` somebody in ``clauses``; ``kind`` is the commitment of ``verb``."""
        found: list[Proto] = []
        for clause in clauses:
            if clause.i not in self.scene.done:
                found += self.clause(who, to, clause, kind, verb)
        if not found and kind == "WARN" and verb is not None and to:
            signs = frozenset({"report"})
            found.append(Proto("THREATEN", "130", verb, verb, who, to, status_of(verb), "report:warn", who, signs))
        return found

    def clause(
        self, who: tuple[Actor, ...], to: tuple[Actor, ...], clause: Token, kind: str, verb: Token | None
    ) -> list[Proto]:
        """Code one clause that is said: by the first rule of speech that fits, else as what happened."""
        subjects = self.cast.actors(frame_of(clause).subjects, who) or addressed(clause, to)
        inner = self.code(clause, who)
        told = status_of(verb) if verb is not None else "actual"
        if told == "denied":
            return []
        telling = Telling(who, to, clause, kind, verb, inner, subjects, told)
        for rule in self.rules:
            found = rule(telling)
            if found is not None:
                return found
        return [replace(p, speaker=who) for p in inner]

    def stated(self, who: tuple[Actor, ...], clause: Token) -> list[Proto]:
        """Code a clause that a statement says in its own name: what it judges or demands is its publisher's act."""
        inner = self.code(clause, ())
        if clause.dep_ == "advcl":
            return inner
        subjects = self.cast.actors(frame_of(clause).subjects, who)
        telling = Telling(who, (), clause, "SAY", None, inner, subjects, "actual")
        rules: tuple[Callable[[Telling], list[Proto] | None], ...]
        rules = (demand, self.end_demanded, self.warned_off, self.exclusion, self.saying, self.blame)
        for rule in rules:
            found = rule(telling)
            if found:
                return found
        return inner

    def blame(self, telling: Telling) -> list[Proto] | None:
        """``The decision is unjustified``: a statement blames by its verdict on a deed or on words, if on nobody."""
        if self.cast.actors(children(telling.clause, "nsubj"), telling.who):
            return None
        return [p for p in self.verdict(telling) or () if p.type != "SUPPORT"]

    def warned_off(self, telling: Telling) -> list[Proto] | None:
        """``If they do not free him, further measures will follow``: what is to come if others go on."""
        clause = telling.clause
        hostile = all(p.type in HOSTILE_ACTS or p.status == "hypothetical" for p in telling.inner)
        if not hostile or telling.others(telling.subjects) or not auxiliaries(clause) & (FUTURE | WOULD | DOUBTFUL):
            return None
        feared = [c for c in (*conditions(clause), *inverted(clause)) if is_affront(c)]
        target = self.feared(telling, feared)
        return telling.event("THREATEN", "130", target, "report:if-others") if target else None

    def conditional_threat(self, telling: Telling) -> list[Proto] | None:
        """``said it would strike if attacked``."""
        hostile = telling.first is None or telling.first.type in HOSTILE_ACTS
        if telling.announces and political(telling.who) and is_conditional(telling.clause) and hostile:
            target = telling.inner_targets or telling.to or self.feared(telling)
            return telling.event("THREATEN", "130", target, "report:if-threat")
        return None

    def exclusion(self, telling: Telling) -> list[Proto] | None:
        """``said there would be no talks``, ``there can be no apology``: what one says will not be, he refuses."""
        clause = telling.clause
        if not political(telling.who) or not children(clause, "expl") or not auxiliaries(clause) & EXCLUDING:
            return None
        missing = [s for s in children(clause, "nsubj") if any(t.lower_ == "no" and t.i < s.i for t in s.subtree)]
        rows = (self.words.event_noun(s) for s in missing)
        if not any(r is not None and r.type in COOPERATIVE for r in rows):
            return None
        named = [a for s in missing for a in self.cast.deep(s, telling.who)]
        return telling.event("REJECT", "120", named or telling.to, "report:no")

    def end_demanded(self, telling: Telling) -> list[Proto] | None:
        """``said the strikes must stop``: what is to end is asked of those whose act it is, named or not."""
        clause, who = telling.clause, telling.who
        if not political(who) or not (auxiliaries(clause) & OUGHT or needs(clause)) or under_condition(clause):
            return None
        acts = [s for s in frame_of(clause).subjects + frame_of(clause).objects if children(clause, "nsubj") == [s]]
        rows = [(s, self.words.event_noun(s)) for s in acts]
        hostile = [s for s, row in rows if row is not None and row.type in HOSTILE_ACTS]
        if not hostile:
            return None
        doers = [a for s in hostile for a in self.scene.noun_sides.source(s, who)]
        if doers and not telling.others(doers):
            return None
        return telling.event("REQUEST", "020", doers or telling.to, "report:ought-end")

    def feared(self, telling: Telling, clauses: Sequence[Token] | None = None) -> tuple[Actor, ...]:
        """``will respond if Lithuania goes on``: whose doing the threat is to prevent."""
        feared = conditions(telling.clause) if clauses is None else clauses
        found = (self.cast.actors(frame_of(c).subjects, telling.who) for c in feared)
        return next((others for f in found if (others := telling.others(f))), ())

    def saying(self, telling: Telling) -> list[Proto] | None:
        """``said Russia had not learned its lesson``: a predicate that blames, praises, threatens, refuses or asks."""
        clause, who = telling.clause, telling.who
        if telling.tells or not political(who) or under_condition(clause):
            return None
        frame = frame_of(clause)
        grammatical = children(clause, "nsubj") or frame.subjects
        subjects = tuple(a for s in grammatical for a in self.cast.deep(s, who)) or telling.subjects
        others = telling.others(subjects)
        about = ["own"] if owned(clause) or (subjects and not others) else ["other"] if political(others) else []
        row = saying_of(self.words.lexicon, clause, [*about, "thing"])
        if row is None:
            return insistence(telling) if about == ["own"] else None
        target = self.meant(telling, others if row.about != "own" else ())
        if row.type == "REQUEST" and not target:
            return None
        return telling.event(row.type, row.cameo, target, f"saying:{'_'.join(row.words)}", "saying")

    def meant(self, telling: Telling, subjects: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return at whom a saying is aimed: of whom it is said, whom it names, who is told, whose doing it awaits."""
        clause = telling.clause
        named = [*children(clause, "obj", "iobj", "obl"), *([clause] if clause.pos_ == "PROPN" else [])]
        below = children(clause, "acl", "ccomp", "xcomp", "csubj") + [
            a for n in named for a in n.children if a.dep_ == "acl"
        ]
        governed = [t for c in below for f in [frame_of(c)] for t in (*f.subjects, *f.objects)]
        within = [clause] if clause.pos_ == "NOUN" else []
        candidates = (
            subjects,
            *(self.cast.actors([n], telling.who) for n in (*named, *governed)),
            telling.to,
            self.feared(telling),
            *(self.cast.deep(n, telling.who) for n in (*named, *within)),
        )
        return next((o for found in candidates if political(o := telling.others(found))), ())

    def verdict(self, telling: Telling) -> list[Proto] | None:
        """``said the vote was a sham``: blame or praise by the words of a predicate that is no event."""
        clause, who = telling.clause, telling.who
        predicative = clause.pos_ in ("NOUN", "ADJ") and children(clause, "cop")
        if telling.inner or not political(who) or not predicative or status_of(clause) != "actual":
            return None
        kind = self.words.judgement_of(clause_words(clause), frame_of(clause).subjects)
        if not kind:
            return None
        about = [a for s in frame_of(clause).subjects for a in self.cast.deep(s, who)] or list(telling.to)
        return telling.event(kind, ontology.default_cameo(kind), about, "report:judgement", "judgement")


def demand(telling: Telling) -> list[Proto] | None:
    """``said Iran must stop``: what others ought to do is asked of them."""
    others = telling.others(telling.subjects)
    ought = auxiliaries(telling.clause) & OUGHT or needs(telling.clause)
    if political(telling.who) and others and ought and not telling.own:
        bears = telling.clause.lemma_.lower() in ("bear", "face", "suffer", "pay")
        if bears and any(o.lemma_.lower() in ("consequence", "price", "cost") for o in children(telling.clause, "obj")):
            # ``Should Washington persist, it must bear the consequences``
            return telling.event("THREATEN", "130", others, "report:must-bear")
        return telling.event("REQUEST", "020", others, "report:ought")
    return None


def warning(telling: Telling) -> list[Proto] | None:
    """``warned``: a threat where the warner acts or somebody is addressed, blame where it is about a third party."""
    if telling.kind != "WARN":
        return None
    to, first = telling.to, telling.first
    if telling.own or is_consequence(telling.clause):
        target = to or telling.others(telling.subjects) or telling.inner_targets
        return telling.event("THREATEN", "130", target, "report:warn-own")
    if to:
        return telling.event("THREATEN", "130", to, "report:warn-to")
    if first and first.source and political(first.source):
        return telling.event("ACCUSE", "112", first.source, "report:warn-other")
    return []


def insistence(telling: Telling) -> list[Proto] | None:
    """``insists that its programme is peaceful``: what one insists on of his own side answers who doubts it."""
    if telling.verb is None or telling.verb.lemma_.lower() != "insist" or telling.announces:
        return None
    return telling.event("REJECT", "120", telling.to, "report:insist", "saying")


def denial(telling: Telling) -> list[Proto] | None:
    """``said it had not attacked``, ``have no intention of invading``, ``would not negotiate``: a denial, a refusal."""
    clause, first = telling.clause, telling.first
    if not telling.own or not political(telling.who) or not is_negated(clause):
        return None
    coming = bool(auxiliaries(clause) & (FUTURE | WOULD))
    if first is not None and first.type == "THREATEN" and first.status == "actual":
        return [replace(p, speaker=telling.who) for p in telling.inner]  # ``We will not allow it`` is a threat already.
    if first is not None and (first.type in HOSTILE_ACTS or coming):
        return telling.event("REJECT", "120", telling.to or telling.inner_targets, f"report:deny({first.rule})")
    return None


def undertaking(telling: Telling) -> list[Proto] | None:
    """``said it would send aid``, ``said it will not yield``: a promise, a plan, a threat or a refusal."""
    first = telling.first
    if first is None or not telling.announces:
        return None
    if first.status == "denied":
        return []
    if first.type == "CONSULT":
        return [replace(p, status="planned", speaker=telling.who) for p in telling.inner]
    if first.type in PROMISED:
        return telling.event("AGREE", "030", telling.to or telling.inner_targets, f"report:promise({first.rule})")
    target, rule = telling.inner_targets or telling.to, f"report:threat({first.rule})"
    if first.type == "REJECT":
        return telling.event("REJECT", "120", target, rule)
    return telling.event("THREATEN", "130", target, rule) if first.type in HOSTILE_ACTS else None


def allegation(telling: Telling) -> list[Proto] | None:
    """``said Russia had shelled the town``: who tells another's hostile act accuses him, unless he is a newspaper."""
    first = telling.first
    if telling.verb is None or telling.own or not political(telling.who) or first is None:
        return None
    accused = telling.others(first.source)
    tried = first.rule.startswith("TRY(") and status_of(telling.clause) == "actual"
    plotted = first.rule.startswith("PLAN(") and first.type in PLOTS
    done = (first.status == "actual" or tried or plotted) and first.trigger.lemma_.lower() not in RIGHTFUL
    # ``The rebels had been armed by Rwanda, the minister insisted``
    arms = first.cameo == ARMING and bool(first.target) and not parties(first.target) & parties(telling.who)
    hostile = (first.type in HOSTILE_ACTS or arms) and done
    others_act = accused and political(accused) and not parties(first.target) & parties(accused)
    if hostile and others_act and any(a.sector not in ("MED", "CVL") for a in telling.who):
        accuses = telling.event("ACCUSE", "112", accused, f"report:allege({first.rule})")
        return accuses + [replace(p, speaker=telling.who) for p in telling.inner if is_witnessed(p, telling)]
    return None


def is_witnessed(deed: Proto, telling: Telling) -> bool:
    """``The Houthis fired at a British tanker, US Central Command said``: what a third army or a body that watches
    tells was done; what governments tell is first of all an accusation."""
    watches = all(a.sector in WITNESSES for a in telling.who)
    sides_of_it = {*parties(deed.source), *parties(deed.target)}
    return watches and bool(deed.target) and deed.status == "actual" and not sides_of_it & parties(telling.who)


def addressed(clause: Token, to: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``You will never be alone``: of whom a clause speaks that speaks to somebody."""
    return to if any(s.lower_ == "you" for s in children(clause, "nsubj")) else ()


def owned(clause: Token) -> bool:
    """``his men would shoot back``, ``our answer will be different``: the subject is the speaker's own."""
    return any(
        p.lower_ in ("his", "her", "its", "their", "our", "my")
        for s in children(clause, "nsubj")
        for p in children(s, "nmod:poss")
    )


def is_conditional(clause: Token) -> bool:
    """True where the clause says what follows if something is done or not done."""
    near = [clause, *clause.children]
    return any(has_mark(t, "if", "unless", "should") for t in near if t.dep_ == "advcl") or any(
        t.lower_ == "otherwise" for t in near
    )


def inverted(clause: Token) -> list[Token]:
    """``Should they escalate, ...``: the conditions that an auxiliary at the head of the clause marks."""
    return [
        c
        for c in children(clause, "advcl")
        if any(a.lower_ in ("should", "were", "had") and a.i == c.left_edge.i for a in children(c, "aux"))
    ]


def is_affront(condition: Token) -> bool:
    """True for a condition that nobody wishes fulfilled: ``if they escalate``, ``unless they free him``."""
    words = {t.lemma_.lower() for t in (condition, *children(condition, "xcomp"))}
    return is_negated(condition) or has_mark(condition, "unless", "until") or not AFFRONTS.isdisjoint(words)


def needs(clause: Token) -> bool:
    """``needs to``, ``has to``: said of somebody, a demand."""
    return (
        clause.lemma_.lower() == "need"
        or any(c.lemma_.lower() in ("need", "must") for c in clause.children if c.dep_ == "aux")
        or (clause.lemma_ == "have" and bool(children(clause, "xcomp")))
    )


def is_consequence(clause: Token) -> bool:
    """``would pay a heavy price``, ``will face sanctions``, ``risks ...``: what the warned will suffer."""
    if clause.lemma_.lower() in ("pay", "face", "suffer", "risk", "regret", "bear"):
        return True
    return any(c.lemma_.lower() in ("consequence", "cost", "price", "retaliation", "response") for c in clause.subtree)


def clause_words(clause: Token) -> list[Token]:
    """Return the predicate with its modifiers, the clauses that hang on it left out."""
    found = [
        clause,
        *(
            t
            for c in clause.children
            if c.dep_ in ("amod", "advmod", "nmod", "compound", "det")
            for t in (c, *(m for m in c.children if m.dep_ == "amod"))
        ),
        *(c for o in clause.children if o.dep_ in ("obl", "nmod") for c in o.children if c.dep_ == "case"),
        *(c for c in clause.children if c.dep_ in ("mark", "case")),
    ]
    return sorted(found)
