"""Where an event took place: the place of its clause, or of what was told before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from demarche.extraction.adverbials import FAR, LIGHT, OCCASIONS, OF_ANCHOR, Happening, rank
from demarche.extraction.gazetteer import AT, PLACE_NOUNS, STATES, Gazetteer, capital_of, index_is_city
from demarche.extraction.layout import inside_quote
from demarche.extraction.phrases import auxiliaries, case_of, children, has_feature, sentence_of
from demarche.extraction.status import FUTURE, WOULD, is_scheduled
from demarche.models import Location

HAPPENS_AT_OBJECT = frozenset({"ASSAULT", "CONSULT", "COERCE", "MOBILIZE"})
AIMED = frozenset({"to", "on", "against", "into", "at", "toward", "towards"})
FROM = frozenset({"from"})
LEAVES_FROM = frozenset({"RETREAT"})
PRESENT = frozenset({"arrive", "visit", "travel", "fly", "tour", "meet", "attend", "stay", "speak", "host"})
"""Whoever does this is at the place of it."""
TRAVEL = frozenset({"visit", "tour", "travel", "trip", "fly", "arrive", "invite", "invitation"})
TOWNS = frozenset({"city", "town", "village", "area", "region", "province", "district", "port", "camp", "island"})
WILDS = frozenset({
    "mountain", "jungle", "desert", "forest", "soil", "territory", "water", "airspace", "countryside", "highland",
    "coast", "wilderness", "hinterland",
})  # fmt: skip
DISCUSSES = frozenset({"discuss", "raise", "review", "address", "debate", "consider"})
NEAR_TIMES = frozenset({
    "on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "late",
    "early", "earlier", "this", "week", "the", "day", "night", "evening", "morning", "afternoon", "previous",
})  # fmt: skip
"""Words of a time that is also that of the news."""
SUMMONS = frozenset({"summon", "call", "invite", "convoke", "ask", "bring", "convene"})


class Places:
    """Tells where the events of one document took place."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def of_event(self, event: Happening) -> Location | None:
        """Return the place of the event: its object where that is a place, else the place that stands nearest to it in
        its sentence, the most exact of several; what somebody says is said where he is."""
        rules = (
            self._object,
            self._antecedent,
            self._stated,
            self._went,
            self._predicate,
            self._again,
            self._ministry,
            self._host,
        )
        stated = next((place for rule in rules for place in [rule(event)] if place), None)
        if stated is None and (event.speech or event.spoken):
            return self._of_speaker(event)
        return stated

    def _antecedent(self, event: Happening) -> Location | None:
        """``a press conference in Tunis, where he had been received``: the place that ``where`` takes up."""
        relative = next(
            (t for t in (event.trigger, event.anchor) if t.dep_ in ("acl:relcl", "advcl:relcl", "advcl")), None
        )
        if relative is None or not any(c.lower_ == "where" for c in relative.children):
            return None
        where = next(c for c in relative.children if c.lower_ == "where")
        # ``arrived in Islamabad from New Delhi, where he had met``: the name that stands right before it.
        near = [t for t in where.doc[max(0, where.i - 3) : where.i] if not t.is_punct]
        inside = (c for c in relative.head.children if c.i < relative.i and case_of(c) in AT)
        named = (*reversed(near), relative.head, *inside)
        return next((loc for t in named for loc in [self._named(t, event)] if loc), None)

    def _predicate(self, event: Happening) -> Location | None:
        """``has been in Muscat for talks``: the place that its clause says somebody is at."""
        above = event.trigger.head
        return self._named(above, event) if children(above, "cop") and case_of(above) in AT else None

    def _object(self, event: Happening) -> Location | None:
        """``bombed Aleppo``, ``visited Beijing``, ``troops to the border region``, ``withdrew from Kherson``."""
        prepositions = AIMED if event.type in HAPPENS_AT_OBJECT else FROM if event.type in LEAVES_FROM else frozenset()
        if event.type == "CONSULT" and event.trigger.lemma_.lower() not in TRAVEL:
            return None
        objects = children(event.trigger, "obj")
        left = [c for o in objects for c in o.children] if event.type in LEAVES_FROM else []
        for child in (*event.trigger.children, *left):
            direct = child in objects and event.type in HAPPENS_AT_OBJECT
            if direct or (child.dep_ in ("nmod", "obl") and case_of(child) in prepositions):
                found = self._named(child, event) or self.gazetteer.named_by(child)
                if found:
                    return found
        return self._struck(event)

    def _struck(self, event: Happening) -> Location | None:
        """``the siege of Mariupol``, ``the occupation of Iraq``: the place that a noun of violence acts on."""
        if event.type != "ASSAULT":
            return None
        nouns = (event.trigger, *children(event.trigger, "obj", "nsubj:pass"))
        struck = (c for n in nouns if n.pos_ == "NOUN" for c in children(n, "nmod") if case_of(c) == "of")
        return next((loc for c in struck for loc in [self._named(c, event)] if loc), None)

    def _capital_of(self, noun: Token, event: Happening) -> Location | None:
        """``in the Russian capital``, ``Madagascar's capital``; ``struck the capital`` means that of those it hits."""
        if noun.lemma_.lower() != "capital":
            return None
        names = (self.gazetteer.pieces.get(c.i) for c in noun.children if c.dep_ in ("amod", "nmod:poss", "nmod"))
        country = next((p.sense.country for p in names if p and p.sense and p.kind in STATES), event.home)
        return capital_of(country) if country else self.gazetteer.capital_told(noun)

    def _ministry(self, event: Happening) -> Location | None:
        """``was called to the Ministry of Foreign Affairs``: in the capital of those who called."""
        calls = calls_of(event.trigger)
        called = [c for v in calls for n in (v, *children(v, "obj")) for c in n.children if case_of(c) == "to"]
        return capital_of(event.actor) if event.actor and any(is_ministry(c) for c in called) else None

    def _host(self, event: Happening) -> Location | None:
        """``Cuba, which hosted the talks``: a country receives at home."""
        verb = event.trigger
        if event.type != "CONSULT" or verb.lemma_.lower() != "host":
            return None
        hosts = [n.head.head if n.lower_ in ("which", "that") else n for n in children(verb, "nsubj")]
        named = (self.gazetteer.pieces.get(n.i) for n in hosts)
        return next((p.sense.location() for p in named if p and p.sense and p.kind == "country"), None)

    def _again(self, event: Happening) -> Location | None:
        """``there``, ``in the city``: the place told last before the event; ``announced here`` is told at home."""
        verbs = {event.trigger, event.trigger.head, event.anchor}
        if any(
            c.lower_ == "here" and not inside_quote(self.gazetteer.doc, c.i)
            for v in verbs
            for c in children(v, "advmod")
        ):
            return self.gazetteer.dateline_town()
        if not any(is_back_reference(c) for c in event.trigger.children):
            return None
        before = self.gazetteer.told_before(sentence_of(event.trigger).start)
        told = (self.gazetteer.location_at(t) or self._village(t, event) for t in before)
        return next((place for place in told if place), None)

    def _stated(self, event: Happening) -> Location | None:
        found = []
        for token in (t for sent in event.sentences for t in sent):
            holder = self.gazetteer.holder(token)
            place = self._named(token, event) if holder is not None else None
            if holder is not None and place is not None:
                near = OF_ANCHOR if is_of_speaker(holder, event) else rank(token.doc[holder.i : holder.i + 1], event)
                if near < FAR and not self._of_object(holder, event):
                    found.append((near, token, place))
        return self._most_exact(found, event.trigger) if found else None

    def _of_object(self, holder: Token, event: Happening) -> bool:
        """``condemned the crackdown in Myanmar``: after what is judged or asked for, a place is that of this."""
        if is_topic(holder, event):
            return True
        if not event.speech or holder.head != event.trigger or event.trigger.lemma_.lower() in LIGHT:
            return False
        judged = [o for o in children(event.trigger, "obj") if o.i < holder.i and o.i not in self.gazetteer.pieces]
        return any(o.pos_ == "NOUN" and o.lemma_.lower() not in OCCASIONS for o in judged)

    def _named(self, token: Token, event: Happening) -> Location | None:
        found = self.gazetteer.location_at(token) or self._village(token, event) or self._capital_of(token, event)
        return found or self._land_of(token)

    def _land_of(self, noun: Token) -> Location | None:
        """``in the Iraqi mountains``, ``on Syrian soil``: the country that the adjective names."""
        if noun.lemma_.lower() not in WILDS:
            return None
        names = (self.gazetteer.pieces.get(c.i) for c in children(noun, "amod", "compound"))
        return next((p.sense.location() for p in names if p and p.sense and p.kind in STATES), None)

    def _went(self, event: Happening) -> Location | None:
        """``flew to Jeddah for talks``: where somebody went to hold them."""
        verb = event.trigger.head
        if event.type != "CONSULT" or case_of(event.trigger) != "for" or verb.lemma_.lower() not in TRAVEL:
            return None
        goals = (c for c in children(verb, "obl") if case_of(c) in ("to", "in"))
        return next((place for c in goals for place in [self.gazetteer.location_at(c)] if place), None)

    def _village(self, token: Token, event: Happening) -> Location | None:
        """A named place that no table knows lies where those who suffer the event live."""
        piece = self.gazetteer.pieces.get(token.i)
        unknown = piece is not None and piece.kind == "place" and piece.sense is None
        region = token.ent_type_ == "LOC" and token.head.lemma_.lower() in PLACE_NOUNS
        named = unknown and (region or token.ent_type_ in ("GPE", "FAC"))
        return Location(name=piece.text, country=event.home) if piece and named and event.home else None

    def _of_speaker(self, event: Happening) -> Location | None:
        """``Cook, who arrived in Freetown on Monday, told ...``: where the subject's clause says that he is."""
        verbs = (event.anchor, *event.anchor.ancestors) if event.spoken else (event.anchor,)
        clauses = (clause for verb in verbs for clause in (*relative_clauses(verb), *beside(verb)))
        clauses = (clause for clause in clauses if not is_of_another_time(clause))
        return next((found for clause in clauses for found in [self._whereabouts(clause)] if found), None)

    def _whereabouts(self, clause: Token) -> Location | None:
        if children(clause, "cop"):
            return self.gazetteer.location_at(clause) if case_of(clause) in AT else None
        if clause.lemma_.lower() not in PRESENT:
            return None
        seen = (t for o in children(clause, "obj") for t in children(o, "nmod") if case_of(t) in AT)
        there = (place for t in seen for place in [self.gazetteer.location_at(t)] if place)
        return self.of_event(Happening(clause, clause, "CONSULT")) or next(there, None)

    @staticmethod
    def _most_exact(found: Sequence[tuple[int, Token, Location]], trigger: Token) -> Location:
        nearest = min(near for near, _, _ in found)
        close = [f for f in found if f[0] <= nearest + 1]
        cities = [f for f in close if index_is_city(f[2].name)]
        return min(cities or close, key=lambda f: abs(f[1].i - trigger.i))[2]


