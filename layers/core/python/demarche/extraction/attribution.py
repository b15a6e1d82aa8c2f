"""Who says it: the speaker of a clause or a quotation, and the quotation itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from demarche.extraction.clauses import frame_of
from demarche.extraction.coreference import Referents
from demarche.extraction.layout import inside_quote, layout
from demarche.extraction.phrases import case_of, children, sentence_of
from demarche.extraction.sources import WRITINGS
from demarche.models import Actor

SAYING = frozenset({
    "say", "tell", "add", "state", "note", "announce", "declare", "explain", "write", "tweet", "stress",
    "report", "reiterate", "insist", "claim", "argue", "warn", "confirm", "post", "comment", "remark", "reply",
    "respond", "continue", "conclude", "acknowledge", "admit", "vow", "reaffirm", "emphasise", "emphasize",
    "underline", "underscore", "maintain", "assert", "urge", "ask", "demand", "suggest", "observe", "recall",
    "affirm", "pledge", "caution", "allege", "charge", "predict",
})  # fmt: skip


PAPERS = WRITINGS | {"dossier", "assessment", "memo", "bulletin", "text", "study", "inquiry", "investigation"}
"""What says something for those whose paper it is: ``a UN report said``."""
WHOSE = frozenset({"from", "by", "of"})


class Attribution:
    """Finds the speakers of one document."""

    def __init__(self, doc: Doc, referents: Referents, is_saying: Callable[[str], bool]) -> None:
        self.doc = doc
        self.referents = referents
        self.is_saying = is_saying
        self._memo: dict[int, tuple[Actor, ...]] = {}
        self._opens: dict[int, bool] = {}
        self._framing: dict[int, Token | None] = {}
        self._sentences = list(doc.sents)
        self._paragraph, self._quoted = layout(doc)

    def speaker_at(self, token: Token) -> tuple[Actor, ...]:
        """Return who speaks the clause of ``token``: its own attribution, else that of the quotation it stands in."""
        verb = self.saying_verb(token)
        if verb is not None:
            return self.subjects(verb)
        if self._quoted[token.i] or self._starts_in_quote(sentence_of(token)):
            verb = self.quoting_verb(token)
            return self.subjects(verb) if verb is not None else ()
        return self.according(token) or self._said_after(token)

    def saying_verb(self, token: Token) -> Token | None:
        """Return the verb of saying that governs ``token`` or comments on its clause."""
        if token.i not in self._framing:
            self._framing[token.i] = self._saying_verb(token)
        return self._framing[token.i]

    def _saying_verb(self, token: Token) -> Token | None:
        for node in (token, *token.ancestors):
            for child in node.children:
                if (
                    child.dep_ in ("parataxis", "dep", "advcl")
                    and child.lemma_.lower() in SAYING
                    and children(child, "nsubj")
                    and not children(child, "ccomp", "obj")
                    and child != token
                    and token not in child.subtree
                ):
                    return child
            head = node.head
            if (
                node != head
                and node.dep_ in ("ccomp", "parataxis", "xcomp")
                and (head.lemma_.lower() in SAYING or self.is_saying(head.lemma_.lower()))
                and head.pos_ == "VERB"
                and node.dep_ != "xcomp"
            ):
                return head
        return None

    def subjects(self, verb: Token) -> tuple[Actor, ...]:
        if verb.i in self._memo:
            return self._memo[verb.i]
        self._memo[verb.i] = ()
        found = [a for s in frame_of(verb).subjects for a in self.voices(s)]
        self._memo[verb.i] = tuple(found)
        return self._memo[verb.i]

    def voices(self, subject: Token) -> tuple[Actor, ...]:
        """Return who speaks where ``subject`` does; for a paper those whose it is."""
        found = self.referents.actors_at(subject)
        if found or subject.lemma_.lower() not in PAPERS:
            return found
        owners = [
            c
            for c in subject.children
            if c.dep_ in ("nmod:poss", "compound", "amod") or (c.dep_ == "nmod" and case_of(c) in WHOSE)
        ]
        return next((actors for c in owners if (actors := self.referents.actors_at(c))), ())

    def according(self, token: Token) -> tuple[Actor, ...]:
        for node in (token, *token.ancestors):
            for child in node.children:
                if child.dep_ == "obl" and any(c.lower_ == "according" for c in child.children):
                    return self.voices(child)
        return ()

    def _starts_in_quote(self, sent: Span) -> bool:
        if sent.start not in self._opens:
            self._opens[sent.start] = sent.text.lstrip()[:1] in '“"„«'
        return self._opens[sent.start]

    def _verb_of_quote(self, token: Token) -> Token | None:
        start = self._paragraph[token.i]
        for sentence in self._sentences_nearby(sentence_of(token), start):
            for verb in sentence:
                says = verb.pos_ == "VERB" and verb.lemma_.lower() in SAYING and not self._quoted[verb.i]
                if says and self.subjects(verb):
                    return verb
        return None

    def _said_after(self, token: Token) -> tuple[Actor, ...]:
        """``Norway has done nothing wrong, | Store said``: who says what the parser cut off from its attribution."""
        end = sentence_of(token).end
        if end >= len(self.doc) or self.doc[end - 1].text != ",":
            return ()
        verb = sentence_of(self.doc[end]).root
        says = verb.lemma_.lower() in SAYING and not children(verb, "ccomp", "obj")
        return self.subjects(verb) if says else ()

    def quoting_verb(self, token: Token) -> Token | None:
        """Return the verb of saying of the quotation that ``token`` stands in, None outside of quotations."""
        inside = self._quoted[token.i] or self._starts_in_quote(sentence_of(token))
        return self._verb_of_quote(token) if inside else None

    def framing_verb(self, token: Token) -> Token | None:
        """Return the verb of saying of the quotation that ``token`` stands in, where their paragraph is the same."""
        if self.saying_verb(token) is not None:
            return None
        verb = self.quoting_verb(token)
        return verb if verb is not None and self._paragraph[verb.i] == self._paragraph[token.i] else None

    def _sentences_nearby(self, sent: Span, start: int) -> Iterator[Span]:
        """Yield the sentences that may hold the attribution: the paragraph's, nearest first, then those before it."""
        sentences = [
            s
            for s in self._sentences
            if s.end > start and s.start < sent.end + 60 and self._paragraph[s.start] == start
        ]
        yield from sorted(sentences, key=lambda s: (s.start > sent.start, abs(s.start - sent.start)))
        if start > 1:
            before = self._paragraph[start - 1]
            while before == start and start > 0:
                start -= 1
                before = self._paragraph[start]
            yield from reversed([s for s in self._sentences if before <= s.start < start])


def quotation(doc: Doc, token: Token) -> str:
    """Return the quotation in which ``token`` stands or which stands in its sentence, empty where there is none."""
    text = sentence_of(token).text
    for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’")):
        start = text.find(opening)
        end = text.find(closing, start + 1)
        if start >= 0 and end - start > 12:
            return text[start + 1 : end]
    return text.strip().strip('“"') if inside_quote(doc, token.i) else ""
