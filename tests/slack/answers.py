"""Answers of every kind and of no kind: hand-made ones for golden payloads, and a strategy for any answer at all."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.answer import Answer, Cell, Citation, Figure, Outcome, Point, row

HOSTILE = (
    "<!here>", "<!channel|x>", "<@U024BE7LH>", "<https://evil.example|our handbook>", "<#C1|general>", "<!subteam^S1>", "&lt;!here&gt;",
    "[click](https://evil.example)", "![x](https://evil.example/p.png)", "</text>", "*bold* _it_ ~s~ `code`", "```", "# heading", "> quote", "| a | b |",
    "\u202egnp.exe", "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd", "\x00\x07", "😀" * 40, "\n\n- x\n1. y", "&&&&", "<<<<>>>>", "\\", "{}",
    '"', "\u200b",
)  # fmt: skip


def citation(number: int = 1, quote: str = "Seniors earn $120k–$160k.", section: str = "Pay › Senior", title: str = "Backend Career Ladder") -> Citation:
    return Citation(guide="ladder", title=title, section=section, quote=quote, passage=f"ladder#p{number}", line=number)


def figure(label: str, low: float, high: float, unit: str = "Base salary (USD a year)", open_ended: bool = False) -> Figure:
    return Figure(label=label, low=low, high=high, unit=unit, open_ended=open_ended)


DUTY = citation(1, "Leads projects & reviews <designs>.")
ANSWERED = Answer(
    outcome="answered",
    kind="sections",
    lead="A senior:",
    note="(for *senior*)",
    follow_ups=("What does a senior earn?", "How do I get from senior to staff engineer in a year?"),
    points=(Point(text="Leads projects & reviews <designs>.", citations=(DUTY,)), Point(text="Mentors.", citations=(citation(2, "Mentors."), DUTY))),
)
LADDER = Point(text="Ladder: base $120k–$160k", citations=(citation(1, "Senior | $120k–$160k"),), figure=figure("Ladder", 120_000, 160_000))
HIMALAYAS = Point(
    text="Himalayas: base $130k–$170k+",
    citations=(citation(2, "Senior | $130k–$170k+"),),
    figure=figure("Himalayas", 130_000, 170_000, open_ended=True),
)
NEWCV = Point(
    text="NewCV: median $155,500",
    citations=(citation(3, "Senior | $155,500"),),
    figure=figure("NewCV", 155_500, 155_500, "Median pay (USD)"),
)
CHARTED = Answer(outcome="answered", kind="pay", lead="Senior pay, guide by guide:", points=(LADDER, HIMALAYAS))
TABLED = CHARTED.model_copy(update={"points": (LADDER, NEWCV)})
COMPARED = Answer(
    outcome="answered",
    kind="compare",
    lead="Senior and Staff, side by side:",
    points=(
        Point(text="Mentors.", citations=(citation(2, "Mentors."),)),
        row("Pay", (Cell(column="Senior", text="base $120k–$160k", citations=(citation(1),)), Cell(column="Staff", text="not stated in the guides"))),
        row(
            "What they do",
            (Cell(column="Senior", text="leads <projects>", citations=(DUTY,)), Cell(column="Staff", text="sets direction", citations=(citation(3),))),
        ),
        Point(text="Both mentor.", citations=(citation(2, "Mentors."),)),
    ),
)
ABSTAINED = Answer(
    outcome="abstained",
    kind="limit",
    lead="The guides know nothing about individual people.",
    follow_ups=("What is the pay range for a senior backend developer?",),
)
ASKED = Answer(outcome="asked", kind="unclear", lead="Do you mean pay or skills?", follow_ups=("Senior pay", "Senior skills"))
COURTESY = Answer(outcome="courtesy", kind="courtesy", lead="Hello! Ask me about levels & pay.")
KINDS = {"answered": ANSWERED, "charted": CHARTED, "tabled": TABLED, "compared": COMPARED, "abstained": ABSTAINED, "asked": ASKED, "courtesy": COURTESY}

words = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8).map(" ".join), st.sampled_from(HOSTILE))
texts = st.one_of(words, st.builds(lambda text, times: text * times, words, st.sampled_from([1, 50, 400])))
visible = texts.map(lambda text: text or "x")
citations = st.builds(Citation, guide=words, title=words, section=words, quote=visible, passage=st.text(min_size=1, max_size=200), line=st.integers(1, 10_000))
numbers = st.one_of(st.integers(-1_000, 10**12).map(float), st.floats(0, 1e9, allow_nan=False))
figures = st.builds(Figure, label=words, low=numbers, high=numbers, unit=st.one_of(st.just("USD a year"), words), open_ended=st.booleans())
plain_points = st.builds(Point, text=visible, citations=st.lists(citations, min_size=1, max_size=4).map(tuple), figure=st.one_of(st.none(), figures))
cells = st.builds(Cell, column=words, text=visible, citations=st.lists(citations, min_size=1, max_size=2).map(tuple))
rows = st.builds(row, words, st.lists(cells, min_size=1, max_size=5).map(tuple))
points = st.one_of(plain_points, rows)


def _answer(outcome: Outcome, kind: str, lead: str, made: list[Point], note: str, follow_ups: list[str]) -> Answer:
    outcome = "abstained" if outcome == "answered" and not made else outcome
    return Answer(outcome=outcome, kind=kind, lead=lead, points=tuple(made), note=note, follow_ups=tuple(follow_ups))


outcomes: st.SearchStrategy[Outcome] = st.sampled_from(["answered", "abstained", "asked", "courtesy"])
answers = st.builds(_answer, outcomes, st.sampled_from(["pay", "sections"]), texts, st.lists(points, max_size=25), texts, st.lists(words, max_size=6))
