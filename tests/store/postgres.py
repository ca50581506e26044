"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port, run by an ordinary user, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
USERS = ("postgres", "nobody")


def binary(name: str) -> str:
    """The path of a PostgreSQL program: on the path, where pg_config says, or where Debian keeps it. Its absence is a failure, not a skip."""
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    config = shutil.which("pg_config")
    folders = [Path(subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip())] if config else []
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True) if DEBIAN.is_dir() else []
    for folder in folders:
        if (folder / name).exists():
            return str(folder / name)
    raise RuntimeError(
        f"PostgreSQL's '{name}' was not found, and the store is tested on PostgreSQL too. Install it (on Debian or Ubuntu: apt-get install postgresql)."
    )


def ordinary_user() -> pwd.struct_passwd | None:
    """Somebody to run the server where the tests run as root, which PostgreSQL refuses; nobody else is needed otherwise."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(names[name] for name in USERS if name in names)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running server; ``url`` is its first database, ``create`` makes more of them."""

    def __init__(self, folder: Path, user: pwd.struct_passwd | None) -> None:
        self.folder = folder
        self.port = free_port()
        self._user = user

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://advisor@127.0.0.1:{self.port}/{name}"

    def run(self, *command: str) -> None:
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        who: dict[str, Any] = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, **who)
        if done.returncode:
            raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c max_connections=120"
        self.run(binary("pg_ctl"), "-D", str(self.folder / "data"), "-w", "-t", "60", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        self.run(binary("pg_ctl"), "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")


@contextmanager
def server() -> Iterator[Server]:
    """Starts a server and stops it at the end."""
    user = ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="advisor-postgresql-"))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    running = Server(folder, user)
    try:
        running.run(binary("initdb"), "-D", str(folder / "data"), "-U", "advisor", "--auth=trust", "--no-sync", "-E", "UTF8")
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
