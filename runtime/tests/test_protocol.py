import hashlib
import subprocess
import sys
from pathlib import Path


def test_a_ready_worker_names_its_environment(worker):
    assert worker.ready["event"] == "ready"
    lock = Path(__file__).parent.parent / "requirements.lock"
    assert worker.ready["environment"]["lock_sha256"] == hashlib.sha256(lock.read_bytes()).hexdigest()


def test_what_is_not_json_is_refused_and_the_worker_goes_on(worker):
    worker.write("{not json")
    assert worker.read()["code"] == "not_json"
    worker.write('["a list"]')
    assert worker.read()["code"] == "no_id"
    worker.write('{"op": "ping"}')
    assert worker.read()["code"] == "no_id"
    assert worker.ask(op="ping")["event"] == "done"


def test_unknown_operations_and_missing_fields_are_named(worker):
    reply = worker.ask(op="delete")
    assert reply["code"] == "unknown_op" and "delete" in reply["message"]
    assert '"config"' in worker.ask(op="train")["message"]
    assert worker.ask(op="load", bundle=5)["code"] == "bad_request"
    assert worker.ask(op="cancel")["code"] == "no_target"


def test_replies_keep_the_order_of_the_requests(worker):
    ids = [worker.send(op="load", bundle="/nowhere", weights_sha256="0" * 64) for _ in range(5)]
    assert [worker.read()["id"] for _ in ids] == ids


def test_a_worker_starts_without_what_it_never_uses():
    code = "import sys, clic_runtime.worker; print('torch.distributed.tensor' in sys.modules, 'sympy' in sys.modules)"
    root = Path(__file__).parent.parent
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.split()[-2:] == ["False", "False"]
