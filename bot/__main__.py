import sys
from pathlib import Path
from bot.advisor import Advisor
from bot.frontends.jsonlines import chat
from retrieval.library import load
chat(Advisor(load(Path("knowledge"))), iter(sys.stdin.readline, ""), sys.stdout)
