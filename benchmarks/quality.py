"""``make bench-quality DIR=…``: how good the ranking is, a step at a time, from rank-bm25 on split words to our default.

A collection is a folder with corpus.jsonl (``_id``, ``title``, ``text``), queries.jsonl (``_id``, ``text``; conversations also
``lastturn``, ``questions``, ``rewrite``) and qrels.tsv. Judged by ir-measures (pytrec_eval).
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ir_measures import RR, R, calc_aggregate, nDCG
from numpy.typing import NDArray

from benchmarks.report import put, table
from retrieval.bm25 import Bm25Index
from retrieval.fields import FieldedIndex, ask, follow_up, pairs
from retrieval.postings import frequencies
from retrieval.spelling import Speller
from retrieval.words import tokenise

MEASURES = (nDCG @ 10, R @ 10, RR @ 10)
DEPTH = 100
Text = list[tuple[str, bool]]
Search = Callable[[dict[str, Any]], NDArray[np.float64]]


class Collection(NamedTuple):
    """Passages, queries and which passages answer each query."""

    name: str
    passages: list[dict[str, Any]]
    queries: list[dict[str, Any]]
    relevant: dict[str, dict[str, int]]


def read(folder: Path) -> Collection:
    """The collection of a folder; queries that nothing answers are left out."""
    lines = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()
    relevant: dict[str, dict[str, int]] = {}
    for line in lines[1:]:
        query, passage, grade = line.split("\t")
        relevant.setdefault(query, {})[passage] = int(float(grade))
    passages, queries = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line] for name in ("corpus", "queries")
    )
    return Collection(folder.name, passages, [query for query in queries if query["_id"] in relevant], relevant)


def text_of(passage: Mapping[str, Any]) -> str:
    """Title and text as one, the title once where the text begins with it."""
    title, text = passage.get("title") or "", passage["text"]
    return str(text if text.startswith(title) else f"{title} {text}")


def terms_of(text: str) -> Text:
    """A text's stems, with whether each is a function word; the marks of who speaks in a conversation are no words."""
    return [(token.stem, token.is_stop_word) for token in tokenise(text.replace("|user|:", " "))]


def ladder(collection: Collection) -> dict[str, Search]:
    """Each step's name and how it scores all passages for a query."""
    texts = [text_of(passage) for passage in collection.passages]
    titles = [terms_of(passage.get("title") or "") for passage in collection.passages]
    bodies = [terms_of(text) for text in texts]
    stems = [[stem for stem, _ in body] for body in bodies]
    telling = [[stem for stem, soft in body if not soft] for body in bodies]
    heads = [[stem for stem, _ in title] for title in titles]
    both = [pairs(body) for body in bodies]
    steps: dict[str, Search] = {
        "rank-bm25 on text.split()": _okapi([text.split() for text in texts], str.split),
        "lower case, words": _okapi([_words(text) for text in texts], _words),
        "stemmed, no stop words": _okapi(telling, lambda text: [stem for stem, soft in terms_of(text) if not soft]),
        "Lucene's IDF": _plain(Bm25Index(telling), lambda text: frequencies(stem for stem, soft in terms_of(text) if not soft)),
        "stop words weighted": _plain(Bm25Index(stems), lambda text: ask(terms_of(text))),
        "headings as a field": _fielded({"text": stems, "heading": heads}),
    }
    whole = _fielded({"text": stems, "heading": heads, "pairs": both})
    steps["pairs as a field (our default)"] = whole
    speller = Speller(token.text for text in texts for token in tokenise(text))
    misspelt = {query["_id"]: misspell(query["text"], random.Random(query["_id"])) for query in collection.queries}
    steps["default, a slip in each query"] = lambda query: whole({"text": misspelt[query["_id"]]})
    steps["default, the slip repaired"] = lambda query: whole({"text": repaired(misspelt[query["_id"]], speller)})
    if collection.queries and "questions" in collection.queries[0]:
        index = FieldedIndex({"text": stems, "heading": heads, "pairs": both})
        steps["default, last turn alone"] = lambda query: index.scores(ask(terms_of(query["questions"].split("\n")[-1])))
        steps["default, all turns joined"] = lambda query: index.scores(ask(terms_of(query["questions"])))
        steps["default, history weights"] = lambda query: index.scores(follow_up(terms_of(turn) for turn in query["questions"].split("\n")))
    return steps


