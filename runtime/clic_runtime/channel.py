"""JSON Lines on the process's own stdin and stdout. File descriptor 1 is kept for replies alone."""

import json
import os
import queue
import sys
import threading
from typing import Any, Callable

from .problem import Problem

LONGEST_LINE = 8 * 1024 * 1024


class Channel:
    """Reads requests in a thread, so that `cancel` and `ping` are heard while the main thread trains.

    `requests` gives the main thread one request after another and None when the caller is gone: a worker whose
    caller died must stop, not train on.
    """

    def __init__(self, describe: Callable[[], dict]) -> None:
        # Libraries print to stdout; whatever is printed by anyone goes to stderr, replies go to the kept descriptor.
        self._out = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self._lock = threading.Lock()
        self._describe = describe
        self.requests: queue.Queue[dict | None] = queue.Queue()
        self._running: str | None = None
        self._cancelled: set[str] = set()
        threading.Thread(target=self._read, daemon=True).start()

    def reply(self, id: str | None, event: str, **fields: Any) -> None:
        line = json.dumps({"id": id, "event": event, **fields}, allow_nan=False) + "\n"
        with self._lock:
            try:
                self._out.write(line.encode())
            except BrokenPipeError:
                os._exit(0)

    def fail(self, id: str | None, problem: Problem) -> None:
        self.reply(id, "failed", **problem.as_reply())

    def start(self, id: str) -> None:
        self._running = id

    def finish(self) -> None:
        self._cancelled.discard(self._running or "")
        self._running = None

    def is_cancelled(self, id: str) -> bool:
        return id in self._cancelled

    def _read(self) -> None:
        for raw in iter(lambda: sys.stdin.buffer.readline(LONGEST_LINE), b""):
            if raw.strip():
                self._take(raw)
        if self._running:
            self._cancelled.add(self._running)
        self.requests.put(None)

    def _take(self, raw: bytes) -> None:
        try:
            request = json.loads(raw)
        except ValueError:
            return self.fail(None, Problem("not_json", "a line on stdin is not JSON", "send one JSON object a line"))
        if not isinstance(request, dict) or not isinstance(request.get("id"), str) or not request["id"]:
            return self.fail(
                None, Problem("no_id", "a request has no id", 'give every request a non-empty string "id"')
            )
        op = request.get("op")
        if op == "ping":
            return self.reply(request["id"], "done", running=self._running, **self._describe())
        if op == "cancel":
            return self._cancel(request)
        self.requests.put(request)

    def _cancel(self, request: dict) -> None:
        target = request.get("target")
        if not isinstance(target, str):
            return self.fail(
                request["id"], Problem("no_target", "cancel names no request", 'give "target": the id to stop')
            )
        # A request that still waits in the queue is cancelled too: the main thread asks before it starts one.
        self._cancelled.add(target)
        self.reply(request["id"], "done", target=target, was_running=self._running == target)
