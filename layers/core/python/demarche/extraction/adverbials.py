"""Which event of a sentence a phrase of time or place belongs to, by the tree and by the order of the words.

Parsers attach the last phrase of a sentence to the wrong one of two verbs often enough that the tree alone does not
decide: a phrase never stands outside the clause that it belongs to, and what follows the object of a speech act tells
of that object.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from demarche.extraction.layout import inside_quote
from demarche.extraction.phrases import case_of, children, is_participle, sentence_of
from demarche.models import EventType

FAR = 9
"""Rank of a phrase that belongs to another event of the sentence."""
OF_ANCHOR = 2
"""Rank of a phrase of the outermost clause."""
SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "SANCTION", "PROTEST", "COOPERATE"})
"""What is done to somebody with ``on`` is done where he is; what is said or discussed ``on`` somebody is not."""
MOST_NOUNS = 2
"""More nouns between a phrase and the predicate: it tells of the last of them."""
TIME_NOUNS = frozenset({
    "end", "beginning", "start", "middle", "half", "eve", "week", "day", "night", "evening", "morning", "afternoon",
    "month", "year", "hour", "weekend", "spring", "summer", "autumn", "fall", "winter", "quarter",
})  # fmt: skip
OCCASIONS = frozenset({
    "statement", "interview", "conference", "briefing", "summit", "meeting", "session", "speech", "address", "letter",
    "report", "sideline", "margin", "gathering", "forum", "visit", "trip", "tour", "ceremony", "call", "conversation",
    "talk", "remark", "tweet", "post", "note", "communique", "communiqué", "declaration", "article", "broadcast",
    "debate", "reporter", "journalist", "lawmaker", "audience", "crowd", "news",
    "supporter", "follower", "student", "delegate", "cadet", "worshipper", "rally",
    "congress", "convention", "council", "parliament", "assembly",
})  # fmt: skip
"""Where and before whom somebody speaks: the time and the place of these are those of the speaking."""
VENUES = frozenset({
    "hall", "stadium", "square", "palace", "hotel", "airport", "university", "mosque", "church", "rally", "academy",
    "theatre", "theater", "arena", "park", "residence", "barracks", "school", "hospital", "factory", "cemetery",
    "castle", "villa", "building", "headquarters", "plant", "campus", "cathedral", "monastery", "museum", "centre",
    "center", "base", "garden", "resort", "shipyard", "club", "lodge", "retreat", "mansion", "city", "town",
})  # fmt: skip
"""Houses, grounds, gatherings and towns by their kind: who speaks in one is in its town."""
LIGHT = frozenset({
    "sign", "ratify", "issue", "make", "deliver", "give", "lodge", "express", "voice", "hold", "reach", "announce",
    "declare", "conclude",
})  # fmt: skip
"""Verbs that tell nothing but that their object was done, in the place that stands after it."""
OTHER_TIMES = frozenset({"after", "before", "since", "until", "till", "once", "if", "unless", "because", "although"})
"""Clauses with one of these tell of another time than the clause above them."""
OTHER_OCCASIONS = frozenset({"following", "after", "before", "despite", "since", "over", "because_of", "amid"})
"""What stands after these is another happening than the clause (``expelled him after a murder in Salisbury``)."""
INSTITUTIONS = frozenset({"ministry", "court", "embassy", "consulate", "parliament", "office", "headquarters"})
"""What such a house does it does where it stands; an official or a minister may be elsewhere."""
SPEAKING = frozenset({
    "speak", "address", "talk", "brief", "write", "testify", "appear", "visit", "arrive", "meet", "gather", "convene",
    "sit",
})  # fmt: skip
"""What is done in person, where one is."""
INVITING = frozenset({"invite", "invitation"})
PREMODIFIERS = frozenset({"compound", "nummod", "amod", "nmod:poss", "nmod:desc"})


@dataclass(frozen=True)
class Happening:
    """What is needed of an event to find its time and place."""

    trigger: Token
    anchor: Token
    """The predicate of the outermost clause."""
    type: EventType
    home: str = ""
    """The country of those who suffer the event, where there is one: a village without a row lies there."""
    actor: str = ""
    """The country of those who act, where there is one: its ministry stands in its capital."""
    planned: bool = False
    spoken: bool = False
    """True where the event is what somebody says in the clause of the anchor."""

    deeds: tuple[Token, ...] = ()
    """The nouns for the event itself among the arguments of its verb (``carried out the bombing``)."""

    frame: Token | None = None
    """The verb of saying of the quotation that the event stands in, where it is of another sentence."""

    @property
    def sentences(self) -> list[Span]:
        """Where its time and place may stand."""
        near = sentence_of(self.trigger)
        return [near] if self.frame is None or self.frame.sent == near else [near, self.frame.sent]

    @property
    def speech(self) -> bool:
        return self.type in SPEECH

    @property
    def past(self) -> bool:
        """True where it has been said or done; meetings and invitations are told with the day that they are for."""
        return not self.planned and self.type != "CONSULT" and self.trigger.lemma_.lower() not in INVITING


def rank(phrase: Span, event: Happening) -> int:
    """Return how near the phrase stands to the event, 0 for the trigger's own, ``FAR`` for another event's."""
    governor, owners = climb(phrase, event)
    if tells_of_complement(phrase, event):
        return FAR
    others = [
        noun for noun in owners if noun.lemma_.lower() not in OCCASIONS and not is_done_so(noun, phrase, event.trigger)
    ]
    if len(others) > MOST_NOUNS or any(not belongs_through(noun, event) for noun in others):
        return FAR
    if governor == event.trigger:
        return (0 if not owners else 1) + OF_ANCHOR * stands_after_another(phrase, governor)
    if is_just_before(phrase, event.trigger):
        return 3
    if governor == event.anchor:
        return OF_ANCHOR
    if governor == event.frame:
        return 3 if event.speech else FAR
    if governor == phrase.root:
        return 7  # The parser found nothing that it hangs on.
    path = [event.trigger, *event.trigger.ancestors]
    if governor in path:
        below = path[: path.index(governor)]
        shared = all(shares(node, phrase, event) for node in below)
        return 3 + len(below) + stands_before(phrase, event.trigger, governor) if shared else FAR
    return rank_below(governor, event)


def stands_after_another(phrase: Span, verb: Token) -> bool:
    """``fought in 1998 and signed a deal in 2018``: the parse may hang the last phrase on the first of two verbs."""
    return any(c.i < phrase.start for c in children(verb, "conj") if c.pos_ == verb.pos_)


def stands_before(phrase: Span, trigger: Token, governor: Token) -> bool:
    """True where the phrase stands between two verbs, so that it is of the first sooner than of the second."""
    return governor.i < phrase.start and phrase.end <= trigger.i


def is_done_so(noun: Token, phrase: Span, trigger: Token) -> bool:
    """``signed an accord in May``: what is told by a verb of doing and its object was done then and there, whichever of
    the two the phrase hangs on; ``the accord of May`` is of May."""
    return noun in children(trigger, "obj") and trigger.lemma_.lower() in LIGHT and preposition(phrase) in ("in", "on")


def climb(phrase: Span, event: Happening) -> tuple[Token, list[Token]]:
    """Return the predicate that governs the phrase, and the nouns between the two."""
    owners: list[Token] = []
    node = start_of(phrase)
    if leaves_quote(node):
        return telling_verb(node) or node, owners
    while node.head != node and node not in (event.trigger, event.anchor, event.frame):
        above = node.head
        if node == start_of(phrase) and node != phrase.root:
            pass
        elif is_predicate(node) and node != phrase.root:
            outer = outer_predicate(node, phrase)
            if outer is None:
                break
            above = outer
        elif node.i not in range(phrase.start, phrase.end) and node.lemma_.lower() not in TIME_NOUNS:
            owners.append(node)
        elif is_premodifier(node, phrase) and above != event.trigger:
            # "the 2015 deal", "next month's elections": a name or a property of the noun, no time of the clause.
            owners.append(above)
        node = above
    return node, owners


def is_premodifier(node: Token, phrase: Span) -> bool:
    """True for a word before the noun that it tells of, but for the ``Monday`` of ``Monday night``."""
    above = node.head
    inside = above.i in range(phrase.start, phrase.end)
    return node.dep_ in PREMODIFIERS and not inside and above.lemma_.lower() not in TIME_NOUNS


def leaves_quote(node: Token) -> bool:
    """True where the parser hangs on a quotation what stands outside it."""
    return inside_quote(node.doc, node.head.i) and not inside_quote(node.doc, node.i)


def telling_verb(node: Token) -> Token | None:
    """``"..., you will not like it," he told supporters in a hall in Bursa``: the last verb outside of the quotation
    before ``node``, on which hangs what stands after the quotation."""
    before = reversed(node.doc[sentence_of(node).start : node.i])
    outside = itertools.takewhile(lambda t: not inside_quote(t.doc, t.i), before)
    return next((t for t in outside if t.pos_ == "VERB"), None)


def is_just_before(phrase: Span, trigger: Token) -> bool:
    """``in December 2016, when it threw out 35 diplomats``: the clause tells of that time, whatever it hangs on."""
    doc = trigger.doc
    following = next((t for t in doc[phrase.end : phrase.end + 2] if not t.is_punct), None)
    return following is not None and following.lower_ == "when" and following.head == trigger


def start_of(phrase: Span) -> Token:
    """Return where the climb starts: for ``two days after ...`` with the clause or the noun that ``after`` opens."""
    last = phrase[-1]
    return last.head if last.dep_ in ("mark", "case") and last.head not in phrase else phrase.root


def is_predicate(token: Token) -> bool:
    return (token.pos_ in ("VERB", "AUX") and token.dep_ != "amod") or bool(children(token, "cop"))


def outer_predicate(node: Token, phrase: Span) -> Token | None:
    """Return what the phrase belongs to instead of the predicate ``node``, None where it belongs to this.

    A phrase before the ``that`` or ``to`` of a clause stands outside it; the time of ``a statement issued on Monday``
    is that of the statement.
    """
    marks = [c for c in node.children if c.dep_ == "mark" and c.i >= phrase.end]
    if marks and node.head.i < phrase.start and node.dep_ in ("ccomp", "xcomp", "advcl", "acl"):
        return node.head
    issued = node.dep_ == "acl" and is_participle(node) and node.head.lemma_.lower() in OCCASIONS
    return node.head if issued else None


def belongs_through(noun: Token, event: Happening) -> bool:
    """True where the time and place of ``noun`` are those of the event that it is part of (``held talks in Oslo``).

    What a speech act or a talk is about happened elsewhere and before (``condemned the attack of Monday``).
    """
    if noun == event.trigger or event.trigger in noun.subtree:
        return True
    if case_of(noun) in OTHER_OCCASIONS and noun.pos_ == "NOUN" and noun.lemma_.lower() not in TIME_NOUNS:
        return False
    if noun.dep_ == "nsubj" and noun.lemma_.lower() in INSTITUTIONS:
        return True
    if noun.lemma_.lower() in VENUES and noun.dep_ in ("obl", "nmod") and case_of(noun) in ("in", "at", "outside"):
        return True
    topic = case_of(noun) in ("about", "over", "regarding", "concerning", "on") and event.type not in DEEDS
    return not event.speech and not topic and noun.dep_ not in PREMODIFIERS


def tells_of_complement(phrase: Span, event: Happening) -> bool:
    """``accused the junta of bombing two villages last week``: what follows the deed tells of the deed."""
    deeds = (t for t in event.trigger.subtree if event.trigger.i < t.i < phrase.start and is_predicate(t))
    return event.speech and any(c.lower_ in ("of", "for") for d in deeds for c in children(d, "mark", "case"))


def shares(node: Token, phrase: Span, event: Happening) -> bool:
    """True where the clause of ``node`` has the time and place of the clause above it."""
    match node.dep_:
        case "acl:relcl" | "advcl:relcl":
            return False
        case "ccomp" | "parataxis":
            return event.spoken and event.speech
        case "xcomp":
            return not event.planned
        case "advcl":
            return not any(c.lower_ in OTHER_TIMES for c in children(node, "mark"))
        case "conj":
            return not children(node, "nsubj") or phrase.end <= node.head.i
    return True


def rank_below(governor: Token, event: Happening) -> int:
    """Rank a phrase of a clause that hangs on the trigger, or on a clause above it."""
    trigger = event.trigger
    if governor.dep_ in ("acl", "acl:relcl") and governor.head in event.deeds:
        return 1
    if governor.dep_ in ("acl", "acl:relcl") and governor.head == trigger and trigger.pos_ in ("NOUN", "PROPN"):
        return 1
    if speaks_while(governor, event):
        return 4
    saying = governor.dep_ == "parataxis" and governor.head in (trigger, event.anchor, *trigger.ancestors)
    if saying and event.spoken and event.speech:
        return 4
    if governor.dep_ == "acl" and event.type in ("ASSAULT", "MOBILIZE") and governor.head in children(trigger, "obj"):
        return 6  # "fired rounds aimed at a post in the North"
    if governor.head != trigger:
        return FAR
    if governor.dep_ == "conj" and not children(governor, "nsubj") and not event.speech:
        return 6
    if governor.dep_ == "advcl" and not children(governor, "mark") and not event.speech:
        return 6
    return FAR


def speaks_while(governor: Token, event: Happening) -> bool:
    """``addressing the leaders on Wednesday, promised``: whoever says so in a speech says it then."""
    subjects = children(event.trigger, "nsubj")
    beside = governor.head == event.trigger or governor.head in subjects
    return event.speech and beside and governor.lemma_.lower() in SPEAKING and governor.dep_ in ("acl", "advcl")


def preposition(phrase: Span) -> str:
    """Return the adposition before the phrase, that of the time noun above it included (``by the end of May``)."""
    return next(filter(None, (case_of(t) for t in nouns_of_phrase(phrase))), "")


def nouns_of_phrase(phrase: Span) -> Iterator[Token]:
    node = phrase.root
    nodes = [node]
    while node.head != node and node.head.lemma_.lower() in TIME_NOUNS:
        node = node.head
        nodes.append(node)
    yield from reversed(nodes)
