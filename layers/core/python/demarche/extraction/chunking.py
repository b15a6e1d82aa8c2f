"""Who is named in the text: every political actor of a document, resolved to country and sector.

Adjacent names and role words (``pieces``) are put together to one actor: ``U.S. Secretary of State Antony Blinken``,
``Russian troops``, ``the foreign minister of Japan``.
"""

from __future__ import annotations

from spacy.tokens import Doc

from demarche.extraction.actors import Chunk, Identities
from demarche.extraction.appositions import Appositions
from demarche.extraction.modifiers import PLURAL_OFFICES, Modifiers
from demarche.extraction.phrases import has_feature
from demarche.extraction.pieces import Piece, merged_pieces
from demarche.knowledge.names import Sense, country_name, fold, holder
from demarche.knowledge.tables import Role
from demarche.models import Actor

FEW = 3
"""Members of a group that act as themselves, at most."""
OLD = frozenset({"former", "then", "ex", "late", "ousted", "deposed", "erstwhile", "outgoing", "retired"})
NAMED = frozenset({"place", "name", "body"})
HEAD_RANK: dict[str, int] = {
    "person": 0,
    "role": 1,
    "body": 2,
    "name": 3,
    "people": 4,
    "country": 5,
    "capital": 5,
    "place": 6,
    "adjective": 7,
}
"""Which piece of a phrase names the actor: the person before the office, the office before the country."""


class Chunker:
    """Puts the pieces of one document together to actors."""

    def __init__(self, doc: Doc, day: str | None) -> None:
        self.doc = doc
        self.day = day
        self.modifiers = Modifiers(doc, merged_pieces(doc))
        self.identities = Identities(doc, day, self.modifiers)
        self.modifiers.mend(self.identities.surnames)
        self.pieces = self.modifiers.pieces

    def chunks(self) -> list[Chunk]:
        """Return the actors of the document in the order of the text."""
        made: list[Chunk] = []
        used: set[int] = set()
        for piece in sorted(self.pieces, key=lambda p: (HEAD_RANK[p.kind], p.start)):
            if piece.start in used:
                continue
            chunk = self._chunk(piece, used)
            made.append(chunk)
            used.update(range(chunk.start, chunk.end))
        made.sort(key=lambda c: c.start)
        appositions = Appositions(self.doc, self.modifiers.at, self.identities)
        appositions.link(made)
        appositions.place_counterparts(made)
        return made

    def _chunk(self, piece: Piece, used: set[int]) -> Chunk:
        if piece.kind in ("person", "role", "body", "name"):
            left = [p for p in self.modifiers.before(piece) if p.start not in used]
            if piece.kind == "person":
                return self._person_chunk(piece, left)
            return self._role_chunk(piece, left) if piece.kind == "role" else self._body_chunk(piece, left)
        actor = self.identities.place(piece)
        actors = (actor,) if actor else ()
        return Chunk(piece.start, piece.end, actors, piece.kind, plural=piece.kind == "people", pieces=(piece,))

    def _is_former(self, piece: Piece, start: int) -> bool:
        return any(t.lower_ in OLD for t in self.doc[max(0, start - 2) : piece.start])

    def _person_chunk(self, piece: Piece, left: list[Piece]) -> Chunk:
        actor = self.identities.person(piece, left)
        surname = fold(self.doc[piece.end - 1].text)
        if actor and not actor.country and actor.sector != "IGO":
            owners = self.identities.owners(self.modifiers.after(piece)[0])
            if owners:
                actor = actor.model_copy(update={"country": owners[0].country, "sector": owners[0].sector})
                self.identities.surnames[surname] = actor
        start = left[0].start if left else piece.start
        return Chunk(
            start,
            piece.end,
            (actor,) if actor else (),
            "person",
            surname=surname,
            role=next((p.role.default_role for p in reversed(left) if p.role), actor.role if actor else ""),
            former=self._is_former(piece, start),
            pieces=(*left, piece),
        )

    def _body_chunk(self, piece: Piece, left: list[Piece]) -> Chunk:
        actor = self.identities.body(piece, left)
        start, end = left[0].start if left else piece.start, piece.end
        if actor and not actor.country and actor.sector != "IGO":
            others, end = self.modifiers.after(piece)
            if others and others[0].sense:
                actor = actor.model_copy(update={"country": others[0].sense.country})
        if actor and piece.sense and piece.sense.kind == "group":
            if piece.text.split()[-1] in PLURAL_OFFICES:
                actor = actor.model_copy(update={"name": piece.text})
            return Chunk(start, end, few_members(piece.sense, actor), "group", plural=True, pieces=(*left, piece))
        return Chunk(start, end, (actor,) if actor else (), "body", pieces=(*left, piece))

    def _role_chunk(self, piece: Piece, left: list[Piece]) -> Chunk:
        assert piece.role
        start = left[0].start if left else piece.start
        own = [p for p in left if p.kind != "role"]
        others, end = self.modifiers.after(piece)
        if own and others and self.doc[piece.end].lower_ in ("in", "from"):
            # ``(the withdrawal of) French troops from Mali``: whose they are has been said.
            others, end = [], piece.end
        own += others
        text = self.doc[start:end].text
        head = self.doc[piece.end - 1]
        plural, former = has_feature(head, "Number", "Plur"), self._is_former(piece, start)
        owners = self.identities.owners(own)
        one = piece.role.kind == "office" and not plural and not former
        actors = [self._held(piece.role, owner, text, one=one, alone=len(owners) == 1) for owner in owners]
        if not owners and plural and head.lower_ in PLURAL_OFFICES and any(p.kind in NAMED for p in own):
            # ``Asian leaders``: of a region that is no party.
            actors = [Actor(name=text, text=text, sector=piece.role.sector, role=piece.role.default_role)]
        return Chunk(
            start,
            end,
            tuple(actors),
            "role",
            plural=plural,
            role=piece.role.default_role,
            former=former,
            pieces=(*left, *others, piece) if owners else (*left, piece, *others),
        )

    def _held(self, office: Role, owner: Actor, text: str, *, one: bool, alone: bool) -> Actor:
        """Return who holds an office of ``owner``: its holder of the day where ``one`` is meant."""
        role = office.default_role
        if not owner.country:
            return owner.model_copy(update={"text": text, "role": role})
        incumbent = holder(owner.country, role, self.day) if one else None
        return Actor(
            name=incumbent.person if incumbent else text if alone else f"{owner.name} ({role})",
            text=text,
            country=owner.country,
            # ``an ISIL commander``: an armed group's soldiers are no army's.
            sector="REB" if owner.sector == "REB" and office.sector == "MIL" else office.sector,
            role=role,
            person=incumbent.person if incumbent else "",
        )


def few_members(sense: Sense, group: Actor) -> tuple[Actor, ...]:
    """Return the members of a group of two or three (``the two Koreas``), who act as themselves, else the group."""
    if not 1 < len(sense.members) <= FEW:
        return (group,)
    return tuple(
        group.model_copy(update={"name": country_name(code), "country": code, "sector": "GOV"})
        for code in sense.members
    )
