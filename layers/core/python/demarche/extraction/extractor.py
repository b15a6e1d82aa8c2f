"""Articles to mentions: the whole way from text to coded events with their evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from demarche import ontology
from demarche.extraction.actors import Chunk
from demarche.extraction.adverbials import INVITING, SPEECH, Happening
from demarche.extraction.attribution import quotation
from demarche.extraction.chunking import Chunker
from demarche.extraction.coding import MUTUAL, SYMMETRIC, Coder, Proto, events_in, parties, political
from demarche.extraction.confidence import confidence_of, threshold
from demarche.extraction.coreference import Referents
from demarche.extraction.dates import Calendar, When
from demarche.extraction.dating import date_before, date_of, dateline_day
from demarche.extraction.implied import HARMS, HOSTILE, OFFICIAL, Story, citizens, implied_target, settled, victims
from demarche.extraction.lexicon import Lexicon, lexicon
from demarche.extraction.meetings import Draft, at_meetings, main_meeting
from demarche.extraction.phrases import children, has_mark
from demarche.extraction.places import Gazetteer
from demarche.extraction.scenes import in_scene
from demarche.extraction.status import is_reported
from demarche.extraction.topics import is_other_news
from demarche.extraction.voice import voice_of
from demarche.models import Actor, Article, Mention

IMPLIES = SPEECH | {"AID", "SANCTION", "ASSAULT", "MOBILIZE"}
"""Types whose target, where the clause does not name it, is whom the story is about. Whom a release or an arrest
without a named party concerns is anybody's guess: measured, one in ten was right."""
GIVEN = frozenset({"AID", "RETREAT"})
"""What is given to somebody is no event without him."""
DISSENTERS = frozenset({"protesters", "demonstrator", "protester", "activists", "activist", "journalist", "journalists",
                        "human rights activists", "pro-democracy activists"})  # fmt: skip
LONERS = frozenset({"gunman", "attacker", "assailant", "killer", "bomber", "kidnapper", "hijacker"})
"""One who acts alone is more often a criminal than a rebel."""


@dataclass(frozen=True)
class Explanation:
    """What extraction made of one sentence: what it found, what it considered, and why it dropped what it dropped."""

    sentence: str
    found: tuple[Mention, ...]
    considered: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass
class Reading:
    """One document on its way: the parse with everything that was resolved in it."""

    article: Article
    doc: Doc
    coder: Coder
    calendar: Calendar
    gazetteer: Gazetteer
    topics: tuple[Actor, ...] = ()
    """The parties of the article, the most often named first."""
    recurring: tuple[Actor, ...] = ()
    """Those named more than once."""
    rebels: tuple[Actor, ...] = ()
    """Its armed groups, in the same order."""


class Extractor:
    """Extracts mentions from articles with a UD pipeline; keeps nothing between articles but the model."""

    def __init__(self, nlp: Language, words: Lexicon | None = None) -> None:
        self.nlp = nlp
        self.lexicon = words or lexicon()

    def mentions(self, article: Article, *, min_confidence: float | None = None) -> list[Mention]:
        """Return the mentions of ``article`` in the order of its text.

        Those less sure than ``min_confidence`` are left out; by default the threshold that the calibration found best.
        """
        least = threshold() if min_confidence is None else min_confidence
        reading = self.read(article)
        drafts = self.drafts(reading)
        seen: dict[str, Mention] = {}
        for item in drafts:
            mention = to_mention(reading, item)
            if mention.confidence < least:
                continue
            seen.setdefault(mention.mention_id, mention)
        return sorted(seen.values(), key=lambda m: (m.start, m.trigger_start))

    def drafts(self, reading: Reading) -> list[Draft]:
        """Return the events of a read article with date, place and target."""
        return sifted(
            reading, [(sent, proto) for sent, protos, _ in events_in(reading.doc, reading.coder) for proto in protos]
        )[0]

    def explain(self, article: Article) -> Iterator[Explanation]:
        """Yield an explanation a sentence."""
        reading = self.read(article)
        told = list(events_in(reading.doc, reading.coder))
        drafts, left_out = sifted(reading, [(sent, proto) for sent, protos, _ in told for proto in protos])
        found: dict[int, list[Mention]] = defaultdict(list)
        dropped: dict[int, list[str]] = defaultdict(list)
        for sent, proto, reason in left_out:
            dropped[sent.start].append(f"{describe(proto)}: {reason}")
        for item in drafts:
            mention = to_mention(reading, item)
            if mention.confidence >= threshold():
                found[item.sent.start].append(mention)
            else:
                reason = f"confidence {mention.confidence:.2f} is below {threshold():.2f}"
                dropped[item.sent.start].append(f"{describe(item.proto)}: {reason}")
        for sent, _, trace in told:
            yield Explanation(
                sent.text.strip(),
                tuple(found[sent.start]),
                tuple(trace.considered),
                (*trace.dropped, *dropped[sent.start]),
            )

    def read(self, article: Article) -> Reading:
        """Parse ``article`` and resolve who and when."""
        doc = self.nlp(article.text)
        published = article.published.date() if article.published else None
        calendar = Calendar(published, article.caption_year)
        if published is None:
            found = dateline_day(doc, calendar)
            if found:
                calendar = Calendar(date.fromisoformat(found.iso))
        day = calendar.published.isoformat() if calendar.published else None
        chunker = Chunker(doc, day)
        chunks = chunker.chunks()
        referents = Referents(doc, chunks, day, voice_of(article, doc, chunks))
        return Reading(
            article,
            doc,
            Coder(doc, referents, self.lexicon),
            calendar,
            Gazetteer(chunker),
            topics_of(chunks),
            topics_of(chunks, times=2),
            rebels_of(chunks),
        )


