"""What can mean several things gets one short question with choices: a level that only the person knows, a name without a question."""

from __future__ import annotations

from itertools import takewhile

from bot.answer import Answer
from bot.case import Case, Draft
from bot.conversation import Turn
from bot.follow import own_words
from bot.kinds import moves
from bot.ladder import levels_at
from bot.sentences import asked_part
from bot.suggest import offered
from bot.topics import OTHER

KIND = "asking"
LONGEST = 25
"""Of a longer message only the sentences that ask are asked again."""
GENERAL = 0.15
"""How much more than any topic of levels none of them must fit, for an answer that need not know the level ("is a certificate worth it at my level")."""
BESIDE = 2
"""So many words may stand beside the level or years in a reply ("probably senior")."""
BARE = 3
"""Up to so many words, a message can be a name alone."""


def answer(case: Case) -> Draft | None:
    """A question back, where the message is about the person's own level and says none, or only names something."""
    last = case.conversation.turns[-1] if case.conversation.turns else None
    if last is not None and last.kind == KIND and moves.move(case) == "yes":
        return moves.again(case, last)
    return _which_level(case) or _what_about(case)


def completed(case: Case) -> str:
    """The question that was answered with one, and the level or years that the message now gives; nothing where it gives none."""
    asked = _waiting(case)
    question = case.question
    if asked is None or own_words(question) > BESIDE or "?" in question.text or question.cue("reason"):
        return ""
    told, named = question.told, question.reading.ids("level")
    reached = max(levels_at(told.years, case.library), key=lambda level: case.library.level(level).rank, default="") if told.years is not None else ""
    level = told.level or next(iter(named), reached)
    if not level:
        return ""
    given = case.say("at-level", subject=case.library.level(level).name)
    return f"{given}{f', {told.years:g} years' if told.years is not None else ''}: {_asked(asked.text, case)}"


def _waiting(case: Case) -> Turn | None:
    """The turn whose level was asked for and not told yet: that of the question, whatever was said since ("yes")."""
    asked = list(
        takewhile(lambda turn: turn.kind == KIND and turn.answer is not None and turn.answer.lead == case.say("ask-level"), reversed(case.conversation.turns))
    )
    return asked[-1] if asked else None


def leads_on(choice: Draft, case: Case) -> bool:
    """Whether a choice has an answer, and one about what the message names: figures, or a section with the name in its heading."""
    named = {mention.id for mention in case.question.reading.mentions if mention.id not in case.library.home}
    about = {ident for passage in choice.passages[:1] for ident in (*passage.about.levels, *passage.about.places)}
    return choice.answer.outcome == "answered" and (not named or choice.answer.kind != "sections" or bool(named & about))


def _which_level(case: Case) -> Draft | None:
    """At which level the person is, where the question is about one that only this tells ("how do I get to the next level")."""
    question, before = case.question, case.conversation.subject
    known = case.conversation.profile.merged(question.told)
    said = question.slots.levels or question.reading.ids("level") or known.level or known.years is not None or (before is not None and before.levels)
    if said or not question.cue("unsaid-level") or question.cue("every-level") or _is_general(case):
        return None
    return _back(case, "ask-level", "unsaid-level", {"question": _asked(question.text, case)})


def _is_general(case: Case) -> bool:
    """Whether the question is of no topic on which levels differ."""
    return case.topic(OTHER) > GENERAL + max((share for topic, share in case.topics.items() if topic != OTHER), default=0.0)


def _what_about(case: Case) -> Draft | None:
    """What about it, where a first message is nothing but the name of a level or place."""
    question, library = case.question, case.library
    named = [mention for mention in question.reading.mentions if mention.id not in library.home]
    covered = {at for mention in question.reading.mentions for at in range(mention.start, mention.end)}
    more = any(not term.soft and term.token not in covered for term in question.reading.terms)
    first = all(turn.kind in ("courtesy", "profile") for turn in case.conversation.turns)
    if len(named) != 1 or more or question.words > BARE or not first or not question.told.empty or named[0].cls not in ("level", "place"):
        return None
    cls, ident = named[0].cls, named[0].id
    above = library.level(ident).next if cls == "level" else None
    names = {cls: library.vocabulary.name(cls, ident), "next": library.level(above).name if above else ""}
    return _back(case, "ask-about", f"only-{cls}", names)


def _back(case: Case, message: str, choices: str, words: dict[str, str]) -> Draft | None:
    """A question with the choices that the vocabulary offers for it."""
    questions = offered(choices, words, case.library)
    lead = case.say(message, subject=words.get("level") or words.get("place") or "")
    return Draft(Answer(outcome="asked", kind=KIND, lead=lead, follow_ups=questions)) if len(questions) > 1 else None


def _asked(text: str, case: Case) -> str:
    """A question as it is asked again: of a long message the sentences that ask."""
    reading = case.library.read(text)
    return (text if len(reading.tokens) <= LONGEST else asked_part(reading)[0]).strip()
