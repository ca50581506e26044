"""The weights of the signals by which a question is refused: logistic regression on conversations of which is known what has no answer.

Prints the weights for ``bot/belief.py``, and how right they are on conversations that they were not fitted on (five folds, by conversation).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import belief
from bot.advisor import Advisor
from bot.conversation import Conversation
from bot.evaluation.conversations import read_dialogues
from retrieval.library import load

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
FOLDS = 5
RIDGE = 1.0
"""The penalty on large weights, in units of the signals' spread."""
STEPS = 30
BEFORE = ("courtesy", "more", "profile")
"""Kinds of answer that are given before anybody asks for the belief."""

Values = NDArray[np.float64]


def main(paths: list[str]) -> None:
    """Reads conversations, fits, and prints."""
    signals, refused, of = _turns([Path(path) for path in paths])
    found = np.concatenate([_belief(_fit(signals[of % FOLDS != fold], refused[of % FOLDS != fold]), signals[of % FOLDS == fold]) for fold in range(FOLDS)])
    truth = np.concatenate([refused[of % FOLDS == fold] for fold in range(FOLDS)])
    print(f"{len(signals)} turns, {int(refused.sum())} of them without an answer")
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0):
        said = found >= least
        print(f"belief {least:+.1f}: recall {truth[said].sum() / truth.sum():.3f}, precision {truth[said].mean():.3f}")
    *weights, bias = _fit(signals, refused).tolist()
    print(f"WEIGHTS = Signals({', '.join(f'{name}={weight:.2f}' for name, weight in zip(belief.Signals._fields, weights, strict=True))})\nBIAS = {bias:.2f}")


def _turns(paths: list[Path]) -> tuple[Values, Values, NDArray[np.int64]]:
    """The signals of each turn, 1 where it has no answer, and the number of its conversation."""
    advisor, rows = Advisor(load(KNOWLEDGE)), []
    dialogues, problems = read_dialogues(paths)
    if problems:
        sys.exit("\n".join(str(problem) for problem in problems))
    for number, dialogue in enumerate(dialogues):
        conversation = Conversation()
        for turn in dialogue.turns:
            case = advisor.case(turn.ask, conversation)
            answer, conversation = advisor.reply(turn.ask, conversation)
            if case.question.weights and (turn.abstain or answer.kind not in BEFORE):
                rows.append((*belief.signals(case, belief.met(case)), float(turn.abstain), number))
    table = np.asarray(rows, dtype=np.float64)
    return table[:, :-2], table[:, -2], table[:, -1].astype(np.int64)


def _belief(weights: Values, signals: Values) -> Values:
    found: Values = signals @ weights[:-1] + weights[-1]
    return found


def _fit(signals: Values, refused: Values) -> Values:
    """The weights of the signals, and the bias: Newton's method on the penalised likelihood."""
    middle, spread = signals.mean(axis=0), signals.std(axis=0)
    columns = np.column_stack(((signals - middle) / spread, np.ones(len(signals))))
    penalty = np.diag([RIDGE] * signals.shape[1] + [0.0])
    weights = np.zeros(columns.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (share - refused) + penalty @ weights
        weights -= np.linalg.solve((columns.T * (share * (1 - share))) @ columns + penalty, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ middle)


if __name__ == "__main__":
    main(sys.argv[1:])
