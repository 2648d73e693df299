import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from phantoms import LABELS, write_items  # noqa: E402

RUNTIME = Path(__file__).parent.parent


class Caller:
    """The other end of the worker's JSON Lines, with nothing between."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "clic_runtime.worker"],
            cwd=RUNTIME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.ready = self.read()
        self.count = 0
        self.progress: list[dict] = []

    def send(self, **request) -> str:
        self.count += 1
        request.setdefault("id", f"r{self.count}")
        self.write(json.dumps(request))
        return request["id"]

    def write(self, line: str) -> None:
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict:
        line = self.process.stdout.readline()
        assert line, "the worker ended"
        return json.loads(line)

    def ask(self, **request) -> dict:
        """The final reply; what came before it is in `progress`."""
        id = self.send(**request)
        self.progress = []
        while (reply := self.read())["event"] == "progress" or reply["id"] != id:
            self.progress.append(reply)
        return reply


@pytest.fixture(scope="session")
def worker():
    caller = Caller()
    yield caller
    assert caller.ask(op="exit")["event"] == "done"
    assert caller.process.wait(20) == 0


@pytest.fixture(scope="session")
def items(tmp_path_factory) -> list[dict]:
    return write_items(tmp_path_factory.mktemp("phantoms"), 8)


def training(items: list[dict], output: Path, seed: int = 11, **config) -> dict:
    settings = {"labels": LABELS, "channels": [8, 16, 32], "epochs": 20, "learningRate": 0.02, **config}
    return {"op": "train", "items": items, "output": str(output), "seed": seed, "config": settings}


@pytest.fixture(scope="session")
def bundle(worker, items, tmp_path_factory) -> dict:
    """A trained bundle: the `done` reply of the training that made it."""
    done = worker.ask(**training(items, tmp_path_factory.mktemp("bundle") / "trained"))
    assert done["event"] == "done", done
    done["progress"] = worker.progress
    return done