def topics_of(chunks: Sequence[Chunk], *, times: int = 1) -> tuple[Actor, ...]:
    """Return one actor a party that the article names at least so many ``times``, most often named first."""
    counts = Counter(
        a.party for c in chunks for a in c.actors if a.sector != "MED" and (a.country or a.sector == "IGO")
    )
    first: dict[str, Actor] = {}
    for chunk in chunks:
        for actor in chunk.actors:
            known = first.setdefault(actor.party, actor)
            if known.sector not in OFFICIAL and actor.sector in OFFICIAL:
                first[actor.party] = actor
    return tuple(first[p] for p, n in counts.most_common() if n >= times)


def rebels_of(chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    counts = Counter(a for c in chunks for a in c.actors if a.sector == "REB" and a.country)
    return tuple(a for a, _ in counts.most_common())


def foes_in(sent: Span, chunks: Sequence[Chunk]) -> tuple[Actor, ...]:
    """Return the armed groups that ``sent`` names, but not those in whose support it tells that somebody acts."""
    inside = [(c, sent.doc[c.start : c.end].root) for c in chunks if sent.start <= c.start < sent.end]
    enemies = [c for c, root in inside if root.dep_ != "nsubj" and not is_supported(root)]
    return tuple(a for c in enemies for a in c.actors if a.sector == "REB" and a.country)


def is_supported(token: Token) -> bool:
    """``strikes in support of SDF operations``; what a group supports itself (``ISIL's support``) is not meant."""
    return token.dep_ != "nmod:poss" and any(t.lemma_ == "support" for t in token.ancestors)


def sifted(reading: Reading, told: Sequence[tuple[Span, Proto]]) -> tuple[list[Draft], list[tuple[Span, Proto, str]]]:
    """Return what is reported of all that the sentences tell, completed, and what is left out with the reason."""
    if is_other_news(reading.doc, reading.coder.referents.chunks):
        return [], [(sent, proto, "the page is of another field than politics") for sent, proto in told]
    left_out = [(sent, p, f"status {p.status}") for sent, p in told if not is_kept(p)]
    drafts = complete(at_meetings([draft(reading, sent, p) for sent, p in told if is_kept(p)]), reading)
    drafts = in_scene([fought(reading, d) for d in drafts])
    quiet = is_quiet(reading) and not any(d.proto.type == "PROTEST" for d in drafts)
    kept = []
    for item in drafts:
        reason = ""
        if not is_political(item.proto):
            reason = "no act between political parties"
        elif quiet and is_policing(item.proto):
            reason = "police work, in an article of one country in which nobody opposes those who govern"
        if reason:
            left_out.append((item.sent, item.proto, reason))
        else:
            kept.append(item)
    return one_day(kept), left_out


def is_kept(proto: Proto) -> bool:
    """True for what took place and for what is planned; violence that somebody is said to plan is no event."""
    return proto.status == "actual" or (proto.status == "planned" and proto.type != "ASSAULT")


def describe(proto: Proto) -> str:

    def names(actors: Sequence[Actor]) -> str:
        return ", ".join(a.name for a in actors) or "-"

    return f"{proto.type} {names(proto.source)} -> {names(proto.target)} [{proto.trigger.text}; {proto.rule}]"


def happening(reading: Reading, proto: Proto) -> Happening:
    return Happening(
        proto.trigger,
        proto.anchor,
        proto.type,
        home=home_of(proto),
        actor=only_country(proto.source),
        planned=proto.status == "planned",
        spoken=bool(parties(proto.speaker) & parties(proto.source)),
        deeds=deeds_of(reading, proto),
        frame=reading.coder.attribution.framing_verb(proto.trigger),
    )


def draft(reading: Reading, sent: Span, proto: Proto) -> Draft:
    event = happening(reading, proto)
    when = date_of(event, reading.calendar)
    arranged = proto.type in SYMMETRIC or proto.trigger.lemma_.lower() in INVITING
    if arranged and proto.status == "actual" and is_to_come(proto.trigger, when, reading.calendar):
        # ``promised to raise it when they meet next week``: no auxiliary tells that they have not met yet.
        proto = replace(proto, status="planned")
    background = is_background(proto, when, reading.calendar)
    if when is None and not event.planned and not background:
        when = date_before(event, reading.calendar) or undated(reading.calendar)
    return Draft(sent, proto, when, reading.gazetteer.of_event(event), background)


def deeds_of(reading: Reading, proto: Proto) -> tuple[Token, ...]:
    """Return the nouns that stand for the act of ``proto`` beside its verb: ``is responsible for the bombing``."""
    if proto.trigger.pos_ not in ("VERB", "ADJ"):
        return ()
    nouns = children(proto.trigger, "obj", "obl", "nsubj:pass")
    rows = ((noun, reading.coder.words.event_noun(noun)) for noun in nouns if noun.pos_ == "NOUN")
    return tuple(noun for noun, row in rows if row is not None and row.type == proto.type)


def fought(reading: Reading, item: Draft) -> Draft:
    """Violence without a place was done where its paragraph told last of a place of those who suffer it."""
    home = home_of(item.proto)
    if item.place or item.proto.type != "ASSAULT" or item.proto.status != "actual" or not home:
        return item
    return replace(item, place=reading.gazetteer.last_told(item.proto.trigger, home))


def home_of(proto: Proto) -> str:
    """Return the country of those who suffer violence or seizure, of rebels who do it without naming them."""
    if proto.type not in HARMS:
        return ""
    rebels = [a for a in proto.source if a.sector == "REB"]
    return only_country(proto.target or rebels)


def only_country(actors: Sequence[Actor]) -> str:
    countries = {a.country for a in actors if a.country}
    return countries.pop() if len(countries) == 1 else ""


def undated(calendar: Calendar) -> When | None:
    """Return the date of what is news without a date: the day of publication, else the year that the page tells."""
    if calendar.published:
        return When(calendar.published.isoformat(), "day", explicit=False)
    return When(str(calendar.year), "year", explicit=False) if calendar.year else None


def is_to_come(trigger: Token, when: When | None, calendar: Calendar) -> bool:
    """True where the text states a day, month or year after that of publication, or ``next week``."""
    times = (c for c in trigger.children if c.dep_.startswith("obl") and c.lemma_.lower() != "day")
    if any(w.lower_ in ("next", "coming") for time in times for w in time.children):
        return True
    if when is None or not when.explicit or calendar.published is None:
        return False
    return when.iso > calendar.published.isoformat()[: len(when.iso)]


def is_background(proto: Proto, when: When | None, calendar: Calendar) -> bool:
    """True for what happened before the news: a past perfect, a ``since`` clause, an earlier month, a bare noun."""
    trigger = proto.trigger
    if when is not None and calendar.published and when.iso < f"{calendar.published:%Y-%m}"[: len(when.iso)]:
        return True
    if any(has_mark(t, "since", "after") for t in (trigger, *trigger.ancestors) if t.dep_ in ("advcl", "acl")):
        return True
    if when is not None:
        return False
    if "had" in {c.lower_ for c in trigger.children if c.dep_.startswith("aux")}:
        # "said that it had lodged a protest" is the past of its time, no earlier past.
        return not is_reported(trigger)
    return trigger.pos_ == "NOUN" and proto.type not in SPEECH | {"CONSULT"}


def complete(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Give a directed act without a target whom it answers."""
    meeting = main_meeting(drafts)
    present = parties(meeting.proto.source) if meeting else set()
    made: list[Draft] = []
    for item in drafts:
        proto, place = item.proto, item.place
        attends = (
            meeting is not None
            and bool(parties(proto.source) & present)
            and proto.status == "actual"
            and not item.background
        )
        among = "mutual" in proto.signs and len(parties(proto.source)) > 1
        if proto.type in IMPLIES | HARMS and not proto.target and not among:
            other = victims(proto, place) if proto.type in HARMS else ()
            other = other or citizens(proto, reading.coder.words, reading.coder.referents)
            if not other and proto.type in IMPLIES:
                beside = [d.proto for d in drafts if d.sent.start == item.sent.start]
                around = meeting.proto if attends and meeting else None
                story = Story(
                    [d.proto for d in made],
                    beside,
                    [d.proto for d in made if d.sent.start == item.sent.start],
                    around,
                    reading.topics,
                    reading.recurring,
                    reading.rebels,
                    foes_in(item.sent, reading.coder.referents.chunks),
                )
                other = implied_target(proto, story)
            if proto.type == "MOBILIZE" and not other_acts(proto, other, made):
                other = ()
            if other:
                proto = replace(proto, target=other, signs=proto.signs | {"target:implied"})
                # Now that it is known whom it strikes, so is the country of a village without a row.
                place = place or reading.gazetteer.of_event(happening(reading, proto))
        elif proto.type in HARMS | SPEECH:
            proto = replace(proto, target=settled(proto, place, reading.coder.referents.homes.story))
        made.append(replace(item, proto=proto, place=place))
    return made


def one_day(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the tellings of one act in one article one date.

    A headline says no day and the article's first sentence does; a telling without a date, or with only the day of
    publication, takes the day that another of the same type, status and parties states, if all others state the same.
    """
    stated: dict[object, set[When]] = defaultdict(set)
    for item in drafts:
        if item.when is not None and item.when.explicit and item.when.precision == "day":
            stated[same_act(item)].add(When(item.when.iso, "day"))
    made = []
    for item in drafts:
        days = stated.get(same_act(item), set())
        vague = item.when is None or not item.when.explicit
        made.append(replace(item, when=next(iter(days))) if vague and len(days) == 1 and not item.background else item)
    return made


def same_act(item: Draft) -> object:
    proto = item.proto
    return proto.type, proto.status, frozenset(parties(proto.source)), frozenset(parties(proto.target))


def is_political(proto: Proto) -> bool:
    """False for what private people, courts and firms of one country do among themselves, for what one does to
    himself, and for what is given to nobody: that is no diplomacy."""
    everyone = (*proto.source, *proto.target)
    if proto.type in GIVEN and not proto.target:
        return False
    if {a.name for a in proto.source} == {a.name for a in proto.target}:
        return len(parties(proto.source)) > 1
    if proto.type == "PROTEST" or len({a.country for a in everyone if a.country}) > 1:
        return True
    if len(parties(everyone)) > 1:
        return any(a.sector in OFFICIAL for a in everyone)
    return any(a.sector in OFFICIAL - {"JUD"} for a in everyone)


def is_quiet(reading: Reading) -> bool:
    """True for an article of one country in which nobody opposes those who govern: police work there is no politics."""
    dissent = any(
        c.role in DISSENTERS or any(a.sector in ("OPP", "REB", "LEG") for a in c.actors)
        for c in reading.coder.referents.chunks
        if c.role not in LONERS
    )
    return len(reading.topics) < 2 and not dissent


def is_policing(proto: Proto) -> bool:
    """True for what is done to private people."""
    return proto.type != "PROTEST" and not any(a.sector not in ("CVL", "UNK", "BUS") for a in proto.target)


def other_acts(proto: Proto, other: tuple[Actor, ...], before: Sequence[Draft]) -> bool:
    """True where a hostile act between the two stands before: only then is a deployment aimed at ``other``."""
    pair = parties(proto.source) | parties(other)
    return bool(other) and any(
        d.proto.type in HOSTILE and parties(d.proto.source) & pair and parties(d.proto.target) & pair
        for d in before[-8:]
    )


def to_mention(reading: Reading, item: Draft) -> Mention:
    proto, article = item.proto, reading.article
    start, end = trimmed(article.text, item.sent)
    lemmas = [t.lemma_.lower() for t in item.sent if not t.is_punct]
    near = [proto.trigger.lemma_.lower(), *(t.lemma_.lower() for t in proto.trigger.subtree)]
    cameo = proto.cameo
    return Mention(
        article_id=article.article_id,
        type=proto.type,
        mode=ontology.mode(proto.type, near, code=cameo),
        context=ontology.contexts(lemmas),
        cameo=cameo,
        quad_class=ontology.quad_class(proto.type),
        intensity=ontology.intensity(cameo),
        status=proto.status,
        date=item.when.iso if item.when else None,
        date_precision=item.when.precision if item.when else None,
        location=item.place,
        source=proto.source,
        target=() if proto.type in MUTUAL and not proto.target else proto.target,
        sentence=article.text[start:end],
        start=start,
        end=end,
        trigger=proto.trigger.text,
        trigger_start=proto.trigger.idx,
        speaker=", ".join(a.name for a in proto.speaker),
        quote=quotation(reading.doc, proto.trigger),
        confidence=confidence_of(proto, background=item.background),
        rule=proto.rule,
        publisher=article.publisher,
        published=article.published,
    )


def trimmed(article_text: str, sent: Span) -> tuple[int, int]:
    """Return where the sentence stands in the article, without the space around it."""
    text = article_text[sent.start_char : sent.end_char]
    return sent.start_char + len(text) - len(text.lstrip()), sent.end_char - (len(text) - len(text.rstrip()))


Loader = Callable[[], Language]
__all__ = ["Explanation", "Extractor", "political"]
