"""spaCy's English tokeniser, bent to how Universal Dependencies cuts English."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

EXTRA_INFIXES = (
    r"(?<=[0-9])-(?=[a-zA-Z])",  # 10-year
    r"(?<=[a-zA-Z])-(?=[0-9])",  # mid-2021
    r"(?<=[a-zA-Z.])[–—](?=[a-zA-Z])",
    r"(?<=[a-zA-Z])/(?=[a-zA-Z])",  # Representative/Vice-President
    r"(?<=[.!?][”\"])(?=[A-Z])",
    r"(?<=[a-z0-9][.!?])(?=[A-Z][a-z])",  # a lost space between sentences
    r"(?<=[a-z])\.(?=[A-Z][a-z])",
)


def tokenizer(nlp: Language) -> Tokenizer:
    """Return the pipeline's tokeniser with the infixes that Universal Dependencies splits at."""
    made = nlp.tokenizer
    if not isinstance(made, Tokenizer):
        raise TypeError(f"expected spaCy's own tokeniser, got {type(made).__name__}; start from spacy.blank('en')")
    infixes = [*(nlp.Defaults.infixes or ()), *EXTRA_INFIXES]
    made.infix_finditer = compile_infix_regex(infixes).finditer
    return made
