"""Who is named in the text: every political actor of a document, resolved to country and sector.

Adjacent names and role words (``pieces``) are put together to one actor: ``U.S. Secretary of State Antony Blinken``,
``Russian troops``, ``the foreign minister of Japan``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from demarche.extraction.phrases import has_feature
from demarche.extraction.pieces import TITLES, Piece, merged_pieces
from demarche.knowledge.names import ADMINISTRATION, Sense, city, fold, holder, in_office, navies, ruling
from demarche.knowledge.tables import Officeholder, Role
from demarche.models import Actor, Sector

LINKS = frozenset({"'s", "’s", "'", "’", "-", "–"})
OF = frozenset({"of", "for", "from", "in", "to", "at", "with"})
ABROAD = frozenset({"diplomat", "diplomats", "envoy", "envoys", "ambassador", "ambassadors", "consul", "embassy"})
"""Offices that are held in another country: ``diplomats in Vienna`` are hardly Austria's."""
FEW = 3
PLURAL_OFFICES = frozenset({"leaders", "presidents", "ministers", "diplomats", "officials", "envoys", "governments"})
OLD = frozenset({"former", "then", "ex", "late", "ousted", "deposed", "erstwhile", "outgoing", "retired"})
NATIONAL = frozenset({"GOV", "LEG", "MIL"})
"""Sectors of offices of states; ``envoy`` and ``commissioner`` of international bodies have rows of their own."""
SHARED_OFFICES = frozenset({"envoy", "special envoy", "special representative", "spokesman", "spokeswoman",
                            "spokesperson", "official", "diplomat", "negotiator", "adviser", "leader", "president",
                            "chief negotiator", "secretary", "ambassador"})  # fmt: skip
"""Offices that international bodies have as well as states."""
ORG_WORDS: tuple[tuple[frozenset[str], Sector], ...] = (
    (frozenset({"ministry", "government", "department", "administration", "embassy", "cabinet", "presidency",
                "office", "mission", "consulate", "authorities", "treasury", "council", "police"}), "GOV"),
    (frozenset({"army", "navy", "military", "forces", "force", "guard", "guards",
                "troops", "corps", "brigade", "command", "marines", "regiment", "battalion", "squadron", "infantry",
                "cavalry", "airborne", "artillery", "wing", "fleet", "airmen"}), "MIL"),
    (frozenset({"parliament", "senate", "congress", "assembly", "house"}), "LEG"),
    (frozenset({"court", "tribunal", "judiciary", "prosecutor"}), "JUD"),
    (frozenset({"party", "opposition", "coalition", "front"}), "OPP"),
    (frozenset({"rebels", "movement", "militia", "insurgents", "brigades", "militants"}), "REB"),
    (frozenset({"news", "times", "agency", "tv", "television", "newspaper", "post", "radio", "press"}), "MED"),
    (frozenset({"company", "bank", "group", "corporation", "inc", "ltd", "corp"}), "BUS"),
)  # fmt: skip


