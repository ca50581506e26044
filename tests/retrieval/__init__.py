"""Tests of reading, splitting and searching the knowledge."""
