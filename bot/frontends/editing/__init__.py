"""The commands under ``career-advisor knowledge`` for the people who keep the guides."""