def is_of_speaker(holder: Token, event: Happening) -> bool:
    """``a minister in Kampala accused``: who speaks is where his phrase says that he is."""
    speaker, verbs = holder.head, (event.trigger, event.anchor)
    near = event.speech and speaker.dep_ == "nsubj" and speaker.head in verbs and holder.dep_ == "nmod"
    return near and case_of(holder) == "in" and speaker.pos_ == "NOUN" and index_is_city(holder.text)


def calls_of(trigger: Token) -> list[Token]:
    """Return the summons that ``trigger`` tells or goes on from: ``was called to the ministry and a demarche made``."""
    verbs = [trigger, *([trigger.head] if trigger.dep_ == "conj" else [])]
    return [v for v in verbs if v.lemma_.lower() in SUMMONS]


def is_ministry(noun: Token) -> bool:
    """``the Foreign Ministry``, ``the Ministry of Foreign Affairs``, ``the Foreign Office``."""
    words = {t.lower_ for t in noun.subtree}
    return noun.lemma_.lower() in ("ministry", "office", "department") and bool(words & {"foreign", "external"})


def is_topic(holder: Token, event: Happening) -> bool:
    """``discussed the crisis in Syria``: the country of what is talked about; a town is where it is talked of."""
    if index_is_city(holder.text):
        return False
    above = [t for t in holder.ancestors if t.dep_ in ("obj", "conj") and t.head.lemma_.lower() in DISCUSSES]
    return any(t.pos_ == "NOUN" and t.lemma_.lower() not in OCCASIONS and event.trigger not in t.subtree for t in above)


