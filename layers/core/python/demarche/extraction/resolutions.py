"""Numbered paragraphs of resolutions, whose opening verb the parser takes for a noun: ``2. Demands that ...;``."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from demarche.extraction.phrases import has_mark

OPENING = re.compile(r"\s*(\d{1,3}\s*[.)]|\(\s*\w{1,4}\s*\)|[a-z]\))\s*")
"""What numbers a paragraph: ``3.``, ``(b)``."""
NUMBERED = re.compile(rf"^{OPENING.pattern}[A-Z]", re.MULTILINE)
OPERATIVE = frozenset({
    "demand", "appeal", "request", "thank", "call", "urge", "decide", "note", "welcome", "support", "commend", "warn",
    "regret", "stress", "authorize", "authorise", "encourage", "invite", "condemn", "reiterate", "deplore", "express",
    "reject", "affirm", "reaffirm", "denounce", "praise", "applaud", "approve", "endorse", "extend", "suspend",
    "impose", "lift", "mandate", "direct", "instruct", "recommend", "emphasize", "emphasise", "underline",
    "underscore", "recall", "acknowledge", "recognize", "recognise", "congratulate", "salute", "pledge",
    "undertake", "agree",
})  # fmt: skip
"""What the bodies that pass resolutions do in them."""


def mend(doc: Doc) -> None:
    """Make verbs of the nouns that open the numbered paragraphs of ``doc``, and arguments of what hangs on them."""
    text = doc.text
    if NUMBERED.search(text) is None:
        return
    for sent in doc.sents:
        verb = opening_word(sent, text)
        if verb is not None:
            verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", lemma_of(verb)
            verb.set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            for child in list(verb.children):
                child.dep_ = argument(child, verb)
                for word in child.children if child.dep_ == "ccomp" else ():
                    if word.lower_ == "that":
                        word.dep_ = "mark"


def opening_word(sent: Span, text: str) -> Token | None:
    """Return the root of a numbered paragraph where it opens it and is a word of resolutions."""
    root = sent.root
    if lemma_of(root) not in OPERATIVE:
        return None
    line = text.rfind("\n", 0, root.idx) + 1
    opens = OPENING.fullmatch(text, line, root.idx) is not None and root.text[:1].isupper()
    return root if opens else None


def lemma_of(word: Token) -> str:
    """Return the verb of which ``word`` would be the third person: ``stress`` of ``Stresses``."""
    form = word.lower_
    return form.removesuffix("es") if form.endswith("sses") else form.removesuffix("s") if form.endswith("s") else ""


def is_lost_object(child: Token, verb: Token) -> bool:
    return child.i > verb.i and child.dep_ in ("nsubj", "vocative")


def argument(child: Token, verb: Token) -> str:
    """Return the relation to a verb of what the parser hung on a noun."""
    if is_lost_object(child, verb):
        return "obj"
    if child.dep_ in ("acl", "acl:relcl"):
        return "xcomp" if has_mark(child, "to") else "ccomp"
    return "obl" if child.dep_ == "nmod" else child.dep_
