"""Where the lines and sentences of a text begin: datelines, and the sentence starts that the network scores."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

ENDINGS = frozenset(".!?…:;”\"’')]—–-•*")
DATELINE_WORDS = 22
DATELINE_SMALL = frozenset({"of", "de", "la", "el", "al", "a.m.", "p.m.", ".", "/", "-"})
DASHES = frozenset({"-", "–", "—", "--"})
SURE_START = 1.5
"""Margin in logits; found on the development treebanks (see training/README.md)."""
TIME_OPENINGS = frozenset({"in", "on", "by", "since", "until", "from", "during", "around", "before", "after", "last"})
TIME_WORD = re.compile(
    r"\d{1,4}(st|nd|rd|th)?|(early|late|mid)(-\d{4})?|of|the|and|,|(mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
LONGEST_TIME = 7
"""Words of a time that opens a sentence."""


def is_opening_time(words: Sequence[str]) -> bool:
    """``In April 1986``, ``On 4 March 2016``: a time without a stop, which goes on in a sentence."""
    opens = 1 < len(words) <= LONGEST_TIME and words[0].lower() in TIME_OPENINGS
    return opens and words[0][0].isupper() and all(TIME_WORD.fullmatch(w) for w in words[1:])


def sentence_starts(scores: np.ndarray, words: Sequence[str]) -> list[int]:
    """Return the words at which sentences start, by ``scores`` [words, 2] of going on and of starting.

    Where no full stop or quotation mark stands before, only on a clear margin, and never right after a time that opens
    a sentence (``In April 1986 Ronald Reagan ...``).
    """
    margin = scores[:, 1] - scores[:, 0]
    after_stop = np.array([False, *(w[-1] in ENDINGS for w in words[:-1])])
    found = np.flatnonzero((margin > 0) & (after_stop | (margin > SURE_START))).tolist()
    starts = [0]
    for start in found:
        if start and not is_opening_time(words[starts[-1] : start]):
            starts.append(start)
    return starts


def dateline(doc: Doc, words: Sequence[int]) -> int:
    """Return how many of ``words`` are the dateline at their head, 0 where there is none.

    It begins with a town in capitals, may go on with a region, a date and an agency in brackets, and ends in a dash.
    """
    first = doc[words[0]].text
    if not (len(first) > 2 and first.isupper()):
        return 0
    in_town = True
    for count, at in enumerate(words[1:DATELINE_WORDS], 2):
        text = doc[at].text
        if text in DASHES and count < len(words):
            return count
        in_town = in_town and text not in (",", "(")
        if in_town and not (text.isupper() or text in DATELINE_SMALL):
            return 0
        if not in_town and text[:1].islower() and text not in DATELINE_SMALL:
            return 0
    return 0
