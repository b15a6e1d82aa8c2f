"""What a predicate's arguments are: subjects, objects and obliques, also those that the clause leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from spacy.tokens import Token

from demarche.extraction.lexicon import measures
from demarche.extraction.phrases import (
    POSSESSIVE,
    auxiliaries,
    case_of,
    children,
    conjuncts,
    has_feature,
    has_mark,
    is_participle,
    is_passive,
    marks,
    sentence_of,
    tree_of,
)

RELATIVE = frozenset({"who", "which", "that", "whom"})
INVERTING = frozenset(
    {
        "say",
        "add",
        "ask",
        "declare",
        "report",
        "write",
        "warn",
        "state",
        "note",
        "explain",
        "announce",
        "reply",
        "come",
        "go",
        "stand",
        "argue",
        "insist",
        "claim",
        "charge",
        "stress",
        "tell",
    }
)
RELATIVE_ADVERBS = frozenset({"where", "when", "why", "how"})
TIMES_AND_WAYS = frozenset({"day", "time", "moment", "way", "reason", "place", "case", "extent", "degree"})
"""Nouns whose clause tells when, how or why: ``the day they met`` has no object."""
OF_CLAUSES = frozenset({"deny", "confirm", "dispute", "admit", "acknowledge", "reject"})
"""Verbs whose ``which`` may stand for what was just said."""
STATES = frozenset({"remain", "stay", "be", "get", "become", "keep", "appear", "seem", "leave", "find"})
GIVING = frozenset({"hand", "give", "offer", "send", "tell", "ask", "deny", "refuse", "grant", "show"})
"""Verbs with two objects, of which the passive leaves one."""
HARMING = frozenset({"kill", "wound", "injure", "hurt"})
"""What is done to people in incidents."""
THROWING = frozenset({"fire", "launch", "lob", "hurl", "throw", "shoot", "aim", "train", "point", "rain"})
"""What sends a thing towards somebody."""
TOWARDS = frozenset({"at", "on", "into", "toward", "towards", "against"})
REACHING = frozenset({"telephone", "phone", "ring", "contact", "meet", "visit"})
"""Verbs whose subject acts in the infinitive after their object: nobody is told to do anything."""
QUESTIONS = frozenset({"how", "why", "what", "when", "where", "who"})
TIMES = frozenset({"DATE", "TIME"})
FRAMES = 2048
"""Predicates whose arguments are remembered, some of a long article's; several rules ask for each."""
DEPTH = 6
"""How many clauses up a missing subject is sought; deeper ones are parser errors."""


@dataclass
class Frame:
    """One predicate with its arguments; obliques by preposition (empty string: none, as in ``met Tuesday``)."""

    token: Token
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    indirect: list[Token] = field(default_factory=list)
    obliques: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))
    passive: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """The particles, prepositions and adverbs that belong to the predicate."""
        found = {c.lower_ for c in self.token.children if c.dep_ in ("compound:prt", "advmod", "mark", "case", "xcomp")}
        found |= {c.lemma_.lower() for c in self.token.children if c.dep_ in ("obl", "obj", "xcomp", "advmod", "nmod")}
        # ``held responsible``, ``took to court``: what the parser takes for a clause is a word of the idiom.
        found |= {c.lower_ for c in self.token.children if c.dep_ in ("ccomp", "advcl") and c.pos_ in ("NOUN", "ADJ")}
        # ``took in refugees``: the parser may hang the particle on the object.
        found |= {word for c in children(self.token, "obj") for word in case_of(c).split("_") if word}
        # ``barred from entering``, ``allowed to leave``: what the clause below says belongs to the phrase.
        below = children(self.token, "advcl", "ccomp")
        found |= {c.lemma_.lower() for c in below if has_mark(c, "from", "to")}
        # ``ordered the mission to leave``: the parser may hang on the object what it is to do.
        told = (c for o in children(self.token, "obj", "iobj") for c in children(o, "acl"))
        found |= {c.lemma_.lower() for c in told if has_mark(c, "to")}
        # ``advise and assist``: a pair of verbs that is one act.
        found |= {c.lemma_.lower() for c in self.token.children if c.dep_ == "conj" and c.pos_ == "VERB"}
        found |= {t.lower_ for t in following(self.token) if t.lower_ == "over"}
        for preposition, governed in self.obliques.items():
            # ``called Lavrov on Monday`` is not ``call on``.
            if preposition == "until" or any(t.ent_type_ not in TIMES for t in governed):
                found |= set(preposition.split("_"))
        for agent in children(self.token, "obl:agent"):
            found.add(case_of(agent))
        for clause in self.token.children:
            if clause.dep_ in ("advcl", "ccomp", "xcomp", "acl", "obl", "csubj") and clause.ent_type_ not in TIMES:
                found |= {c.lower_ for c in clause.children if c.dep_ in ("mark", "case") or c.lower_ in QUESTIONS}
        return frozenset(found)


