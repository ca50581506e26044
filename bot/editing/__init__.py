"""Keeping the knowledge: bringing documents in, reviewing guides, seeing what a change did and what is still to be written."""