def is_back_reference(token: Token) -> bool:
    """``there``, ``in the city``, ``near the village``: a place without a name that was named before."""
    if token.lower_ == "there":
        return token.dep_ == "advmod"
    definite = {c.lower_ for c in token.children if c.dep_ == "det"} & {"the", "that"}
    named = any(
        c.dep_ in ("nmod", "compound", "amod", "nmod:poss", "appos", "flat", "acl:relcl") for c in token.children
    )
    return bool(definite) and not named and token.lemma_.lower() in TOWNS and case_of(token) in AT


def is_of_another_time(clause: Token) -> bool:
    """``who hosted them in Nairobi last December``, ``who is to meet him in Geneva``: not where he speaks now."""
    if has_feature(clause, "VerbForm", "Ger", "Part") and not auxiliaries(clause):
        return False  # ``meeting in Kigali on 3 May, condemned``
    dated = {t.lower_ for t in clause.subtree if t.ent_type_ == "DATE"}
    coming = auxiliaries(clause) & (FUTURE | WOULD) or is_scheduled(clause)
    return bool(coming) or bool(dated - NEAR_TIMES)


def relative_clauses(verb: Token) -> Iterator[Token]:
    """Yield the predicates of the ``who`` clauses of the verb's subject."""
    for subject in children(verb, "nsubj"):
        for noun in (subject, *children(subject, "appos")):
            yield from (c for c in noun.children if any(w.lower_ == "who" for w in children(c, "nsubj")))


def beside(verb: Token) -> Iterator[Token]:
    """Yield what the verb's subject did or does at the same time: ``visited a hospital in Luganville and promised``,
    ``speaking in Oslo, ... vowed``."""
    if verb.dep_ == "conj" and not children(verb, "nsubj"):
        yield verb.head
    yield from (c for c in children(verb, "advcl", "acl") if has_feature(c, "VerbForm", "Part", "Ger"))
    yield from (
        c
        for subject in children(verb, "nsubj")
        for c in children(subject, "acl")
        if has_feature(c, "VerbForm", "Part", "Ger")
    )
