"""Is a text in another language than English? A trained detector is asked, but only about texts whose words look strange."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"


class Language(NamedTuple):
    """The likeliest language (ISO 639-1), its probability, and that of English."""

    code: str
    probability: float
    english: float


def language(text: str) -> Language:
    """The language of a text, as py3langid tells it from its letters: good from three or four words on."""
    ranked = _detector().rank(text)
    english = next((float(probability) for code, probability in ranked if code == ENGLISH), 0.0)
    return Language(str(ranked[0][0]), float(ranked[0][1]), english)


@cache
def _detector() -> LanguageIdentifier:
    """Reading its model takes half a second, so that it is left until a text needs it."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
