"""The shape of the code: imports run one way, and each third-party library has one owner.

retrieval ← bot's core ← kinds ← advisor ← frontends ← __main__; the store, editing and evaluation stand beside, each with what it
may use. A new place for a library, or a new layer, is one line here and a reason in the commit.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for package in ("retrieval", "bot") for path in (ROOT / package).rglob("*.py"))
OURS = {"retrieval", "bot"}

LAYERS: dict[str, set[str]] = {
    "retrieval": set(),
    "core": {"retrieval"},
    "kinds": {"retrieval", "core"},
    "advisor": {"retrieval", "core", "kinds"},
    "store": {"retrieval", "core"},
    "evaluation": {"retrieval", "core", "advisor"},
    "editing": {"retrieval", "core", "advisor", "store", "evaluation"},
    "reload": {"retrieval", "core", "advisor", "editing"},
    "frontends": {"retrieval", "core", "advisor", "store", "editing", "reload", "evaluation"},
    "command": {"retrieval", "core", "advisor", "store", "editing", "reload", "evaluation", "frontends"},
}
"""What each layer may import beside itself."""

PLACES = {
    "bot.kinds": "kinds", "bot.advisor": "advisor", "bot.store": "store", "bot.editing": "editing", "bot.reload": "reload",
    "bot.evaluation": "evaluation", "bot.frontends": "frontends", "bot.commands_index": "frontends", "bot.__main__": "command",
    "bot": "core", "retrieval": "retrieval",
}  # fmt: skip
"""The layer of a package or module; the first that fits counts."""

OWNERS: dict[str, tuple[str, ...]] = {
    "py3langid": ("retrieval/language.py",),
    "Stemmer": ("retrieval/words.py",),
    "alembic": ("bot/store/",),
    "bs4": ("bot/editing/webpage.py",),
    "matplotlib": ("bot/editing/picture.py",),
    "mammoth": ("bot/editing/worddocument.py",),
    "markdown_it": ("retrieval/markdown.py",),
    "markdownify": ("bot/editing/webpage.py",),
    "pdfminer": ("bot/editing/pdfdocument.py",),
    "pdfplumber": ("bot/editing/pdfdocument.py",),
    "platformdirs": ("bot/settings.py", "bot/frontends/terminal/prompting.py"),
    "prometheus_client": ("bot/frontends/slack/",),
    "prompt_toolkit": ("bot/frontends/terminal/",),
    "rank_bm25": ("retrieval/counts.py",),
    "rapidfuzz": ("retrieval/problems.py", "retrieval/spelling.py", "bot/frontends/slack/views/profile.py"),
    "rich": ("bot/frontends/terminal/painting.py",),
    "slack_bolt": ("bot/frontends/slack/",),
    "slack_sdk": ("bot/frontends/slack/",),
    "spellchecker": ("retrieval/spelling.py",),
    "sqlalchemy": ("bot/store/",),
    "waitress": ("bot/frontends/slack/web.py",),
    "watchfiles": ("bot/reload.py",),
    "websockets": ("bot/frontends/slack/socket.py",),
    "yaml": ("retrieval/yamlfile.py",),
}
"""Where each library may be imported: a file, or a folder."""

SHARED = {"pydantic", "numpy", "click", "_typeshed"}
"""What values, arrays and commands are made of, and the types of Python's own library."""


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name(path): path for path in FILES}


def imports(path: Path, within_functions: bool = True) -> Iterator[str]:
    """The modules that a file imports; without ``within_functions`` those that it needs while it is imported itself."""
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8")), within_functions):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports with the whole name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def _nodes(tree: ast.AST, within_functions: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        late = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        if within_functions or not late:
            yield node
            yield from _nodes(node, within_functions)


def layer(module: str) -> str:
    return next(found for place, found in PLACES.items() if module == place or module.startswith(f"{place}."))


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    mine = layer(module)
    wrong = [other for other in imports(MODULES[module]) if other.split(".")[0] in OURS and layer(other) not in LAYERS[mine] | {mine}]
    assert not wrong, f"{module} ({mine}) may import {', '.join(sorted(LAYERS[mine])) or 'nothing of ours'}"


def test_no_module_needs_itself_to_be_imported() -> None:
    needs = {module: {other for other in imports(path, within_functions=False) if other in MODULES and other != module} for module, path in MODULES.items()}
    list(TopologicalSorter(needs).static_order())


def test_the_front_ends_do_not_know_each_other() -> None:
    for one, other in (("slack", "terminal"), ("terminal", "slack")):
        for path in (ROOT / "bot" / "frontends" / one).rglob("*.py"):
            assert not [found for found in imports(path) if found.startswith(f"bot.frontends.{other}")], path


def test_each_third_party_library_has_one_owner() -> None:
    for path in FILES:
        place = path.relative_to(ROOT).as_posix()
        for library in {found.split(".")[0] for found in imports(path)} - OURS - SHARED - sys.stdlib_module_names:
            assert library in OWNERS, f"{place} imports {library}: name its owner in {Path(__file__).name}"
            assert place.startswith(OWNERS[library]), f"{place} imports {library}; its owner is {' and '.join(OWNERS[library])}"


def test_every_owner_still_uses_its_library() -> None:
    for library, owners in OWNERS.items():
        for owner in owners:
            files = [path for path in FILES if path.relative_to(ROOT).as_posix().startswith(owner)]
            assert any(library == found.split(".")[0] for path in files for found in imports(path)), f"{owner} no longer imports {library}"


def test_the_environment_is_read_in_one_place() -> None:
    readers = {path.relative_to(ROOT).as_posix() for path in FILES if any(word in path.read_text(encoding="utf-8") for word in ("os.environ", "os.getenv"))}
    # The Slack command hands the whole environment to the settings, which take the secrets out of it.
    # To be mended: `knowledge questions` looks up DATABASE_URL by itself, where the settings should.
    assert readers - {"bot/frontends/editing/source.py"} == {"bot/settings.py", "bot/frontends/slack/command.py"}


def test_the_tests_use_nothing_of_slack_outside_their_fake() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        if "slack" not in path.relative_to(ROOT / "tests").parts:
            assert not {found.split(".")[0] for found in imports(path)} & {"slack_bolt", "slack_sdk"}, path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or not path.read_text(encoding="utf-8").strip()
