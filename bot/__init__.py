"""Words become a reply: questions are understood, evidence is chosen, answers are composed and cited."""
