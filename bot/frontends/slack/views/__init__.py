"""Windows and the Home tab: pure builders, each with the ids that its listeners wait for."""
