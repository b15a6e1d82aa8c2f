"""Lines of plain text to paragraphs.

Scraped and converted texts break sentences over lines and even over blank lines. What belongs together is joined
with one space (or none, for a hyphenated word); what is separate (bullets, headings) stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# A converter that drops line ends leaves "in need.And then"; the parser would take "need.And" for one word.
LOST_SPACE = re.compile(r"(?<=[a-z]{3})([.!?][”’\"]?)(?=[“‘\"]?[A-Z][a-z]*[ ,’])")
BULLET = re.compile(r"^\s*(?:[•●▪■◦‣·∙►➤*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\([a-z]\))\s*")
TERMINAL = re.compile(r"""[.!?…:;][\"'”’»)\]]*$""")
CLOSED_QUOTE = re.compile(r"""[\"”»)\]]$""")
# A sentence never ends with these: titles before a name, and words that call for another.
OPEN_END = re.compile(
    r"(?:(?:^|\s)(?:Mr|Mrs|Ms|Dr|Sen|Gen|Gov|Rep|Col|Lt|Sgt|Capt|Maj|Adm|Prof|St|Sir|Rev|Messrs)\.?"
    r"|\s(?:the|a|an|and|or|of|to|in|for|with|by|from|at|on|as|that|which|who|whose|its|his|her|their|than|into"
    r"|between|against|about|over|under|after|before|is|are|was|were|be|been|has|have|had|will|would|could|should"
    r"|not|but|including|such|Foreign|Prime|President|Minister|Secretary|General|United)"
    r"|[^.!?:]{40},)$"
)
SOFT_BREAK_PREFIXES = frozenset(
    [
        "ex",
        "self",
        "vice",
        "non",
        "pro",
        "anti",
        "co",
        "re",
        "pre",
        "post",
        "multi",
        "cross",
        "face",
        "mid",
        "well",
        "so",
        "two",
        "three",
        "four",
    ]
)
TAIL_CHARS = 80
"""How an end is judged: by the last characters only, so that the work grows with the text and not with its square."""
WRAP_WIDTHS = range(40, 121)
"""Line lengths that typewriters, mail and terminals wrap at."""
MOST_WRAPPED = 0.7


def squeeze(text: str) -> str:
    """Fold each run of white space, of whatever kind, to one space, and restore one lost between sentences."""
    return LOST_SPACE.sub(r"\1 ", SPACES.sub(" ", text).strip())


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of plain ``text``, whether set apart by blank lines, line ends or indents."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\r\n\f\v\x85\u2028\u2029]", text)]
    words = set(re.findall(r"[\w-]+", text.lower()))
    wrapped = is_wrapped([line for line in lines if line.strip()])
    return [p for block in blocks(lines) for p in join_lines(block, wrapped=wrapped, words=words)]


def blocks(lines: Sequence[str]) -> Iterable[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def is_wrapped(lines: Sequence[str]) -> bool:
    """True when most lines end near the same right margin, so that line ends mean nothing."""
    if len(lines) < 4:
        return False
    longest = sorted(len(line) for line in lines)[int(0.95 * (len(lines) - 1))]
    near = sum(len(line) > MOST_WRAPPED * longest for line in lines)
    return longest in WRAP_WIDTHS and near > 0.55 * len(lines)


def join_lines(block: Sequence[str], *, wrapped: bool, words: set[str]) -> list[str]:
    """Join the lines of one block into its paragraphs (more than one where line ends are paragraph ends)."""
    groups: list[list[str]] = []
    for position, line in enumerate(block):
        if groups and continues(
            block[position - 1], line, wrapped=wrapped, in_bullet=bool(BULLET.match(groups[-1][0]))
        ):
            groups[-1].append(squeeze(line))
        else:
            groups.append([squeeze(line)])
    return [p for group in groups if (p := glue_all(group, words))]


def continues(previous: str, line: str, *, wrapped: bool, in_bullet: bool) -> bool:
    if BULLET.match(line):
        return False
    indented = len(line) - len(line.lstrip()) >= 2
    if in_bullet and indented:
        return True
    if wrapped:
        # A new paragraph of wrapped text shows by an indent, or by a short last line that ends a sentence.
        starts_indented = indented and len(previous) == len(previous.lstrip())
        return not starts_indented
    text = line.lstrip()
    open_end = bool(OPEN_END.search(previous[-TAIL_CHARS:])) or previous.endswith("-")
    return not ends_sentence(previous) and (text[:1].islower() or open_end)


def glue_all(lines: Sequence[str], words: set[str]) -> str:
    """Join the lines of a paragraph, healing words hyphenated at a line's end."""
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts.append(without_break(line, following, words) if following else line)
    return "".join(parts)


def without_break(line: str, following: str, words: set[str]) -> str:
    """Return ``line`` as it goes before ``following``: with a space, or as the first part of its first word."""
    broken = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$", line[-TAIL_CHARS:])
    if broken and following[:1].islower():
        after = re.match(r"[\w-]+", following)
        keep = keeps_hyphen(broken.group(1).lower(), after.group().lower() if after else "", words)
        return line if keep else line[:-1]
    return f"{line} "


def keeps_hyphen(head: str, after: str, words: set[str]) -> bool:
    """The rest of the text decides whether "co-/operate" is one word; else compounds keep their hyphen."""
    if head + after in words:
        return False
    return f"{head}-{after}" in words or "-" in head or head in SOFT_BREAK_PREFIXES or after.startswith(("-", "to-"))


def heal(paragraphs: Sequence[str], *, after: int = 0) -> list[str]:
    """Join paragraphs that were broken in mid-sentence; the first ``after`` (a title) are left alone."""
    groups: list[list[str]] = [[p] for p in paragraphs[:after]]
    for paragraph in paragraphs[after:]:
        if len(groups) > after and broken_between(groups[-1][-1], paragraph, alone=len(groups[-1]) == 1):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return [" ".join(group) for group in groups]


def broken_between(previous: str, following: str, *, alone: bool) -> bool:
    """True when a sentence goes on from ``previous`` (the whole paragraph so far if ``alone``) to ``following``."""
    if ends_sentence(previous) or BULLET.match(following) or (alone and len(previous[:200].split()) < 4):
        return False
    if OPEN_END.search(previous[-TAIL_CHARS:]):
        return True
    # After a closing quotation mark "he said" goes on; other lower case goes on after any word.
    return (
        following[:1].islower()
        and not CLOSED_QUOTE.search(previous[-TAIL_CHARS:].rstrip('”"'))
        and not following.startswith("http")
    )


def ends_sentence(text: str) -> bool:
    """True when ``text`` ends as a sentence does."""
    return bool(TERMINAL.search(text[-TAIL_CHARS:]))


def sentence_like(paragraph: str) -> bool:
    """True for running text, as against a headline, a label or a menu."""
    return ends_sentence(paragraph) and len(paragraph.split()) >= 6
