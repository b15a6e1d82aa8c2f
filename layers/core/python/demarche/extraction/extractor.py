"""Articles to mentions: the whole way from text to coded events with their evidence."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Span

from demarche import ontology
from demarche.extraction.attribution import quotation
from demarche.extraction.coding import events_in
from demarche.extraction.completion import complete
from demarche.extraction.confidence import confidence_of, threshold
from demarche.extraction.drafts import draft, fought, one_day
from demarche.extraction.lexicon import Lexicon, lexicon
from demarche.extraction.meetings import Draft, at_meetings
from demarche.extraction.politics import is_kept, is_quiet, why_left_out
from demarche.extraction.proto import MUTUAL, Proto
from demarche.extraction.readings import Reading, read
from demarche.extraction.scenes import in_scene
from demarche.extraction.topics import is_other_news
from demarche.extraction.whereabouts import whereabouts
from demarche.models import Actor, Article, Mention


@dataclass(frozen=True)
class Explanation:
    """What extraction made of one sentence: what it found, what it considered, and why it dropped what it dropped."""

    sentence: str
    found: tuple[Mention, ...]
    considered: tuple[str, ...]
    dropped: tuple[str, ...]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let no cycles be looked for meanwhile.

    The rules make many small objects that die at once, and hardly a cycle; to look for cycles took a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        seen: dict[str, Mention] = {}
        with collector_paused():
            reading = self.read(article)
            for item in self.drafts(reading):
                if confidence_of(item.proto, background=item.background) < least:
                    continue
                mention = to_mention(reading, item)
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
        return read(article, self.nlp, self.lexicon)


def sifted(reading: Reading, told: Sequence[tuple[Span, Proto]]) -> tuple[list[Draft], list[tuple[Span, Proto, str]]]:
    """Return what is reported of all that the sentences tell, completed, and what is left out with the reason."""
    if is_other_news(reading.doc, reading.coder.referents.chunks):
        return [], [(sent, proto, "the page is of another field than politics") for sent, proto in told]
    left_out = [(sent, p, f"status {p.status}") for sent, p in told if not is_kept(p)]
    drafts = complete(at_meetings([draft(reading, sent, p) for sent, p in told if is_kept(p)]), reading)
    drafts = in_scene([fought(reading, d) for d in drafts], whereabouts(reading) if drafts else {})
    quiet = is_quiet(reading) and not any(d.proto.type == "PROTEST" for d in drafts)
    reasons = [(item, why_left_out(item, quiet=quiet)) for item in drafts]
    left_out += [(item.sent, item.proto, reason) for item, reason in reasons if reason]
    return one_day([item for item, reason in reasons if not reason]), left_out


def describe(proto: Proto) -> str:

    def names(actors: Sequence[Actor]) -> str:
        return ", ".join(a.name for a in actors) or "-"

    return f"{proto.type} {names(proto.source)} -> {names(proto.target)} [{proto.trigger.text}; {proto.rule}]"


def to_mention(reading: Reading, item: Draft) -> Mention:
    proto, article = item.proto, reading.article
    start, end = trimmed(reading.text, item.sent)
    lemmas = [t.lemma_.lower() for t in item.sent if not t.is_punct]
    near = [proto.trigger.lemma_.lower(), *(t.lemma_.lower() for t in proto.trigger.subtree)]
    cameo = proto.cameo
    return Mention(
        article_id=reading.article_id,
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
        sentence=reading.text[start:end],
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
