"""The engines that are compared, each fed the same terms: built, searched, kept on disk and opened again in a new process."""

from __future__ import annotations

import logging
import pickle
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

Documents = list[list[str]]

K1, B = 1.5, 0.75


class Engine(ABC):
    """One engine over one corpus."""

    name: ClassVar[str]

    @abstractmethod
    def build(self, documents: Documents) -> None:
        """Indexes the documents."""

    @abstractmethod
    def search(self, terms: list[str], k: int) -> list[float]:
        """The scores of the best ``k`` documents."""

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Keeps the index in a folder."""

    @abstractmethod
    def open(self, folder: Path) -> None:
        """Opens what was kept."""


class Ours(Engine):
    """This project's: rank-bm25's statistics compiled to postings, with rank-bm25's own IDF."""

    name = "ours"

    def build(self, documents: Documents) -> None:
        from retrieval.bm25 import Bm25Index

        self.index = Bm25Index(documents, K1, B, idf="okapi")

    def search(self, terms: list[str], k: int) -> list[float]:
        return [hit.score for hit in self.index.search(dict.fromkeys(terms, 1.0), k)]

    def save(self, folder: Path) -> None:
        from retrieval.cache import Cache

        assert Cache(folder).write("bench", "bench", self.index.postings.arrays())

    def open(self, folder: Path) -> None:
        from retrieval.bm25 import Bm25Index
        from retrieval.cache import Cache
        from retrieval.postings import Postings

        arrays = Cache(folder).read("bench", "bench")
        assert arrays is not None
        self.index = Bm25Index.of(Postings.from_arrays(arrays), idf="okapi")


class RankBm25(Engine):
    """rank-bm25 as it comes: it scores every passage in Python."""

    name = "rank_bm25"

    def build(self, documents: Documents) -> None:
        from rank_bm25 import BM25Okapi

        self.index = BM25Okapi(documents, k1=K1, b=B)

    def search(self, terms: list[str], k: int) -> list[float]:
        import numpy as np

        scores = self.index.get_scores(terms)
        best: list[float] = scores[np.argsort(scores)[::-1][:k]].tolist()
        return best

    def save(self, folder: Path) -> None:
        with (folder / "index.pickle").open("wb") as file:
            pickle.dump(self.index, file, protocol=5)

    def open(self, folder: Path) -> None:
        with (folder / "index.pickle").open("rb") as file:
            self.index = pickle.load(file)


class Bm25s(Engine):
    """bm25s with its numpy backend."""

    name = "bm25s"

    def build(self, documents: Documents) -> None:
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.ERROR)
        self.index: Any = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numpy")
        self.index.index(documents, show_progress=False)

    def search(self, terms: list[str], k: int) -> list[float]:
        found = self.index.retrieve([terms], k=k, show_progress=False, n_threads=0)
        scores: list[float] = found.scores[0].tolist()
        return scores

    def save(self, folder: Path) -> None:
        self.index.save(str(folder), show_progress=False)

    def open(self, folder: Path) -> None:
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.ERROR)
        self.index = bm25s.BM25.load(str(folder), mmap=True)


class Tantivy(Engine):
    """tantivy, a search library in Rust, one segment, its files mapped."""

    name = "tantivy"

    def build(self, documents: Documents) -> None:
        from tempfile import mkdtemp

        import tantivy

        self.folder = Path(mkdtemp(prefix="tantivy-"))
        self.index = tantivy.Index(self._schema(), path=str(self.folder))
        self._register()
        writer = self.index.writer(heap_size=1 << 30, num_threads=1)
        for document in documents:
            writer.add_document(tantivy.Document(text=" ".join(document)))
        writer.commit()
        writer.wait_merging_threads()
        self._ready()

    def search(self, terms: list[str], k: int) -> list[float]:
        import tantivy

        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "text", term)) for term in terms])
        return [score for score, _ in self.searcher.search(query, k, count=False).hits]

    def save(self, folder: Path) -> None:
        import shutil

        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        shutil.rmtree(self.folder)

    def open(self, folder: Path) -> None:
        import tantivy

        self._schema()
        self.index = tantivy.Index.open(str(folder))
        self._register()
        self._ready()

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name="terms", index_option="freq")
        self.schema = builder.build()
        return self.schema

    def _register(self) -> None:
        import tantivy

        self.index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())

    def _ready(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()


ENGINES: tuple[type[Engine], ...] = (Ours, RankBm25, Bm25s, Tantivy)