def following(verb: Token) -> list[Token]:
    """``handed over 45 tonnes``: return the particle after ``verb`` that the parse may give to what is counted."""
    after = verb.i + 1
    if after >= sentence_of(verb).end or verb.doc[after].dep_ != "advmod":
        return []
    head = verb.doc[after].head
    return [verb.doc[after]] if head.pos_ == "NUM" or children(head, "nummod") else []


@lru_cache(maxsize=FRAMES)
def frame_of(token: Token) -> Frame:
    """Return the arguments of ``token``, a verb or a predicative noun or adjective."""
    frame = Frame(token, passive=is_passive(token))
    state = token.dep_ == "xcomp" and token.head.lemma_.lower() in STATES and not has_mark(token, "to")
    bare = token.dep_ == "acl:relcl" and not children(token, "nsubj", "aux")
    reduced = (token.dep_ in ("acl", "amod") or bare or state) and is_participle(token) and not frame.passive
    frame.passive = frame.passive or reduced or is_passive_by_place(token)
    surface, after = split_by_place(surface_subjects(token), token)
    for noun in after:
        # ``drawing condemnation from France``, of which the parser made the subject
        preposition = case_of(noun.head if noun.dep_ == "conj" else noun)
        (frame.obliques[preposition] if preposition else frame.objects).append(noun)
    if frame.passive:
        frame.objects += surface
        for agent in agents(token) or shared_agents(token):
            frame.subjects += conjuncts(told_by(agent))
    else:
        frame.subjects += surface
    for child in direct_objects(token):
        (frame.indirect if frame.passive and frame.objects else frame.objects).extend(conjuncts(child))
    for child in children(token, "iobj"):
        # ``called the EU's policy unfair``: a possessor that the parser took for an object of its own.
        (frame.obliques["of"] if is_possessor(child) else frame.indirect).extend(conjuncts(child))
    for child in adjuncts(token):
        preposition = case_of(child) or particle_before(child)
        if frame.passive and preposition == "by" and not frame.subjects:
            frame.subjects += conjuncts(told_by(child))
        else:
            frame.obliques[preposition] += conjuncts(child)
    mend_hangers(frame)
    if not frame.passive and not frame.objects and token.pos_ == "VERB":
        frame.objects += mistaken_objects(token)
    frame.subjects = [counted(t) for t in frame.subjects]
    frame.objects = [counted(t) for t in frame.objects]
    if token.dep_ == "acl:relcl":
        relate(frame)
    return frame


def direct_objects(verb: Token) -> list[Token]:
    """Return the objects of ``verb``; in ``to help Nepal fight the epidemic`` the parse may give Nepal to the fight."""
    own = [c for c in children(verb, "obj") if c not in put_before(verb)]
    return own + [o for c in children(verb, "xcomp") for o in put_before(c)]


