"""Slack's requests over HTTP, with their signature."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode


def sign(secret: str, stamp: str, body: str) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()


def post(port: int, secret: str, body: str, kind: str = "application/json", **headers: str) -> tuple[int, str]:
    """Sends a body; ``headers`` replace the right ones."""
    stamp = headers.get("stamp", str(int(time.time())))
    sent = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": headers.get("signature", sign(secret, stamp, body)), "Content-Type": kind}
    status, text, _ = request(port, "POST", "/slack/events", body, sent)
    return status, text


def post_json(port: int, secret: str, payload: Any) -> tuple[int, str]:
    return post(port, secret, json.dumps(payload))


def post_form(port: int, secret: str, payload: dict[str, str]) -> tuple[int, str]:
    return post(port, secret, urlencode(payload), "application/x-www-form-urlencoded")


def request(port: int, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> tuple[int, str, HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body.encode() if body is not None else None, headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode(), response
    finally:
        connection.close()
