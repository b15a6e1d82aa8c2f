"""Whom a pronoun means: the last person for ``he``, the last state or body for ``it``, the speaker for ``we``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from spacy.tokens import Token

from demarche.extraction.actors import Chunk
from demarche.extraction.clauses import INVERTING, RELATIVE, frame_of
from demarche.extraction.discourse import Discourse, References
from demarche.extraction.lexicon import table
from demarche.extraction.phrases import base_span, children, clause_subjects, has_mark, sentence_of
from demarche.models import Actor

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
COLLECTIVE = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "we", "us", "our", "ours", "me", "my", "ourselves", "myself"})
TAKING = frozenset({"capture", "kill", "arrest", "detain", "seize", "bomb", "attack", "shell", "abduct", "kidnap"})
"""What nobody does to his own: ``shot down an Indian plane and captured its pilot``."""
LEADING = 4
"""How near the start of a sentence a possessive stands that looks ahead to the subject."""


def is_pronoun(token: Token) -> bool:
    """True also for a possessive, which the tagger may take for a determiner."""
    return token.pos_ == "PRON" or token.lower_ in FIRST | PLURAL | COLLECTIVE | SINGULAR_PERSON | {"both"}


class Pronouns:
    """Resolves the pronouns of one document."""

    def __init__(self, discourse: Discourse, references: References) -> None:
        self.discourse = discourse
        self.references = references
        self.doc = discourse.doc
        self.by_token = discourse.by_token

    def meant(
        self, token: Token, speaker: Sequence[Actor] = (), exclude: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """Return whom the pronoun ``token`` means, where ``speaker`` speaks; none of the parties in ``exclude``."""
        word = token.lower_
        if word in FIRST:
            return tuple(speaker) or self.discourse.voices
        own = self.subject_beside(token) or self.continued(token) or self.announced(token)
        if own:
            return own
        if word in RELATIVE or word == "whose":
            return self.relative(token)
        if word in PLURAL:
            several = self.discourse.groups.side_by_side(token) or self.discourse.groups.last_counted(token)
            if several:
                return several
        if word == "both":
            return self.discourse.recent_pair(token.i)
        fits = FITTING.get(word)
        if fits is None:
            return ()
        acting = clause_subjects(token)

        def other(chunk: Chunk) -> bool:
            if word in COLLECTIVE and self.is_one_of_several(chunk):
                return False
            return not any(a.party in exclude for a in chunk.actors) and not acting & set(range(chunk.start, chunk.end))

        return self.discourse.last(token.i, lambda c: other(c) and fits(word, c), or_pair=word in PLURAL)

    def is_one_of_several(self, chunk: Chunk) -> bool:
        """``Togo and Senegal have opposed it``: two states are no ``it``."""
        root = self.doc[chunk.start : chunk.end].root
        return root.dep_.startswith("nsubj") and any(c.dep_ == "conj" for c in root.children)

    def subject_beside(self, token: Token) -> tuple[Actor, ...]:
        """Return the subject that a pronoun takes up, if kind allows."""
        verb = subject_verb(token)
        if verb is None:
            return ()
        if token.lower_ == "its" and token.head.dep_ == "obj" and verb.lemma_.lower() in TAKING:
            return self.whose_was_hit(verb)
        subjects = [s for s in frame_of(verb).subjects if s.i < token.i and s.pos_ != "PRON"]
        if not subjects or any(token in s.subtree for s in subjects):
            return ()
        named = (self.by_token[i] for s in subjects for i in range(*base_span(s)) if i in self.by_token)
        chunks = list({c.start: c for c in named}.values())
        return tuple(a for c in chunks for a in c.actors) if can_mean(token.lower_, chunks) else ()

    def whose_was_hit(self, verb: Token) -> tuple[Actor, ...]:
        """``shot down an Indian plane and captured its pilot``: whose the object of the verb before is."""
        hit = (t for o in frame_of(verb.head).objects for t in o.subtree) if verb.dep_ == "conj" else ()
        return next((self.by_token[t.i].actors for t in hit if t.i in self.by_token), ())

    def announced(self, token: Token) -> tuple[Actor, ...]:
        """``In its answer, Iran ...``, ``Adding to her warnings, Merkel ...``: the subject still to come."""
        if token.dep_ != "nmod:poss" or token.i - sentence_of(token).start >= LEADING:
            return ()
        subject = next((s for s in children(sentence_of(token).root, "nsubj") if s.i > token.i), None)
        if subject is None or subject.left_edge.i <= token.i or subject.left_edge.nbor(-1).text != ",":
            return ()
        chunk, word = self.by_token.get(subject.i), token.lower_
        if chunk is None:
            return ()
        return chunk.actors if word not in PLURAL and can_mean(word, [chunk]) else ()

    def continued(self, token: Token) -> tuple[Actor, ...]:
        """Return the subject of the last sentence, where the subject of this one says it again.

        ``The members of the Council regretted ... They welcomed ... They urged``.
        """
        start = sentence_of(token).start
        if start == 0 or token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
            return ()
        main = sentence_of(self.doc[start - 1]).root
        before = next((s for s in main.children if s.dep_ == "nsubj" and s.i < main.i), None)
        if before is None:
            return ()
        if before.lower_ == token.lower_:
            return self.meant(before)
        if before.lemma_.lower() != "member" or token.lower_ not in PLURAL:
            return ()
        of_whom = (c for c in before.children if c.dep_ == "nmod" and has_mark(c, "of"))
        return next((self.references.actors_at(c) for c in of_whom), ())

    def relative(self, token: Token) -> tuple[Actor, ...]:
        """A relative pronoun means the noun that its clause modifies; where the parse lost it, the name before it."""
        for ancestor in token.ancestors:
            if ancestor.dep_ == "acl:relcl":
                head = ancestor.head
                found = self.references.actors_at(head) if head.pos_ != "PRON" else ()
                if found:
                    return found
                break
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            chunk = self.by_token.get(i)
            if chunk is not None:
                return chunk.actors
            if self.doc[i].pos_ not in ("PUNCT", "ADP"):
                break
        return ()


def subject_verb(token: Token) -> Token | None:
    """Return the verb whose subject a pronoun may take up.

    A possessive means the subject of its own clause (``used their visit``), the subject of what is said means
    who says it (``the ministry said it was concerned``).
    """
    if token.dep_ == "nmod:poss":
        return next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if not token.dep_.startswith("nsubj") or token.head.dep_ != "ccomp":
        return None
    teller = token.head.head
    return teller if teller.lemma_.lower() in INVERTING else None


def can_mean(word: str, named: Sequence[Chunk]) -> bool:
    """True where a pronoun can take up the subject that names those."""
    if word in PLURAL:
        return len(named) > 1 or any(is_several(c) or c.kind in ("people", "group") for c in named)
    if len(named) != 1:
        return False
    kind = named[0].kind
    if word in COLLECTIVE:
        return kind in ("country", "capital", "body")
    return word in SINGULAR_PERSON and kind == "person" and suits(word, named[0])


def is_one_person(word: str, chunk: Chunk) -> bool:
    office = chunk.kind == "role" and not chunk.plural and not is_collective(chunk)
    return suits(word, chunk) and (chunk.kind == "person" or office)


def is_state_or_body(_: str, chunk: Chunk) -> bool:
    office = chunk.kind == "role" and not chunk.plural and not chunk.actors[0].person
    return chunk.kind in ("country", "capital", "body") or office


def is_of_many(_: str, chunk: Chunk) -> bool:
    return is_several(chunk) or chunk.kind in ("body", "people", "group")


FITTING: dict[str, Callable[[str, Chunk], bool]] = {
    **dict.fromkeys(SINGULAR_PERSON, is_one_person),
    **dict.fromkeys(COLLECTIVE, is_state_or_body),
    **dict.fromkeys(PLURAL, is_of_many),
}
"""Whom named before a pronoun may mean."""


def suits(word: str, chunk: Chunk) -> bool:
    """False where the given name tells that ``she`` or ``he`` can't be meant."""
    name = (chunk.actors[0].person or chunk.actors[0].name).split()[0] if chunk.actors else ""
    gender = given_names().get(name, "")
    return not gender or gender == ("f" if word in ("she", "her", "hers", "herself") else "m")


@cache
def given_names() -> dict[str, str]:
    """Return common given names to ``f`` or ``m``; names that both bear are not in the table."""
    return {name: gender for _, (name, gender) in table("given_names.tsv", 2)}


def is_several(chunk: Chunk) -> bool:
    """True for a plural and for ``police``, which takes one."""
    return chunk.plural or chunk.role.split()[-1:] == ["police"]


def is_collective(chunk: Chunk) -> bool:
    """True for an office-word that names a body (``court``, ``police``), which no ``she`` means."""
    return not chunk.role or any(p.role is not None and p.role.kind == "body" for p in chunk.pieces[-1:])