def put_before(clause: Token) -> list[Token]:
    """Return the objects of an infinitive that stand before it, right of the verb it hangs on: whom that verb is to."""
    if clause.dep_ != "xcomp" or clause.pos_ != "VERB" or clause.head.pos_ != "VERB":
        return []
    return [c for c in children(clause, "obj") if clause.head.i < c.i < clause.i and c.lower_ not in QUESTIONS]


def tells_why(clause: Token) -> bool:
    """``telephoned Putin to congratulate him``: true of an infinitive that tells what its main verb was done for."""
    return has_mark(clause, "to") and clause.head.lemma_.lower() in REACHING


def mend_hangers(frame: Frame) -> None:
    """Give the predicate what the parse hung on a noun beside it.

    ``fired mortars at a post`` may have the post on the mortars, ``killed in an incident by troops`` the troops on the
    incident.
    """
    lemma = frame.token.lemma_.lower()
    if frame.passive:
        if lemma in HARMING and not frame.subjects:
            frame.subjects += [m for n in frame.obliques.get("in", []) for m in modifiers(n, "by")]
        return
    if lemma in THROWING:
        hung = [c for noun in frame.objects for c in children(noun, "nmod") if c.i > noun.i and case_of(c) in TOWARDS]
        for child in hung:
            frame.obliques[case_of(child)] += conjuncts(child)
    if frame.objects:
        part_people(frame)


def part_people(frame: Frame) -> None:
    """``met the president in Kyiv and diplomats from France``: people go with people and not with a town."""
    for found in frame.obliques.values():
        joined = [t for t in found if t.dep_ == "conj" and t.pos_ == "NOUN" and t.head.ent_type_ == "GPE"]
        for noun in joined:
            if has_feature(noun, "Number", "Plur") and not case_of(noun):
                found.remove(noun)
                frame.objects.append(noun)


def adjuncts(token: Token) -> list[Token]:
    """Return the obliques of a predicate; of one with a copula (``is on a visit to Oslo``) what modifies it too."""
    found = children(token, "obl", "nmod") if children(token, "cop") else children(token, "obl")
    return [c for c in (*found, *before_adverbs(token)) if c not in agents(token)]


def before_adverbs(verb: Token) -> list[Token]:
    """``held their positions against ISIL north of Mosul``: what the parse hung on an adverb after it is the verb's."""
    adverbs = [c for c in children(verb, "advmod") if c.pos_ == "ADV" and c.i > verb.i]
    return [c for a in adverbs for c in children(a, "obl") if verb.i < c.i < a.i and case_of(c)]


def mistaken_objects(verb: Token) -> list[Token]:
    """Return the noun phrase after ``verb`` that the parser took for an adjunct or a predicate: it is the object.

    ``shot down a warplane`` may have it as an oblique without preposition, ``called Lavrov`` as an ``xcomp``.
    """
    for child in verb.children:
        bare = child.dep_ == "obl" or (child.dep_ == "xcomp" and verb.lemma_.lower() not in STATES)
        nominal = child.pos_ in ("NOUN", "PROPN") and child.ent_type_ not in TIMES and child.i > verb.i
        if bare and nominal and not marks(child) and not children(child, "cop"):
            return conjuncts(child)
    return []


def particle_before(oblique: Token) -> str:
    """``called on all parties``: return the particle right before a phrase to which the parser gave no preposition."""
    before = oblique.doc[max(0, oblique.left_edge.i - 1)]
    return before.lower_ if before.dep_ == "compound:prt" and before.head == oblique.head else ""


def is_possessor(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ in POSSESSIVE and c.i > token.i for c in token.children)


def is_passive_by_place(token: Token) -> bool:
    """``was struck and killed by``, ``accused by Britain, Russia ...``: a passive whose auxiliary stands elsewhere."""
    if not is_participle(token) or auxiliaries(token) or children(token, "nsubj", "mark"):
        return False
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        # ``was called in and handed a protest``: who is given something is the subject of that passive too.
        given = token.lemma_.lower() in GIVING
        alone = given or agents(token) or not children(token, "obj")
        return bool(alone) and (is_passive(token.head) or is_passive_by_place(token.head))
    return token.dep_ == "advcl" and not children(token, "obj")


