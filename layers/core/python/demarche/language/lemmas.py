"""Lemmas as classes: each class is a rule that makes the lemma of a word form.

A rule is ``case|cut|suffix``: take the form (``l`` lower-cased, ``k`` as it is), drop ``cut`` letters at its end,
add ``suffix``. Irregular forms get rules of their own (``went`` -> ``go`` is ``l|4|go``), so a classifier over the
few hundred rules seen in training covers almost every word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

ALSO_PRESENT = frozenset({"bore", "bound", "fell", "felt", "found", "rose", "saw", "wound"})
"""Irregular past forms that are base forms of other verbs too; any other (``retook``) is past, whatever its tag."""
OPEN_CLASSES = ("VERB", "NOUN", "ADJ", "AUX", "ADV")


class Lemmas:
    """Chooses among the rules that the network holds for likely, by the lemmas that are known."""

    def __init__(self, verbs: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        self.verbs = without_cut(frozenset(verbs))
        self.words = frozenset(words)

    def lemma(self, form: str, tag: str, morph: str, likely: Sequence[str]) -> str:
        """Apply the first of the ``likely`` rules; for an open class word, the first that arrives at a known lemma."""
        past = "Tense=Pres" not in morph or form.lower() not in ALSO_PRESENT
        if morph.startswith("VERB") and form.lower() in irregular_verbs() and past:
            return irregular_verbs()[form.lower()]
        first = apply_rule(likely[0], form)
        if tag.startswith("NNP") and morph.startswith("ADJ") and first == form.lower():
            return form  # ``the United States``: part of a name
        if (tag == "NN" and morph.startswith("NOUN")) or (tag == "JJ" and morph.startswith("ADJ")):
            spelt_out = not likely[0].endswith("|") and first in self.words  # ``PM``: p.m.
            return first if first.lower() == form.lower() or spelt_out else form.lower()
        known = self.verbs if morph.startswith(("VERB", "AUX")) else self.words
        if first in known or not morph.startswith(OPEN_CLASSES):
            return first
        others = [apply_rule(rule, form) for rule in likely[1:] if is_ending(form, rule)]
        return next((x for x in others if x in known), "") or detach(form, known) or first


def rule_for(form: str, lemma: str) -> str:
    """Return the rule that turns ``form`` into ``lemma``."""
    keep = "k" if lemma != lemma.lower() or form == form.lower() else "l"
    base = form if keep == "k" else form.lower()
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{keep}|{len(base) - shared}|{lemma[shared:]}"


def apply_rule(rule: str, form: str) -> str:
    """Return the lemma of ``form`` by ``rule``; a rule that cuts more than the form holds leaves it whole."""
    keep, cut_text, suffix = rule.split("|", 2)
    base = form if keep == "k" else form.lower()
    cut = int(cut_text)
    if cut > len(base):
        return base
    return (base[: len(base) - cut] if cut else base) + suffix


ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ying", "ie"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
"""Regular endings of English verbs and nouns and what they replace."""
CUT = frozenset({ending for ending, _ in ENDINGS} | {"d", "er", "est", "r", "st", "'s", "’s"})
"""What a rule may cut off without putting something in its place."""


def detach(form: str, known: frozenset[str]) -> str:
    """Return the first of ``known`` that a regular ending, dropped, leaves of ``form``; empty where there is none.

    A doubled consonant before the ending counts too (``barred`` -> ``bar``).
    """
    word = form.lower()
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            if stem + instead in known:
                return stem + instead
            if ending in ("ed", "ing") and stem[-1] == stem[-2] and stem[:-1] in known:
                return stem[:-1]
    return ""


def is_ending(form: str, rule: str) -> bool:
    """False for a rule that cuts off what is no ending (``freezing`` -> ``free``)."""
    cut, suffix = rule.split("|", 2)[1:]
    return bool(suffix) or not int(cut) or form.lower()[-int(cut) :] in CUT


def without_cut(verbs: frozenset[str]) -> frozenset[str]:
    """Return ``verbs`` without those that a treebank cut short (``freed`` as a form of ``fre``): one more ``e``, and it
    is another."""
    return verbs - {v[:-1] for v in verbs if v.endswith("ee") and len(v) > len("see")}


@cache
def irregular_verbs() -> dict[str, str]:
    """Return the irregular past forms and participles of English verbs with their lemmas."""
    text = resources.files("demarche.language").joinpath("data", "irregular_verbs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {form: lemma for form, lemma in rows if form != "form"}
