"""How good the answers are: conversations with what their answers must hold, played to the advisor and judged."""
