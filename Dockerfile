# The Slack app. Built in one stage, run in another: no compiler, no root, nothing written but /data.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY bot bot
COPY retrieval retrieval
COPY knowledge knowledge
RUN python -m venv /app && /app/bin/pip install --constraint constraints.txt ".[postgresql]"

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin advisor \
    && install --directory --owner advisor --group advisor /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    HOME=/data \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CAREER_ADVISOR_CACHE=off \
    DATABASE_URL=sqlite:////data/advisor.sqlite3
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3000 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["career-advisor"]
CMD ["slack"]
