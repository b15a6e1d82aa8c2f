"""Which actor a name stands for: the country or body, the sector, the office and the person.

An article introduces its names, so that later a surname or an acronym alone stands for whom it named in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from demarche.extraction.modifiers import Modifiers
from demarche.extraction.phrases import sentence_of
from demarche.extraction.pieces import Piece
from demarche.knowledge.names import ADMINISTRATION, city, fold, in_office, names_before_given, navies, ruling
from demarche.knowledge.tables import Officeholder, Role
from demarche.models import Actor, Sector

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

FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "SGP", "VNM", "KHM", None})
"""Countries in which the family name stands first; of nobody placed it may."""
OPENING_TOKENS = 6
"""Words of a time that opens a sentence, at most."""


@dataclass
class Chunk:
    """One actor as the text names it, or several who share its words."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    kind: str
    plural: bool = False
    surname: str = ""
    role: str = ""
    former: bool = False
    pieces: tuple[Piece, ...] = field(default=(), repr=False)


class Identities:
    """Knows for whom the names of one document stand."""

    def __init__(self, doc: Doc, day: str | None, modifiers: Modifiers) -> None:
        self.doc = doc
        self.day = day
        self.modifiers = modifiers
        self.surnames: dict[str, Actor] = {}
        self.bodies: dict[str, Actor] = {}
        self.learn()

    def learn(self) -> None:
        """Note which surname and which acronym stands for whom in this article."""
        for piece in self.modifiers.pieces:
            if piece.kind == "person" and piece.end - piece.start > 1:
                self.learn_surname(piece)
            if piece.kind == "body":
                self.learn_acronyms(piece)

    def learn_surname(self, piece: Piece) -> None:
        """The first who bears it, unless only a later one is placed."""
        actor = self.person(piece, self.modifiers.before(piece))
        if actor is None:
            return
        first, last = self.doc[piece.start].text, self.doc[piece.end - 1].text
        before = {first} & names_before_given() if actor.country in FAMILY_FIRST else set()
        for name in {last, *before}:
            known = self.surnames.setdefault(fold(name), actor)
            if actor.country and not known.country:
                self.surnames[fold(name)] = actor

    def learn_acronyms(self, piece: Piece) -> None:
        """The initials of a body's name, and what stands in brackets after it."""
        if short := initials(piece.text):
            actor = self.body(piece, self.modifiers.before(piece))
            if actor:
                self.bodies.setdefault(short, actor)
        bracket = self.doc[piece.end : piece.end + 3]
        if len(bracket) == 3 and (bracket[0].text, bracket[2].text) == ("(", ")"):
            actor = self.body(piece, self.modifiers.before(piece))
            if actor and bracket[1].text.isupper():
                self.bodies[bracket[1].text] = actor

    def owners(self, pieces: Sequence[Piece]) -> list[Actor]:
        """Return the countries or bodies that the modifiers of a role name: ``US and Russian diplomats`` has two."""
        owners: list[Actor] = []
        for piece in pieces:
            if piece.kind == "person":
                actor = self.person(piece, [])
            else:
                actor = self.body(piece, []) if piece.kind in ("body", "name") else self.place(piece)
            if (
                actor
                and (actor.country or actor.sector in ("IGO", "REB") or is_group(piece))
                and actor.party not in {o.party for o in owners}
            ):
                owners.append(actor)
        return owners[:8]

    def person(self, piece: Piece, left: Sequence[Piece]) -> Actor | None:
        """Return the person whom ``piece`` names, placed by his office or else by the pieces ``left`` of him."""
        text, single = piece.text, piece.end - piece.start == 1
        if single and fold(text) in self.surnames:
            return self.surnames[fold(text)].model_copy(update={"text": text})
        owners = self.owners([p for p in left if p.kind != "role"])
        role = next((p.role for p in reversed(left) if p.role), None)
        tenure = in_office(self.tenures(piece, owners, role), self.day_at(piece))
        if tenure:
            return in_tenure(tenure, role, text)
        owner = owners[0] if owners else None
        if role is None and owner is None:
            return Actor(name=text, text=text, person=text) if not single else None
        of_body = owner is not None and owner.sector == "IGO"
        return Actor(
            name=owner.name if owner and of_body else text,
            text=text,
            country=owner.country if owner else None,
            sector="IGO" if of_body else role.sector if role else "CVL",
            role=role.default_role if role else "",
            person=text,
        )

    def day_at(self, piece: Piece) -> str | None:
        """``In May 2003 Tony Blair met ...``: return the year that opens the sentence, else the day of the article."""
        opening = self.doc[sentence_of(self.doc[piece.start]).start : piece.start][:OPENING_TOKENS]
        if not opening or opening[0].lower_ not in ("in", "on", "by"):
            return self.day
        years = [t.text for t in opening if t.text.isdigit() and len(t.text) == 4 and t.text[:2] in ("18", "19", "20")]
        return years[0] if years and (not self.day or years[0] < self.day[:4]) else self.day

    def tenures(self, piece: Piece, owners: Sequence[Actor], role: Role | None) -> list[Officeholder]:
        """Return the offices in question of whoever bears the name: those that agree with what stands beside it."""
        tenures = [t for t in piece.tenures if not owners or owners[0].party in (t.country, t.organisation)]
        if len({t.person for t in tenures}) > 1:
            tenures = [t for t in tenures if self.holds(t, role)] or tenures
        if role is None:
            return tenures
        # The office that the text names tells more than the day: whoever held it may hold another one by now.
        same = [t for t in tenures if is_same_office(t.role, role.default_role)]
        national = role.sector in NATIONAL and role.default_role not in SHARED_OFFICES
        return same or [t for t in tenures if t.country or not national] or tenures

    def holds(self, tenure: Officeholder, role: Role | None) -> bool:
        day = self.day or "2025"
        return (
            (not tenure.end or tenure.end >= day[: len(tenure.end)])
            and (not tenure.start or tenure.start[: len(day)] <= day)
            and (role is None or is_same_office(role.default_role, tenure.role))
        )

    def body(self, piece: Piece, left: Sequence[Piece]) -> Actor | None:
        """Return the body that ``piece`` names, placed by itself or else by the pieces ``left`` of it."""
        if piece.text in self.bodies:
            return self.bodies[piece.text].model_copy(update={"text": piece.text})
        elsewhere = self.home_of_namesake(piece, left)
        if elsewhere:
            return Actor(name=piece.text, text=piece.text, country=elsewhere, sector=sector_of_name(piece.text))
        if (piece.sense and fold(piece.sense.name) == fold(piece.text)) or (
            piece.sense and piece.kind == "body" and piece.sense.kind in ("seat", "organisation", "group")
        ):
            return ruling(piece.sense.actor(piece.text), self.day)
        owners = self.owners([p for p in left if p.kind != "role"])
        country = owners[0].country if owners else piece.sense.country if piece.sense else None
        if owners and owners[0].sector == "IGO":
            return owners[0].model_copy(update={"text": piece.text})
        navy = navies().get(piece.text.split()[0]) if " " in piece.text else None
        if navy and not country:
            return Actor(name=piece.text, text=piece.text, country=navy, sector="MIL")
        return Actor(name=piece.text, text=piece.text, country=country, sector=sector_of_name(piece.text))

    def home_of_namesake(self, piece: Piece, left: Sequence[Piece]) -> str | None:
        """Return whose body it is that only shares its name with one of another country.

        ``the Venezuelan National Guard``, ``the Ministry of Defence in Kyiv``: the word beside it tells.
        """
        known = piece.sense
        if known is None or known.kind != "seat" or not known.country or known.sector not in NATIONAL:
            return None
        beside = [p for p in left if p.kind in ("adjective", "country")]
        after = self.modifiers.name_from(piece.end + 1)[0] if piece.end < len(self.doc) - 1 else None
        if not beside and after and self.doc[piece.end].lower_ in ("of", "in") and piece.text.startswith("Ministry"):
            beside = [after] if after.kind in ("capital", "country") else []
        country = beside[-1].sense.country if beside and beside[-1].sense else None
        return country if country != known.country else None

    def place(self, piece: Piece) -> Actor | None:
        if piece.sense:
            return piece.sense.actor(piece.text)
        if piece.kind == "place":
            near = [p.sense.country for p in self.modifiers.pieces if p.sense and p.sense.country]
            found = city(piece.text, near)
            return found.actor(piece.text) if found else None
        return None


def in_tenure(tenure: Officeholder, role: Role | None, text: str) -> Actor:
    """Return the holder of an office as the ``role`` beside his name tells it."""
    country = tenure.country or None
    return Actor(
        name=tenure.organisation if not country and tenure.organisation else tenure.person,
        text=text,
        country=country,
        sector=role.sector if role and role.sector in ("OPP", "REB") else tenure.sector,
        role=role.default_role if role else tenure.role,
        person=tenure.person,
        wikidata=tenure.wikidata,
    )


def is_same_office(one: str, other: str) -> bool:
    return one in other or other in one


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