def misspell(text: str, chance: random.Random) -> str:
    """The text with one letter of one of its longer words left out, doubled, changed or swapped with the next."""
    words = list(re.finditer(r"[a-z]{5,}", text))
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    one, two = text[at], text[at + 1]
    slip = chance.choice(["", one + one, chance.choice("aeiourstln")])
    return text[:at] + (two + one + text[at + 2 :] if chance.random() < 0.25 else slip + text[at + 1 :])


def repaired(text: str, speller: Speller) -> str:
    """The text with each word that the collection does not know replaced by the one that was meant."""
    return " ".join(speller.repair(token.text) for token in tokenise(text))


def _okapi(documents: list[list[str]], cut: Callable[[str], list[str]]) -> Search:
    return _plain(Bm25Index(documents, idf="okapi"), lambda text: frequencies(cut(text)))


def _plain(index: Bm25Index, question: Callable[[str], Mapping[str, float]]) -> Search:
    return lambda query: index.scores(question(query["text"]))


def _fielded(fields: dict[str, list[list[str]]]) -> Search:
    index = FieldedIndex(fields)
    return lambda query: index.scores(ask(terms_of(query["text"])))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def judge(collection: Collection, search: Search) -> list[float]:
    """nDCG@10, recall@10 and the reciprocal rank at 10 of a step."""
    run: dict[str, dict[str, float]] = {}
    for query in collection.queries:
        scores = search(query)
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        # The judge breaks ties by id: places keep them in corpus order, as a search gives them.
        run[query["_id"]] = {collection.passages[at]["_id"]: float(DEPTH - place) for place, at in enumerate(best) if scores[at] > 0}
    found = calc_aggregate(MEASURES, collection.relevant, run)
    return [float(found[measure]) for measure in MEASURES]


def main(folders: list[Path], write: bool) -> None:
    """Prints each step's figures on each collection and their means; writes them to docs/benchmarks.md where asked."""
    figures: dict[str, dict[str, list[float]]] = {}
    names: list[str] = []
    for folder in folders:
        collection = read(folder)
        names.append(f"{collection.name} ({len(collection.passages):,})")
        for step, search in ladder(collection).items():
            figures.setdefault(step, {})[names[-1]] = judge(collection, search)
    first = next(iter(figures.values()))
    rows: list[list[str]] = []
    for step, found in figures.items():
        cells = [" / ".join(f"{figure:.3f}" for figure in found[name]) if name in found else "" for name in names]
        whole = len(found) == len(names)
        mean = f"{np.mean([found[name][0] for name in names]):.3f}" if whole else ""
        gain = f"{np.mean([found[name][0] / first[name][0] for name in names]):.2f}" if whole else ""
        rows.append([step, *cells, mean, gain])
    text = table(["nDCG@10 / recall@10 / MRR@10", *names, "mean nDCG@10", "times the first"], rows)
    print(text)
    if write:
        put("quality", text)


def folders_of(arguments: list[str]) -> list[Path]:
    """Collections as named, or all that a named folder holds."""
    return [
        found
        for path in map(Path, arguments)
        for found in ([path] if (path / "corpus.jsonl").exists() else sorted(each.parent for each in path.glob("*/corpus.jsonl")))
    ]


if __name__ == "__main__":
    chosen = folders_of([argument for argument in sys.argv[1:] if argument != "--write"])
    if not chosen:
        sys.exit("Name a folder with corpus.jsonl, queries.jsonl and qrels.tsv, or one that holds such folders: make bench-quality DIR=…")
    main(chosen, write="--write" in sys.argv)
