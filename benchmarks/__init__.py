"""How fast and how good the retrieval engine is, against others: ``make bench`` and ``make bench-quality DIR=…``."""
