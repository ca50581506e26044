"""Kinds of question. Each module claims a question and composes its answer, or returns ``None`` for the next one to look at."""
