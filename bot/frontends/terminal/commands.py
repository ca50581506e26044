"""The commands that answer: chat, ask, search, explain. Thin; each imports what it needs when it runs."""

from __future__ import annotations

import json
import sys

import click

from bot.frontends.terminal.opening import open_advisor
from bot.frontends.terminal.text import heard
from bot.settings import Settings

ABSTAINED = 3
"""Exit status where the guides hold nothing."""

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts instead of text for people.")
question_argument = click.argument("words", metavar="QUESTION", nargs=-1, required=True)


def _question(words: tuple[str, ...]) -> str:
    """The question of a command line; ``-`` reads it from standard input."""
    return heard(sys.stdin.read() if words == ("-",) else " ".join(words))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Read one message a line from standard input; write one line of JSON after each.")
@click.pass_obj
def chat(settings: Settings, as_json: bool) -> None:
    """Chat with the advisor.

    All messages are one conversation: "and at the level above?" goes on from the answer before. A digit asks the suggestion with that
    number, /help lists the commands, Ctrl-D leaves. Piped input is answered line by line, as plain text. When a guide changes, the next
    line is answered from the changed one.

    \b
    Examples:
        career-advisor chat
        printf 'how do I get promoted?\\nwhy?\\n' | career-advisor chat
        printf 'how do I get promoted?\\n' | career-advisor chat --json

    With --json each message gets one line: {"text": …, "citations": [{"number", "guide", "section", "quote", "passage"}],
    "abstained": …, "follow_ups": […]}.
    """
    from bot.reload import Live

    advisor = open_advisor(settings)
    with Live(advisor) as live:
        if as_json:
            from bot.frontends import jsonlines

            jsonlines.serve(live)
        else:
            from bot.frontends.terminal.repl import converse

            converse(advisor, live)


@click.command()
@question_argument
@as_json_option
@click.pass_context
def ask(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """Ask one question.

    Ends with status 0 where the guides answer it and 3 where they hold no answer. A question of "-" is read from standard input.

    \b
    Examples:
        career-advisor ask "what is expected at the next level?"
        career-advisor ask --json "how do people get promoted?" | jq -r .text
        career-advisor ask - < question.txt
    """
    advisor = open_advisor(ctx.obj)
    answer, _ = advisor.reply(_question(words))
    if as_json:
        from bot.frontends.jsonlines import as_json as fields

        click.echo(json.dumps(fields(answer), ensure_ascii=False))
    else:
        from bot.frontends.terminal import views
        from bot.frontends.terminal.screens import show

        show(views.answer(answer, advisor.library, numbered=False))
    ctx.exit(ABSTAINED if answer.abstained else 0)


@click.command()
@question_argument
@click.option("-k", "count", type=click.IntRange(1, 40), default=5, show_default=True, help="How many passages to show at most.")
@as_json_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], count: int, as_json: bool) -> None:
    """Find the passages that speak to a question, best first.

    Ends with status 0 where there are any and 3 where there are none.

    \b
    Examples:
        career-advisor search "signs of readiness"
        career-advisor search -k 1 --json "reasons why people stall" | jq '.[0].text'
    """
    from bot.conversation import Conversation
    from bot.frontends.terminal import searching

    advisor = open_advisor(ctx.obj)
    found = advisor.case(_question(words), Conversation()).evidence[:count]
    if as_json:
        click.echo(json.dumps([searching.fields(item) for item in found], ensure_ascii=False, indent=2))
    else:
        from bot.frontends.terminal.screens import show

        show(searching.view(found))
    ctx.exit(0 if found else ABSTAINED)


@click.command()
@question_argument
@as_json_option
@click.pass_obj
def explain(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """Show how a question is read and why it is answered as it is.

    What it names and which words were repaired, what it is most alike to, which passages scored what and from which parts, and which kind
    of question or which gate decided.

    \b
    Examples:
        career-advisor explain "how much does a senoir earn in berlin"
        career-advisor explain --json "what does netflix pay" | jq .decided
    """
    from bot.conversation import Conversation
    from bot.frontends.explain import explain as explained

    explanation = explained(open_advisor(settings), _question(words), Conversation())
    if as_json:
        click.echo(explanation.model_dump_json(indent=2))
    else:
        from bot.frontends.terminal import reasons
        from bot.frontends.terminal.screens import show

        show(reasons.view(explanation))
