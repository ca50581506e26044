"""Files become evidence: guides are read, split into passages and facts, and indexed."""