@dataclass
class Chunk:
    """One actor as the text names it. ``head`` is the token that stands for it in the tree."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    kind: str
    plural: bool = False
    surname: str = ""
    role: str = ""
    former: bool = False
    pieces: tuple[Piece, ...] = field(default=(), repr=False)


class Chunker:
    """Puts pieces together to actors."""

    def __init__(self, doc: Doc, day: str | None) -> None:
        self.doc = doc
        self.day = day
        self.pieces = merged_pieces(doc)
        self.at = {i: p for p in self.pieces for i in range(p.start, p.end)}
        self.surnames: dict[str, Actor] = {}
        self.bodies: dict[str, Actor] = {}

    def chunks(self) -> list[Chunk]:
        """Return the actors of the document in the order of the text."""
        self._learn_names()
        self._mend_surnames()
        made: list[Chunk] = []
        used: set[int] = set()
        for piece in sorted(self.pieces, key=lambda p: (HEAD_RANK[p.kind], p.start)):
            if piece.start in used:
                continue
            chunk = self._chunk(piece, used)
            if chunk:
                made.append(chunk)
                used.update(range(chunk.start, chunk.end))
        made.sort(key=lambda c: c.start)
        return self._counterparts(self._link_appositions(made))

    def _learn_names(self) -> None:
        """Note which surname and which acronym in brackets stands for whom in this article."""
        for piece in self.pieces:
            if piece.kind == "person" and piece.end - piece.start > 1:
                actor = self._person(piece, self._left(piece))
                surname = self.doc[piece.end - 1].text
                if actor and (actor.country or actor.sector == "IGO" or surname not in self.surnames):
                    self.surnames.setdefault(fold(surname), actor)
                    if actor.country and not self.surnames[fold(surname)].country:
                        self.surnames[fold(surname)] = actor
            if piece.kind == "body" and (short := initials(piece.text)):
                actor = self._body(piece, self._left(piece))
                if actor:
                    self.bodies.setdefault(short, actor)
            if (
                piece.kind == "body"
                and piece.end + 2 < len(self.doc)
                and self.doc[piece.end].text == "("
                and self.doc[piece.end + 2].text == ")"
            ):
                acronym = self.doc[piece.end + 1].text
                actor = self._body(piece, self._left(piece))
                if actor and acronym.isupper():
                    self.bodies[acronym] = actor

    def _mend_surnames(self) -> None:
        """Take a word for the person who bears it in this article where the recogniser took it for a place."""
        mended = [
            replace(p, kind="person") if p.kind == "place" and not p.sense and fold(p.text) in self.surnames else p
            for p in self.pieces
        ]
        self.pieces = mended
        self.at = {i: p for p in mended for i in range(p.start, p.end)}

    def _left(self, piece: Piece) -> list[Piece]:
        """Return the pieces that stand before ``piece`` in the same noun phrase, from left to right."""
        found: list[Piece] = []
        i = piece.start - 1
        while i >= 0 and not self.doc[i + 1].is_sent_start:
            token = self.doc[i]
            other = self.at.get(i)
            if other and (other.kind != "person"):
                if self._is_argument(self.doc[other.end - 1], piece):
                    break
                found.insert(0, other)
                i = other.start - 1
            elif self._joins(token, found, piece):
                i -= 1
            else:
                break
        return found

    def _joins(self, token: Token, found: Sequence[Piece], piece: Piece) -> bool:
        """True where ``token`` stands inside the noun phrase of ``piece``, whose pieces ``found`` are known so far."""
        if token.lower_ in ("and", ",") and found and found[0].kind in ("adjective", "country") and token.i > 0:
            return self._shares_office(token.i - 1, piece)
        return (
            token.text in LINKS
            or token.lower_ in TITLES
            or token.pos_ == "ADJ"
            or (token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("compound", "flat", "amod", "nmod:desc"))
        )

    def _shares_office(self, i: int, head: Piece) -> bool:
        """``the Russian and US foreign ministers``: both countries before share the plural office."""
        before = self.at.get(i)
        return (
            before is not None
            and before.kind in ("adjective", "country")
            and head.kind == "role"
            and has_feature(self.doc[head.end - 1], "Number", "Plur")
            and (
                self.doc[before.end - 1].dep_ in ("amod", "compound", "nmod", "conj", "nmod:poss")
                or before.kind == "adjective"
            )
        )

    def _is_argument(self, other: Token, piece: Piece) -> bool:
        """True where the name before ``piece`` is no part of its phrase: an object or a subject of its own."""
        verb = other.head
        return (
            other.dep_ in ("nsubj", "obj", "iobj", "obl", "nsubj:pass", "conj")
            and verb.pos_ in ("VERB", "AUX")
            and other.i + 1 == piece.start
            and verb.i < piece.start
            and self.doc[piece.end - 1].head.i == verb.i
        )

    def _right_of(self, piece: Piece) -> tuple[list[Piece], int]:
        """Return the names in ``minister of Japan``, ``leaders of Albania, Greece and Serbia`` and where they end."""
        i = piece.end
        if i >= len(self.doc) or self.doc[i].lower_ not in OF:
            return [], piece.end
        preposition = self.doc[i].lower_
        other, i = self._name_from(i + 1)
        civil = piece.role is not None and piece.role.sector not in ("MIL", "REB")
        fits = preposition in ("of", "from") or (
            preposition in ("for", "to") and other is not None and other.kind in ("body", "person")
        )
        if other is None or not (
            fits
            or (
                preposition == "in"
                and civil
                and not ABROAD & {*piece.text.lower().split()}
                and other.kind in ("capital", "country", "place")
            )
        ):
            return [], piece.end
        if (
            preposition == "from"
            and self.doc[piece.end].head.head.i != piece.end - 1
            and self.doc[piece.end].head.head.pos_ == "VERB"
        ):
            return [], piece.end
        found, end = [other], other.end
        while i < len(self.doc) and self.doc[i].lower_ in (",", "and", "&"):
            following, i = self._name_from(
                i + 1 + (self.doc[i].text == "," and i + 1 < len(self.doc) and self.doc[i + 1].lower_ == "and")
            )
            if following is None or following.kind != other.kind or self.doc[following.end - 1].dep_ == "nsubj":
                break
            found.append(following)
            end = following.end
        return (
            (found, end)
            if len(found) == 1
            or self.doc[piece.end - 1].lower_ in PLURAL_OFFICES
            or has_feature(self.doc[piece.end - 1], "Number", "Plur")
            else ([other], other.end)
        )

    def _name_from(self, i: int) -> tuple[Piece | None, int]:
        while i < len(self.doc) and self.doc[i].pos_ in ("DET", "ADJ") and i not in self.at:
            i += 1
        other = self.at.get(i)
        if other is None or other.kind not in ("country", "capital", "body", "adjective", "place", "person"):
            return None, i
        return other, other.end

    def _chunk(self, piece: Piece, used: set[int]) -> Chunk | None:
        left = [p for p in self._left(piece) if p.start not in used]
        start = left[0].start if left else piece.start
        former = any(self.doc[i].lower_ in OLD for i in range(max(0, start - 2), piece.start))
        if piece.kind == "person":
            actor = self._person(piece, left)
            if actor and not actor.country and actor.sector != "IGO":
                owners = self._owners(self._right_of(piece)[0])
                if owners:
                    actor = actor.model_copy(update={"country": owners[0].country, "sector": owners[0].sector})
                    self.surnames[fold(self.doc[piece.end - 1].text)] = actor
            role = next((p.role.default_role for p in reversed(left) if p.role), actor.role if actor else "")
            return Chunk(
                start,
                piece.end,
                (actor,) if actor else (),
                "person",
                surname=fold(self.doc[piece.end - 1].text),
                role=role,
                former=former,
                pieces=(*left, piece),
            )
        if piece.kind == "role":
            return self._role_chunk(piece, left, start, former)
        if piece.kind in ("body", "name"):
            actor = self._body(piece, left)
            others, end = (
                self._right_of(piece) if actor and not actor.country and actor.sector != "IGO" else ([], piece.end)
            )
            if actor and others and others[0].sense:
                actor = actor.model_copy(update={"country": others[0].sense.country})
            if piece.sense and piece.sense.kind == "group" and actor:
                if piece.text.split()[-1] in PLURAL_OFFICES:
                    actor = actor.model_copy(update={"name": piece.text})
                return Chunk(start, end, few_members(piece.sense, actor), "group", plural=True, pieces=(*left, piece))
            return Chunk(start, end, (actor,) if actor else (), "body", pieces=(*left, piece))
        actor = self._place(piece)
        return Chunk(
            piece.start,
            piece.end,
            (actor,) if actor else (),
            piece.kind,
            plural=piece.kind == "people",
            pieces=(piece,),
        )

    def _role_chunk(self, piece: Piece, left: list[Piece], start: int, former: bool) -> Chunk | None:
        assert piece.role
        own = [p for p in left if p.kind != "role"]
        others, end = self._right_of(piece)
        if own and others and self.doc[piece.end].lower_ in ("in", "from"):
            # ``(the withdrawal of) French troops from Mali``: whose they are has been said.
            others, end = [], piece.end
        own += others
        head = self.doc[piece.end - 1]
        plural = has_feature(head, "Number", "Plur")
        owners = self._owners(own)
        text = self.doc[start:end].text
        role = piece.role.default_role
        sector = piece.role.sector
        if not owners:
            unplaced = [p for p in own if p.kind in ("place", "name", "body")]
            region = plural and bool(unplaced) and head.lower_ in PLURAL_OFFICES
            union = (Actor(name=text, text=text, sector=sector, role=role),) if region else ()
            return Chunk(
                start, end, union, "role", plural=plural, role=role, former=former, pieces=(*left, piece, *others)
            )
        actors = []
        for owner in owners:
            if not owner.country:
                actors.append(owner.model_copy(update={"text": text, "role": role}))
                continue
            incumbent = (
                holder(owner.country or "", role, self.day)
                if piece.role.kind == "office" and not plural and not former
                else None
            )
            name = incumbent.person if incumbent else text if len(owners) == 1 else f"{owner.name} ({role})"
            actors.append(
                Actor(
                    name=name,
                    text=text,
                    country=owner.country,
                    # ``an ISIL commander``: an armed group's soldiers are no army's.
                    sector="REB" if owner.sector == "REB" and sector == "MIL" else sector,
                    role=role,
                    person=incumbent.person if incumbent else "",
                )
            )
        return Chunk(
            start, end, tuple(actors), "role", plural=plural, role=role, former=former, pieces=(*left, *others, piece)
        )

    def _owners(self, pieces: Sequence[Piece]) -> list[Actor]:
        """Return the countries or bodies that the modifiers of a role name: ``US and Russian diplomats`` has two."""
        owners: list[Actor] = []
        for piece in pieces:
            if piece.kind == "person":
                actor = self._person(piece, [])
            else:
                actor = self._body(piece, []) if piece.kind in ("body", "name") else self._place(piece)
            if (
                actor
                and (actor.country or actor.sector in ("IGO", "REB") or is_group(piece))
                and actor.party not in {o.party for o in owners}
            ):
                owners.append(actor)
        return owners[:8]

    def _person(self, piece: Piece, left: Sequence[Piece]) -> Actor | None:
        text = piece.text
        single = piece.end - piece.start == 1
        owners = self._owners([p for p in left if p.kind != "role"])
        role = next((p.role for p in reversed(left) if p.role), None)
        if single and fold(text) in self.surnames:
            known = self.surnames[fold(text)]
            return known.model_copy(update={"text": text})
        tenures = [t for t in piece.tenures if not owners or owners[0].party in (t.country, t.organisation)]
        people = {t.person for t in tenures}
        if len(people) > 1:
            current = [t for t in tenures if self._holds(t, role)]
            tenures = current or tenures
        if role is not None:
            # The office that the text names tells more than the day: whoever held it may hold another one by now.
            same = [t for t in tenures if is_same_office(t.role, role.default_role)]
            national = role.sector in NATIONAL and role.default_role not in SHARED_OFFICES
            tenures = same or [t for t in tenures if t.country or not national] or tenures
        tenure = in_office(tenures, self.day)
        if tenure:
            country = tenure.country or None
            name = tenure.organisation if not country and tenure.organisation else tenure.person
            return Actor(
                name=name,
                text=text,
                country=country,
                sector=role.sector if role and role.sector in ("OPP", "REB") else tenure.sector,
                role=role.default_role if role else tenure.role,
                person=tenure.person,
                wikidata=tenure.wikidata,
            )
        owner = owners[0] if owners else None
        if role is None and owner is None:
            return Actor(name=text, text=text, person=text) if not single else None
        name = owner.name if owner and owner.sector == "IGO" else text
        sector: Sector = "IGO" if owner and owner.sector == "IGO" else role.sector if role else "CVL"
        return Actor(
            name=name,
            text=text,
            country=owner.country if owner else None,
            sector=sector,
            role=role.default_role if role else "",
            person=text,
        )

    def _holds(self, tenure: Officeholder, role: Role | None) -> bool:
        day = self.day or "2025"
        return (
            (not tenure.end or tenure.end >= day[: len(tenure.end)])
            and (not tenure.start or tenure.start[: len(day)] <= day)
            and (role is None or is_same_office(role.default_role, tenure.role))
        )

    def _body(self, piece: Piece, left: Sequence[Piece]) -> Actor | None:
        if piece.text in self.bodies:
            return self.bodies[piece.text].model_copy(update={"text": piece.text})
        elsewhere = self._home_of_namesake(piece, left)
        if elsewhere:
            return Actor(name=piece.text, text=piece.text, country=elsewhere, sector=sector_of_name(piece.text))
        if (piece.sense and fold(piece.sense.name) == fold(piece.text)) or (
            piece.sense and piece.kind == "body" and piece.sense.kind in ("seat", "organisation", "group")
        ):
            return ruling(piece.sense.actor(piece.text), self.day)
        owners = self._owners([p for p in left if p.kind != "role"])
        country = owners[0].country if owners else piece.sense.country if piece.sense else None
        if owners and owners[0].sector == "IGO":
            return owners[0].model_copy(update={"text": piece.text})
        navy = navies().get(piece.text.split()[0]) if " " in piece.text else None
        if navy and not country:
            return Actor(name=piece.text, text=piece.text, country=navy, sector="MIL")
        return Actor(name=piece.text, text=piece.text, country=country, sector=sector_of_name(piece.text))

    def _home_of_namesake(self, piece: Piece, left: Sequence[Piece]) -> str | None:
        """Return whose body it is that only shares its name with one of another country.

        ``the Venezuelan National Guard``, ``the Ministry of Defence in Kyiv``: the word beside it tells.
        """
        known = piece.sense
        if known is None or known.kind != "seat" or not known.country or known.sector not in NATIONAL:
            return None
        beside = [p for p in left if p.kind in ("adjective", "country")]
        after = self._name_from(piece.end + 1)[0] if piece.end < len(self.doc) - 1 else None
        if not beside and after and self.doc[piece.end].lower_ in ("of", "in") and piece.text.startswith("Ministry"):
            beside = [after] if after.kind in ("capital", "country") else []
        country = beside[-1].sense.country if beside and beside[-1].sense else None
        return country if country != known.country else None

    def _place(self, piece: Piece) -> Actor | None:
        if piece.sense:
            return piece.sense.actor(piece.text)
        if piece.kind == "place":
            near = [p.sense.country for p in self.pieces if p.sense and p.sense.country]
            found = city(piece.text, near)
            return found.actor(piece.text) if found else None
        return None

    def _link_appositions(self, chunks: list[Chunk]) -> list[Chunk]:
        """Join ``Sergei Lavrov, the Russian foreign minister``: name and office both know what either tells."""
        for before, after in pairwise(chunks):
            between = self.doc[before.end : after.start]
            if len(between) > 4 or not between or between[0].text not in (",", "(", "-", "–", "—"):
                continue
            if any(t.pos_ not in ("PUNCT", "DET", "ADJ", "PRON", "ADV") or t.lower_ in ("and", "or") for t in between):
                continue
            if not self._unplaced_pair(before, after) and not self._is_apposition(after):
                continue
            self._share(before, after)
        return chunks

    def _is_apposition(self, after: Chunk) -> bool:
        tree = self.doc[after.start : after.end].root
        return tree.dep_ in ("appos", "flat", "nmod", "dep", "list", "parataxis", "conj") and not any(
            c.dep_ == "cc" for c in tree.children
        )

    def _unplaced_pair(self, before: Chunk, after: Chunk) -> bool:
        """One office with a country beside one name that nothing places belong together, whatever the parse says."""
        person, office = (before, after) if before.kind == "person" else (after, before)
        if person.kind != "person" or office.kind != "role" or office.plural or len(office.actors) != 1:
            return False
        following = self.doc[after.end].lower_ if after.end < len(self.doc) else ""
        known = person.actors[0] if person.actors else None
        return (known is None or not (known.country or known.sector == "IGO")) and following not in ("and", "&")

    def _counterparts(self, chunks: list[Chunk]) -> list[Chunk]:
        """``his Brazilian counterpart, Luiz Prado``: the name is placed by the adjective before ``counterpart``."""
        for chunk in chunks:
            if chunk.kind != "person" or (chunk.actors and chunk.actors[0].country):
                continue
            for i in range(chunk.start - 1, max(chunk.start - 4, -1), -1):
                if self.doc[i].lemma_.lower() in ("counterpart", "colleague"):
                    piece = self.at.get(i - 1)
                    if piece and piece.sense and piece.sense.country:
                        name = self.doc[chunk.pieces[-1].start : chunk.end].text
                        chunk.actors = (
                            Actor(name=name, text=name, country=piece.sense.country, sector="GOV", person=name),
                        )
                        self.surnames[chunk.surname] = chunk.actors[0]
        return chunks

    def _share(self, one: Chunk, other: Chunk) -> None:
        for person, office in ((one, other), (other, one)):
            if person.kind == "person" and office.kind == "role" and len(office.actors) <= 1:
                known, told = (
                    (person.actors[0] if person.actors else None),
                    (office.actors[0] if office.actors else None),
                )
                if known and told and not known.country and known.sector != "IGO":
                    known = known.model_copy(
                        update={
                            "country": told.country,
                            "sector": told.sector,
                            "role": office.role,
                            "name": told.name if told.sector == "IGO" else known.name,
                        }
                    )
                elif known and not told and not known.role:
                    known = known.model_copy(update={"role": office.role})
                if known:
                    person.actors = office.actors = (known,)
                    person.role = person.role or office.role
                    if known.country and person.surname and not self.surnames.get(person.surname, known).country:
                        self.surnames[person.surname] = known
                return


def is_same_office(one: str, other: str) -> bool:
    return one in other or other in one


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


def few_members(sense: Sense, group: Actor) -> tuple[Actor, ...]:
    """Return the members of a group of two or three (``the two Koreas``), who act as themselves, else the group."""
    if not 1 < len(sense.members) <= FEW:
        return (group,)
    return tuple(group.model_copy(update={"name": code, "country": code, "sector": "GOV"}) for code in sense.members)


def is_group(piece: Piece) -> bool:
    """True for a name of several states, as ``Western`` in ``Western officials``."""
    return piece.sense is not None and piece.sense.kind == "group"


def initials(name: str) -> str:
    """Return the acronym that a name of three or more capitalised words makes in its article, else nothing."""
    words = [w for w in name.replace("-", " ").split() if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 2 else ""


def sector_of_name(name: str) -> Sector:
    words = {w.lower().strip("'s") for w in name.split()} | {w.lower() for w in name.split()}
    if words & ADMINISTRATION:
        return "GOV"
    return next((sector for known, sector in ORG_WORDS if words & known), "UNK")
