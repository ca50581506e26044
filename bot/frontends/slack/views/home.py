"""The Home tab: what the app can do, the guides, the person's profile, questions that fit it, and privacy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.frontends.slack import blocks, escape, limits, texts
from bot.frontends.slack.parts import Block, actions, button, header, section
from bot.question import Profile
from retrieval.library import Library
from retrieval.vocabulary import Level, Skill

EDIT, SHOW_DATA, FORGET = "home.edit_profile", "home.show_data", "home.forget_me"
_SURE = "This deletes your profile, your questions, your feedback and our conversations. It can't be undone."


def view(library: Library, profile: Profile, suggested: Sequence[str], days: int) -> Block:
    """The whole tab."""
    shown = [
        section(texts.help_for(suggested)),
        {"type": "divider"},
        header("You"),
        section(described(library, profile)),
        actions(button("Edit your profile", EDIT, "edit")),
    ]
    if suggested:
        shown += [section("*Questions you could ask*"), actions(*(_question(number, text) for number, text in enumerate(suggested, start=1)))]
    shown += [
        {"type": "divider"},
        section(texts.guides(library)),
        {"type": "divider"},
        section(texts.privacy(days)),
        actions(button("Show my data", SHOW_DATA, "show"), _forget()),
    ]
    return {"type": "home", "blocks": shown}


def described(library: Library, profile: Profile) -> str:
    """A profile as mrkdwn, with the vocabulary's names."""
    if profile.empty:
        return "I know nothing about you yet. A profile lets me answer for your level and your goal."
    levels = {entry.id: entry.name for entry in library.vocabulary.all(Level)}
    skills = {entry.id: entry.name for entry in library.vocabulary.all(Skill)}
    known = {
        "Level": levels.get(profile.level or "", ""),
        "Experience": f"{profile.years:g} years" if profile.years is not None else "",
        "Skills": ", ".join(skills.get(ident, ident) for ident in profile.skills),
        "Goal": levels.get(profile.goal or "", ""),
    }
    lines = [f"*{label}:* {escape.shorten(value, 600, escape.mrkdwn)}" for label, value in known.items() if value]
    return "\n".join(lines) or "You have told me things that the guides no longer know. Please edit your profile."


def _question(number: int, text: str) -> Block:
    return button(text, f"{blocks.ASK}.{number}", text, f"Ask: {text}", limits.BUTTON)


def _forget() -> Block:
    confirm = {"title": "Forget you?", "text": _SURE, "confirm": "Forget me", "deny": "Keep it"}
    return button("Forget me", FORGET, "forget", style="danger", confirm={name: {"type": "plain_text", "text": text} for name, text in confirm.items()})
