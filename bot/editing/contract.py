"""What the advisor's code relies on in the vocabulary, so that an editor hears of a missing sentence before a person's question does.

A sentence that is not there, or that has a blank nobody fills, would break an answer. Tests hold the list against the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from retrieval.library import Library
from retrieval.problems import Problem, nearest
from retrieval.vocabulary import Courtesy, Entry, Message, Suggestion

SENTENCES: dict[str, frozenset[str]] = {
    "abstain-company": frozenset({"subject"}),
    "abstain-named": frozenset({"subject"}),
    "abstain-weak": frozenset(),
    "ask-about": frozenset({"subject"}),
    "ask-level": frozenset(),
    "at-level": frozenset({"subject"}),
    "compare-lead": frozenset({"subject"}),
    "empty": frozenset(),
    "false-claim": frozenset(),
    "gap-covered": frozenset({"level", "skills"}),
    "gap-lead": frozenset({"target"}),
    "gap-missing": frozenset({"level", "skills"}),
    "gap-open": frozenset({"level", "skills"}),
    "guide-silent": frozenset({"subject"}),
    "nearest": frozenset({"subject"}),
    "no-pay-here": frozenset({"subject"}),
    "no-pay-level": frozenset({"subject", "known"}),
    "no-pay-place": frozenset({"subject", "known"}),
    "no-pay-role": frozenset({"subject"}),
    "not-mentioned": frozenset({"subject"}),
    "nothing-before": frozenset(),
    "not-in-guide": frozenset(),
    "not-stated": frozenset(),
    "nothing-more": frozenset(),
    "pay-lead": frozenset({"subject"}),
    "pay-overall": frozenset(),
    "placement-lead": frozenset({"subject"}),
    "profile-empty": frozenset(),
    "profile-forgotten": frozenset(),
    "profile-noted": frozenset({"profile"}),
    "profile-shown": frozenset({"profile"}),
    "row-duties": frozenset(),
    "row-pay": frozenset(),
    "row-said": frozenset(),
    "row-years": frozenset(),
    "shorter-lead": frozenset(),
    "source-lead": frozenset({"subject"}),
    "standing-lead": frozenset({"years"}),
    "the-rest": frozenset(),
    "topics": frozenset(),
    "transition-lead": frozenset({"origin", "target"}),
    "unreadable": frozenset(),
    "years-lead": frozenset({"subject"}),
}
"""Every sentence of messages.yaml that the code says, with the blanks that it fills."""
REPLIES = frozenset({"guides", "topics"})
"""The blanks of a courtesy's reply."""
OFFERS = frozenset({"level", "next", "place", "question"})
"""The blanks of a suggestion."""


def broken_sentences(library: Library) -> Iterator[Problem]:
    """An error for each sentence that is missing, or whose blanks can't be filled."""
    messages = {message.id: message.text for message in library.vocabulary.all(Message)}
    for ident in SENTENCES.keys() - messages.keys():
        yield Problem(
            file=library.vocabulary.file(Message), line=1,
            what=f"The sentence '{ident}' is missing.", remedy=f"Add '- {{id: {ident}, name: …, text: \"…\"}}'{_with(SENTENCES[ident])}.",
        )  # fmt: skip
    for ident, text in messages.items():
        yield from _blanks(library, Message, ident, text, SENTENCES.get(ident, frozenset()))
    for courtesy in library.vocabulary.all(Courtesy):
        yield from _blanks(library, Courtesy, courtesy.id, courtesy.reply, REPLIES)
    for suggestion in library.vocabulary.all(Suggestion):
        for question in suggestion.questions:
            yield from _blanks(library, Suggestion, suggestion.id, question, OFFERS)


def _with(blanks: frozenset[str]) -> str:
    return f" with {' and '.join(f'{{{blank}}}' for blank in sorted(blanks))} in the text" if blanks else ""


def _blanks(library: Library, cls: type[Entry], ident: str, text: str, filled: frozenset[str]) -> Iterator[Problem]:
    remedy = f"These can be filled: {', '.join(f'{{{blank}}}' for blank in sorted(filled))}." if filled else "Nothing is filled in here: take the braces away."
    try:
        used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        used, remedy = {""}, "Write each blank as {name}, with both braces."
    if cls is Message and ident not in SENTENCES:
        return
    for blank in sorted(used - filled):
        what = f"Entry '{ident}': nobody fills the blank {{{blank}}}." if blank else f"Entry '{ident}': its braces don't close, or hold no name."
        file, line = library.vocabulary.source(cls, ident)
        yield Problem(file=file, line=line, what=what, remedy=f"{nearest(blank, filled)} {remedy}".strip())
