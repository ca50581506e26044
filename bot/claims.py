"""What a person says of themself in a message: their level, years, skills, role and place, and where they want to get."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.listed import listed
from bot.question import Profile
from retrieval.reading import Mention, Reading

LISTED = 6
"""So many words a denial reaches over the names that follow it ("never used Kubernetes or AWS")."""
SINGLE = ("place", "role")
"""Classes of which a turn of phrase claims one name only: the first behind it."""
REACH = 5
"""How many words may stand between a turn of phrase and the name to which it belongs."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
_SPENT = r"(?=\s*-?\s*\w+\s*(?:in|of|at|as|with|now|exp\w*|doing|working|[,.;)]|$))"
_SPELLED = rf"(?<!in )(?<!after )(?<!within )(?<!next )(?<!myself )\b(?:{'|'.join(_NUMBERS)})\b{_SPENT}"
"""A spelled number of years counts where it tells of a time spent ("two years in"), not of one to come ("in two years", "two years to get a job")."""
_YEARS = re.compile(rf"(\d+(?:\.\d+)?|{_SPELLED})\+?\s*-?\s*(years?|yrs?|yoe|y\.?o\.?e|months?|mos?)\b(?!\s*-?\s*(?:old|of age)\b)", re.IGNORECASE)
_SINCE = re.compile(rf"\s*,?\s*(?:for\s+)?(?:the\s+)?(?:last\s+|past\s+|about\s+|over\s+)?{_YEARS.pattern}", re.IGNORECASE)
_ONE_YEAR = re.compile(r"\ba year\b(?! and| from)(?=.{0,30}(?:experience|exp|in\b|of|now))", re.IGNORECASE)


def told(reading: Reading) -> Profile:
    """What the person says of themself; nothing of what they say of somebody else ("my boss has 12 years")."""
    levels = (*listed(reading, "level", _YEARS), *(m for m in reading.mentions if m.cls == "level" and _since_years(reading, m)))
    held = next(iter((*claimed(reading, "level", "held", "target"), *(mention.id for mention in levels))), None)
    goal = next((m.id for m in reading.mentions if m.cls == "level" and m.id != held and cue_before(reading, m, "target", 2) and not denied(reading, m)), None)
    role = next(iter((*claimed(reading, "role", "held", "target"), *(m.id for m in listed(reading, "role", _YEARS)))), None)
    place = next(iter((*claimed(reading, "place", "held", "target"), *(m.id for m in listed(reading, "place", _YEARS)))), None)
    skills = (*claimed(reading, "skill", "known"), *(m.id for m in listed(reading, "skill", _YEARS) if not denied(reading, m)))
    return Profile(level=held, years=years_told(reading), skills=tuple(dict.fromkeys(skills)), goal=goal, role=role, place=place)


def _since_years(reading: Reading, mention: Mention) -> bool:
    """Whether years stand right behind a level, as a time spent at it ("senior for 2 years now")."""
    rest = reading.text[reading.tokens[mention.end - 1].end :]
    return bool(_SINCE.match(rest)) and not of_another(reading, reading.tokens[mention.start].start)


def claimed(reading: Reading, cls: str, cue: str, unless: str | None = None) -> tuple[str, ...]:
    """Ids of a class that the person says of themself: a cue stands before, and the sentence does not ask about them."""
    found: list[str] = []
    open_until = -1
    for mention in reading.mentions:
        if mention.cls != cls:
            continue
        if denied(reading, mention) or of_another(reading, reading.tokens[mention.start].start):
            open_until = -1
            continue
        near = (cue_before(reading, mention, cue, REACH) or cue_after(reading, mention, "now")) and not (unless and cue_before(reading, mention, unless, 1))
        if _asked_for(reading, mention):
            near, open_until = False, -1
        if near or mention.start <= open_until:
            found.append(mention.id)
            if cls == "skill":
                open_until = mention.end + 3
    return tuple(dict.fromkeys(found))


def skills_denied(reading: Reading) -> frozenset[str]:
    """The skills that the person says they don't have, where the sentence asks nothing about them."""
    return (
        frozenset(m.id for m in reading.mentions if m.cls == "skill" and denied(reading, m) and not _asked_for(reading, m))
        if "?" not in reading.text
        else frozenset()
    )


