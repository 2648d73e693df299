"""The warm worker: `python -m clic_runtime.worker`. One JSON object a line in, one a line out; logs go to stderr.

Requests carry `id` and `op`: ping, load, infer, train, cancel, exit. Replies carry the same `id` and
`event`: "progress", "done" or "failed" (then `code`, `message`, `next`). One request runs at a time, in the order of
arrival; ping and cancel are answered at once. End of stdin ends the process and cancels what runs.
"""

import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

# Read by the libraries when they are imported, so set before: fixed threads are part of repeatability.
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "2"
# A thread that waits for the other one sleeps. Spinning, as is usual, costs ten times the CPU on a machine with other work.
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"

# MONAI imports it where it is installed, and PyTorch's whole distributed part with it: a quarter of the time to start, 55 MB. Only MONAI's
# own command line needs it (`python -m monai.bundle`), and that is another process.
sys.modules.setdefault("ignite", None)  # type: ignore[arg-type]

from .bundle_files import check_output, write_bundle  # noqa: E402
from .channel import Channel  # noqa: E402
from .environment import THREADS, check_lock, environment  # noqa: E402
from .fields import field, sha256_field  # noqa: E402
from .inference import LoadedBundle, describe, infer, load_bundle  # noqa: E402
from .problem import Cancelled, Problem  # noqa: E402
from .training import train  # noqa: E402
from .training_data import load_training_data  # noqa: E402
from .training_request import read_training_request  # noqa: E402

MOST_LOADED = 16


class Worker:
    def __init__(self) -> None:
        import torch

        torch.set_num_threads(THREADS)
        self.bundles: dict[tuple[str, str], LoadedBundle] = {}
        self.started = time.monotonic()
        self.channel = Channel(self.describe)
        self.operations = {"load": self.load, "infer": self.infer, "train": self.train}

    def describe(self) -> dict:
        return {
            "environment": environment(),
            "loaded": [loaded.metadata["weights_sha256"] for loaded in list(self.bundles.values())],
            "rss_mb": _rss_mb(),
            "uptime_seconds": round(time.monotonic() - self.started, 1),
        }

    def run(self) -> None:
        self.channel.reply(None, "ready", pid=os.getpid(), environment=environment())
        while (request := self.channel.requests.get()) is not None:
            if request.get("op") == "exit":
                self.channel.reply(request["id"], "done")
                return
            self.channel.start(request["id"])
            self.answer(request)
            self.channel.finish()

    def answer(self, request: dict) -> None:
        id = request["id"]
        try:
            self.stop_if_cancelled(id)
            operation = self.operations.get(request.get("op"))
            if operation is None:
                known = "ping, load, infer, train, cancel, exit"
                raise Problem("unknown_op", f'"{request.get("op")}" is no operation', f"send one of {known}")
            self.channel.reply(id, "done", **operation(request))
        except Cancelled:
            self.channel.fail(id, Problem("cancelled", "the request was cancelled", "send it again to start over"))
        except Problem as problem:
            self.channel.fail(id, problem)
        except Exception as error:
            traceback.print_exc()
            kind = type(error).__name__
            self.channel.fail(
                id, Problem("internal", f"the worker failed ({kind})", "read the worker's log and report it")
            )

    def stop_if_cancelled(self, id: str) -> None:
        if self.channel.is_cancelled(id):
            raise Cancelled()

    def load(self, request: dict) -> dict:
        root = Path(field(request, "bundle", str)).resolve()
        weights = sha256_field(request, "weights_sha256", None)
        whole = sha256_field(request, "bundle_sha256", None)
        begun = time.monotonic()
        loaded = load_bundle(root, weights, whole)
        if len(self.bundles) >= MOST_LOADED:
            self.bundles.pop(next(iter(self.bundles)))
        self.bundles[(str(root), loaded.metadata["weights_sha256"])] = loaded
        return {**describe(loaded), "seconds": round(time.monotonic() - begun, 3)}

    def infer(self, request: dict) -> dict:
        root = Path(field(request, "bundle", str)).resolve()
        weights = sha256_field(request, "weights_sha256")
        loaded = self.bundles.get((str(root), weights))
        if loaded is None:
            self.load(request)
            loaded = self.bundles[(str(root), weights)]
        return infer(loaded, field(request, "image", str), field(request, "output", str))

    def train(self, request: dict) -> dict:
        id = request["id"]
        begun, cpu = time.monotonic(), time.process_time()

        def stop() -> None:
            self.stop_if_cancelled(id)

        def report(fields: dict[str, Any]) -> None:
            self.channel.reply(id, "progress", **fields)

        wanted = read_training_request(request)
        check_output(wanted.output)
        check_lock(sha256_field(request, "environment_lock", None) if request.get("environment_lock") else None)
        data = load_training_data(wanted, stop)
        report({"epoch": 0, "epochs": wanted.epochs, "stage": "loaded", "seconds": round(time.monotonic() - begun, 2)})
        network, dice = train(wanted, data, report, stop)
        facts = {
            "seed": wanted.seed,
            "epochs": wanted.epochs,
            "train_items": len(data.train),
            "tune_items": len(data.tune),
            "data_sha256": request.get("data_sha256"),
            "code_commit": request.get("code_commit"),
            "permit": request.get("permit"),
            "environment": environment(),
            "tune": dice,
            "envelope": data.envelope,
        }
        written = write_bundle(network, wanted, data, facts)
        return {
            **written,
            **{k: facts[k] for k in ("seed", "epochs", "train_items", "tune_items", "environment")},
            **dice,
            "parameters": sum(p.numel() for p in network.parameters()),
            "patch": data.patch,
            "seconds": round(time.monotonic() - begun, 2),
            "cpu_seconds": round(time.process_time() - cpu, 2),
            "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def _rss_mb() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
    except OSError:  # no /proc (macOS): the peak is the nearest thing
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20


if __name__ == "__main__":
    Worker().run()
    sys.stderr.flush()
    os._exit(0)  # the reading thread sits in a blocking read; nothing is left to flush