def agents(verb: Token) -> list[Token]:
    """Return who acts in a passive; what the parser calls an agent after another word than ``by`` is none."""
    return [c for c in children(verb, "obl:agent") if case_of(c) in ("by", "")]


def told_by(agent: Token) -> Token:
    """``killed by what the army said was Russian fire``: what the clause of ``what`` says it was."""
    if agent.lower_ != "what":
        return agent
    below = [c for t in (agent, *children(agent, "acl")) for c in (t, *children(t, "acl", "ccomp", "xcomp"))]
    # The parse may hang it on the passive: ``was killed by what the army said`` beside ``was Russian fire``.
    below += [c for c in children(agent.head, "parataxis", "ccomp") if c.i > agent.i and children(agent, "acl")]
    return next((c for c in below if c.pos_ == "NOUN" and children(c, "cop")), agent)


def shared_agents(verb: Token) -> list[Token]:
    """Return the agent that a passive shares with the one before or after it.

    ``was captured by Jordan's army and accused of spying``, ``was struck and killed by a missile``: a verb that stands
    alone takes the agent that follows the next.
    """
    if verb.dep_ == "conj" and is_passive(verb.head) and not children(verb, "nsubj", "aux", "obj"):
        return agents(verb.head)
    if any(c.i > verb.i and c.dep_ not in ("conj", "punct") for c in verb.children):
        return []
    return next((found for c in children(verb, "conj") if is_participle(c) and (found := agents(c))), [])


def counted(noun: Token) -> Token:
    """Return what a noun of number counts: the villages of ``dozens of villages``, the men of ``two of its men``."""
    if noun.lemma_.lower() not in measures("number") and noun.pos_ != "NUM":
        return noun
    if noun.pos_ == "NUM" and any(c.lower_ == "the" for c in noun.children):
        return noun  # ``accused the two of bad faith``: those two were named before.
    return next((c for c in children(noun, "nmod") if c.i > noun.i and case_of(c) == "of"), noun)


def lent(subject: Token, verb: Token) -> bool:
    """True where the parser gave a verb of saying the subject of the clause before it.

    ``Strikes killed 20 men, Cook said``: two subjects, the first before a clause that has none.
    """
    others = [t for t in children(verb, "nsubj") if t != subject]
    return bool(others) and any(
        subject.i < c.i < verb.i and not children(c, "nsubj", "csubj") for c in children(verb, "ccomp")
    )


def relate(frame: Frame) -> None:
    """Put the noun that a relative clause modifies where the clause leaves it out.

    ``the ban which it imposed``, ``the talks they held``, ``with whom she spoke``, ``the man she spoke with``.
    """
    verb = frame.token
    noun = verb.head
    relative = [t for t in frame.objects if t.lower_ in RELATIVE]
    inside = [(p, t) for p, found in frame.obliques.items() for t in found if t.lower_ in RELATIVE]
    stranded = next((c for c in verb.children if c.pos_ == "ADP" and c.i > verb.i and is_stranded(c)), None)
    if relative and noun.pos_ == "PROPN" and verb.lemma_.lower() in OF_CLAUSES:
        return  # ``accused of arming Syria, which Moscow denies``: the whole clause is denied, not Syria.
    if relative:
        frame.objects = [noun if t in relative else t for t in frame.objects]
    elif inside:
        for preposition, pronoun in inside:
            found = frame.obliques[preposition]
            found[found.index(pronoun)] = noun
    elif frame.objects or frame.passive or not is_gapped(verb):
        return
    elif stranded is not None:
        frame.obliques[stranded.lower_].append(noun)
    else:
        frame.objects.append(noun)