def denied(reading: Reading, mention: Mention) -> bool:
    """Whether a denial stands before the mention in its sentence, with no claim after it: "I know Go but not Rust or C", not "never Rust, I know C"."""
    start = max(reading.text.rfind(mark, 0, reading.tokens[mention.start].start) for mark in ".!?\n;")
    before = [cue for cue in reading.cues if cue.end <= mention.start and reading.tokens[cue.start].start > start]
    corrections = {cue.start for cue in reading.cues if cue.id == "correction"}
    denial = max((cue.end for cue in before if cue.id == "denial" and corrections.isdisjoint((cue.start, cue.end))), default=-1)
    claim = max((cue.end for cue in before if cue.id in ("known", "held") and not _inside_denial(cue, before)), default=-1)
    return denial > claim and mention.start - denial < LISTED


def _inside_denial(cue: Mention, cues: Iterable[Mention]) -> bool:
    return any(other.id == "denial" and other.start <= cue.start and cue.end <= other.end for other in cues)


def _asked_for(reading: Reading, mention: Mention) -> bool:
    """Whether a word of need or of asking stands in the same sentence before the mention ("do I need to know Kafka")."""
    start = max(reading.text.rfind(mark, 0, reading.tokens[mention.start].start) for mark in ".!?\n;,")
    before = [cue for cue in reading.cues if cue.id in ("required", "reason", "duration", "asks") and cue.end <= mention.start]
    return any(reading.tokens[cue.start].start > start for cue in before)


def of_another(reading: Reading, place: int) -> bool:
    """Whether what stands at a place of the text is said of somebody else: of them, and not of the person, the sentence spoke last."""
    start = max(reading.text.rfind(mark, 0, place) for mark in ".!?\n;")
    before = [cue for cue in reading.cues if cue.id in ("somebody", "own") and start < reading.tokens[cue.start].start < place]
    others = [cue for cue in before if cue.id == "somebody"]
    return bool(others) and not any(cue.id == "own" and cue.start >= others[-1].end for cue in before)


def cue_before(reading: Reading, mention: Mention, cue: str, reach: int) -> bool:
    """Whether a turn of phrase stands so near before a mention, in the same sentence, and no other place or role took it."""
    return any(
        found.id == cue and 0 <= mention.start - found.end < reach and found.start < mention.start and not taken(reading, found, mention)
        for found in reading.cues
    )


def taken(reading: Reading, cue: Mention, mention: Mention) -> bool:
    """Whether a sentence ends between a turn of phrase and a mention, or another name stands there that it claims ("from Lagos, weighing Canada")."""
    between = reading.text[reading.tokens[cue.start].start : reading.tokens[mention.start].start]
    if any(f"{mark} " in between for mark in ".!?;") or "\n" in between:
        return True
    return mention.cls in SINGLE and any(other.cls == mention.cls and cue.end <= other.start < mention.start for other in reading.mentions)


def cue_after(reading: Reading, mention: Mention, cue: str) -> bool:
    return any(found.id == cue and found.start == mention.end for found in reading.cues)


def years_tokens(reading: Reading) -> frozenset[int]:
    """The places of the tokens that state years of experience."""
    spans = [match.span() for match in _YEARS.finditer(reading.text)]
    return frozenset(at for at, token in enumerate(reading.tokens) if any(start <= token.start < end for start, end in spans))


def years_told(reading: Reading) -> float | None:
    """The years of experience that the person states, the last ones where there are several."""
    before = {reading.tokens[cue.end].start for cue in reading.cues if cue.id == "earlier" and cue.end < len(reading.tokens)}
    found = [match for match in _YEARS.finditer(reading.text) if not of_another(reading, match.start()) and match.start() not in before]
    if not found:
        return 1.0 if _ONE_YEAR.search(reading.text) else None
    number, unit = found[-1].groups()
    amount = _NUMBERS.index(number.lower()) + 1 if number.isalpha() else float(number)
    return amount / (12 if unit.lower().startswith("mo") else 1)
