"""What a person has said about themself: taken note of, shown on request, forgotten on request."""

from __future__ import annotations

from bot.answer import Answer
from bot.case import Case, Draft
from bot.follow import own_words
from bot.question import Profile, Question

CLAIM = 0.55
BESIDE = 2
"""So many words beside what it tells an introduction may have ("dev", "go")."""
NEAR, FITS = 0.6, 1.0
"""The likeness and the score of a section from which on a statement asks for it."""


def told(case: Case, profile: Profile) -> str:
    """A profile in words."""
    vocabulary, parts = case.library.vocabulary, []
    if profile.level:
        parts.append(case.library.level(profile.level).name)
    if profile.role and profile.role not in case.library.home:
        parts.append(vocabulary.name("role", profile.role))
    if profile.years is not None:
        parts.append(f"{profile.years:g} {'year' if profile.years == 1 else 'years'}")
    if profile.skills:
        parts.append(", ".join(vocabulary.name("skill", skill) for skill in profile.skills))
    if profile.place:
        parts.append(vocabulary.name("place", profile.place))
    if profile.goal:
        parts.append(f"→ {case.library.level(profile.goal).name}")
    return "; ".join(parts)


def note(case: Case) -> Draft | None:
    """A statement about oneself without a question in it."""
    question = case.question
    asks = "?" in question.text or any(cue in question.cues for cue in ("asks", "reason", "duration", "required", "compare", "next"))
    if question.denied and question.told.empty and not asks:
        return show(case)
    near = case.evidence and (case.evidence[0].likeness > NEAR or case.evidence[0].score > FITS)
    told_of = question.told if question.cue("own") else question.told.model_copy(update={"goal": None})
    if told_of.empty or asks or question.context or (near and not _introduces(question)):
        return None
    text = case.say("profile-noted", profile=told(case, question.told))
    return Draft(Answer(outcome="courtesy", kind="profile", lead=text))


def _introduces(question: Question) -> bool:
    """Whether a message is an introduction: it tells several things of the person and hardly holds another word."""
    told = [question.told.level, question.told.years, question.told.place, *question.told.skills]
    return sum(value is not None for value in told) > 1 and own_words(question) <= BESIDE


def show(case: Case) -> Draft:
    profile = case.conversation.profile
    text = case.say("profile-empty") if profile.empty else case.say("profile-shown", profile=told(case, profile))
    return Draft(Answer(outcome="courtesy", kind="profile", lead=text))


def forget(case: Case) -> Draft:
    return Draft(Answer(outcome="courtesy", kind="forgotten", lead=case.say("profile-forgotten")))