def is_stranded(preposition: Token) -> bool:
    """True where a preposition has lost its noun to the front of the clause: ``the man she spoke with``."""
    return preposition.dep_ in ("obl", "case", "advmod") and not any(True for _ in preposition.children)


def is_gapped(verb: Token) -> bool:
    """True where a relative clause with a subject of its own speaks of the noun before it as an object."""
    own = [s for s in children(verb, "nsubj") if s.lower_ not in RELATIVE]
    clausal = children(verb, "ccomp", "xcomp") or any(c.lower_ in RELATIVE_ADVERBS for c in verb.children)
    noun = verb.head
    timed = noun.ent_type_ in ("DATE", "TIME") or noun.lemma_.lower() in TIMES_AND_WAYS
    return bool(own) and not clausal and not timed and verb.pos_ == "VERB"


def split_by_place(subjects: list[Token], verb: Token) -> tuple[list[Token], list[Token]]:
    """Part the subjects from what the parser took for one after the verb: in English that is an object.

    Only verbs of saying turn round (``said Blinken``), and only without a subject before them.
    """
    before = [t for t in subjects if t.i < verb.i]
    after = [t for t in subjects if t.i > verb.i and t.head == verb]
    if not after or verb.pos_ != "VERB" or (not before and verb.lemma_.lower() in INVERTING):
        return subjects, []
    after += [t for t in subjects if t.dep_ == "conj" and t.head in after]
    return [t for t in subjects if t not in after], after


def surface_subjects(token: Token, depth: int = 0) -> list[Token]:
    """Return the grammatical subjects of ``token``, those it shares with the clause above included."""
    own = [t for t in (*children(token, "nsubj"), *halved(token)) if not lent(t, token)]
    if own:
        return [t for subject in own for t in meant_by(subject, token)]
    return shared_subjects(token, depth) if depth <= DEPTH else []


def halved(verb: Token) -> list[Token]:
    """``Iran test-fired a missile``: the parser may hang the subject on the first half of the verb."""
    i = verb.i - 2
    joined = i >= 0 and verb.doc[i + 1].text == "-" and not verb.doc[i].whitespace_
    return children(verb.doc[i], "nsubj") if joined and verb.pos_ == "VERB" else []


def meant_by(subject: Token, verb: Token) -> list[Token]:
    """Return ``subject`` with what is coordinated with it; for a relative pronoun the noun before its clause.

    ``Norway, Canada and Japan, which expelled them``: a clause that hangs on the first of several states tells of all,
    unless its verb is of one; of persons (``who``) only its head is sure.
    """
    if subject.lower_ not in RELATIVE or verb.dep_ not in ("acl:relcl", "acl"):
        return conjuncts(subject)
    person = person_before(subject)
    if person is not None or subject.lower_ != "which" or is_of_one(verb):
        return [person or verb.head]
    listed = [t for t in conjuncts(verb.head) if t.i < subject.i]
    plural = len(listed) > 2 or is_of_several(verb)
    return listed if plural else [verb.head]


def is_of_one(clause: Token) -> bool:
    """``which borders Gaza``, ``which was late``: the verb is of one only."""
    return any(w.tag_ == "VBZ" or w.lower_ == "was" for w in finite_words(clause))


def is_of_several(clause: Token) -> bool:
    """``which have closed them``, ``which closed their embassies``: the verb or what it governs is of several."""
    theirs = any(t.lower_ == "their" for o in children(clause, "obj") for t in o.children)
    return theirs or any(w.tag_ == "VBP" or w.lower_ == "were" for w in finite_words(clause))


def finite_words(clause: Token) -> tuple[Token, ...]:
    return (clause, *(c for c in clause.children if c.dep_.startswith(("aux", "cop"))))


