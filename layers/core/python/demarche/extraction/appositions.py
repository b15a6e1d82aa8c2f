"""Which names and offices side by side are one actor: ``Sergei Lavrov, the Russian foreign minister``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from demarche.extraction.actors import Chunk, Identities
from demarche.extraction.pieces import Piece
from demarche.models import Actor

COUNTERPARTS = frozenset({"counterpart", "colleague"})


class Appositions:
    """Joins the chunks of one document that name one actor twice."""

    def __init__(self, doc: Doc, at: Mapping[int, Piece], identities: Identities) -> None:
        self.doc = doc
        self.at = at
        self.identities = identities

    def link(self, chunks: Sequence[Chunk]) -> None:
        """Join ``Sergei Lavrov, the Russian foreign minister``: name and office both know what either tells."""
        for before, after in pairwise(chunks):
            between = self.doc[before.end : after.start]
            if len(between) > 4 or not between or between[0].text not in (",", "(", "-", "–", "—"):
                continue
            if any(t.pos_ not in ("PUNCT", "DET", "ADJ", "PRON", "ADV") or t.lower_ in ("and", "or") for t in between):
                continue
            if not self.is_unplaced_pair(before, after) and not self.is_apposition(after):
                continue
            self.share(before, after)
            self.explain(before, after, chunks)

    def is_apposition(self, after: Chunk) -> bool:
        tree = self.doc[after.start : after.end].root
        return tree.dep_ in ("appos", "flat", "nmod", "dep", "list", "parataxis", "conj") and not any(
            c.dep_ == "cc" for c in tree.children
        )

    def is_unplaced_pair(self, before: Chunk, after: Chunk) -> bool:
        """One office with a country beside one name that nothing places belong together, whatever the parse says."""
        person, office = (before, after) if before.kind == "person" else (after, before)
        if person.kind != "person" or office.kind != "role" or office.plural or len(office.actors) != 1:
            return False
        following = self.doc[after.end].lower_ if after.end < len(self.doc) else ""
        known = person.actors[0] if person.actors else None
        return (known is None or not (known.country or known.sector == "IGO")) and following not in ("and", "&")

    def share(self, one: Chunk, other: Chunk) -> None:
        """Make a person and an office one, each with what the other tells."""
        for person, office in ((one, other), (other, one)):
            if person.kind == "person" and office.kind == "role" and len(office.actors) <= 1:
                known = joined(person, office)
                if known:
                    self.settle(person, office, known)
                return

    def explain(self, body: Chunk, office: Chunk, chunks: Sequence[Chunk]) -> None:
        """``NaSaKa, Burma's border force``: a body that nothing places is what is said of it, wherever it is named."""
        known = body.actors[0] if body.kind == "body" and len(body.actors) == 1 else None
        told = office.actors[0] if office.kind == "role" and len(office.actors) == 1 else None
        if known is None or told is None or known.country or known.sector != "UNK" or not told.country or told.person:
            return
        for chunk in chunks:
            if chunk.kind == "body" and chunk.actors and chunk.actors[0].name == known.name:
                update = {"country": told.country, "sector": told.sector}
                chunk.actors = (chunk.actors[0].model_copy(update=update),)

    def settle(self, person: Chunk, office: Chunk, known: Actor) -> None:
        person.actors = office.actors = (known,)
        person.role = person.role or office.role
        surnames = self.identities.surnames
        if known.country and person.surname and not surnames.get(person.surname, known).country:
            surnames[person.surname] = known

    def place_counterparts(self, chunks: Sequence[Chunk]) -> None:
        """``his Brazilian counterpart, Luiz Prado``: the name is placed by the adjective before ``counterpart``."""
        for chunk in chunks:
            if chunk.kind != "person" or (chunk.actors and chunk.actors[0].country):
                continue
            for i in range(chunk.start - 1, max(chunk.start - 4, -1), -1):
                piece = self.at.get(i - 1) if self.doc[i].lemma_.lower() in COUNTERPARTS else None
                if piece and piece.sense and piece.sense.country:
                    name = self.doc[chunk.pieces[-1].start : chunk.end].text
                    known = Actor(name=name, text=name, country=piece.sense.country, sector="GOV", person=name)
                    chunk.actors = (known,)
                    self.identities.surnames[chunk.surname] = known


def joined(person: Chunk, office: Chunk) -> Actor | None:
    """Return the person with the state and the office that the chunk beside him tells, none where he is unknown."""
    known, told = person.actors[0] if person.actors else None, office.actors[0] if office.actors else None
    if known and told and not known.country and known.sector != "IGO":
        name = told.name if told.sector == "IGO" else known.name
        return known.model_copy(
            update={"country": told.country, "sector": told.sector, "role": office.role, "name": name}
        )
    if known and not told and not known.role:
        return known.model_copy(update={"role": office.role})
    return known