def person_before(pronoun: Token) -> Token | None:
    """Return the person right before ``who``, where the parser hung the clause on another noun.

    ``comments by President Biden, who has proposed a summit``: comments are nobody who could propose.
    """
    i = pronoun.i - 1 - (pronoun.i > 0 and pronoun.nbor(-1).text == ",")
    if pronoun.lower_ != "who" or i < sentence_of(pronoun).start:
        return None
    before = pronoun.doc[i]
    name = before.head if before.dep_ == "flat" else before
    return name if name.ent_type_ == "PERSON" and name.pos_ == "PROPN" else None


def shared_subjects(token: Token, depth: int) -> list[Token]:
    """Return the subjects that a clause without its own takes from the clause or the noun above."""
    head = token.head
    match token.dep_:
        case "conj" if head.pos_ in ("VERB", "AUX") or children(head, "nsubj", "cop"):
            return surface_subjects(outer_clause(token) or head, depth + 1)
        case "xcomp":
            objects = [t for o in (*direct_objects(head), *children(head, "iobj")) for t in conjuncts(o)]
            objects = [] if tells_why(token) else objects
            return objects or surface_subjects(head, depth + 1)
        case "amod":
            return [head]
        case "acl:relcl":
            return [] if any(o.lower_ in RELATIVE for o in children(token, "obj")) else [head]
        case "acl":
            return noun_controller(head, depth) if has_mark(token, "to") else [head]
        case "advcl" if not has_mark(token, "for", "including"):
            return surface_subjects(teller(token) or head, depth + 1)
        case "ccomp" | "parataxis" if is_infinitive_after(token, head):
            return surface_subjects(head, depth + 1)
        case "ccomp":
            # ``said Kerry contacted ...``: the parser may give the inner clause's subject to the verb of saying.
            return [t for t in children(head, "nsubj") if head.i < t.i < token.i or (t.i < token.i and lent(t, head))]
    return []


def outer_clause(token: Token) -> Token | None:
    """Return the main clause that ``token`` goes on, where the parse coordinates it with what that clause says.

    ``They regretted that the body had not met, and encouraged both to meet``: a finite past goes on with another
    finite past and not with a participle or an infinitive after an auxiliary, which it would have to share.
    """
    said = token.head
    main = said.head
    if said.dep_ not in ("ccomp", "acl", "advcl") or main.pos_ != "VERB" or main.i > said.i or children(token, "nsubj"):
        return None
    helped = bool(auxiliaries(said)) and not has_feature(said, "VerbForm", "Fin") and not auxiliaries(token)
    alike = is_finite_past(token) and is_finite_past(main)
    return main if helped and alike else None


def is_finite_past(verb: Token) -> bool:
    return has_feature(verb, "VerbForm", "Fin") and has_feature(verb, "Tense", "Past")


def teller(token: Token) -> Token | None:
    """Return the verb of saying that ``adding that`` goes on, where it hangs on the clause said before it."""
    head = token.head
    goes_on = token.lemma_.lower() in INVERTING and has_feature(token, "VerbForm", "Ger", "Part")
    said = head.dep_ == "ccomp" and head.head.lemma_.lower() in INVERTING and token.i > head.i
    return head.head if goes_on and said else None


def is_infinitive_after(token: Token, verb: Token) -> bool:
    return verb.pos_ == "VERB" and token.i > verb.i and has_mark(token, "to") and not children(token, "expl")


def noun_controller(noun: Token, depth: int) -> list[Token]:
    """Who acts in ``Russia's plan to invade`` or ``made a decision to withdraw``."""
    owners = children(noun, "nmod:poss")
    if owners:
        return [t for o in owners for t in conjuncts(o)]
    if noun.dep_ in ("obj", "nsubj:pass") and noun.head.pos_ == "VERB":
        return surface_subjects(noun.head, depth + 1)
    return []


def modifiers(noun: Token, *prepositions: str) -> Iterable[Token]:
    """Yield the tokens in prepositional phrases of ``noun`` with one of ``prepositions``, coordination included."""
    for dep, _, child in tree_of(noun.doc)[noun.i]:
        if dep in ("nmod", "obl") and case_of(child) in prepositions:
            yield from conjuncts(child)
