"""Writes interoperability.golden.json: values made by independent implementations that the tests must reproduce or accept.

Needs Python packages rfc8785 (canonical JSON), cryptography and securesystemslib (DSSE, Ed25519). Run:
    python golden/interoperability.py
"""
import base64
import hashlib
import json
import random
import struct
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

random.seed(9162)


def finite_double():
    while True:
        value = struct.unpack("<d", random.randbytes(8))[0]
        if value == value and abs(value) != float("inf"):
            return value


values = [
    {"numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27], "string": "€$\u000f\nA'B\"\\\\\"/", "literals": [None, True, False]},
    {"€": "Euro Sign", "\r": "Carriage Return", "דּ": "Hebrew Letter Dalet With Dagesh", "1": "One", "😀": "Emoji", "\x80": "Control", "ö": "Latin Small Letter O With Diaeresis"},
    {"navn": "Åse Ærø", "nested": {"b": [1, 2, {"a": ""}], "a": {}}, "empty": [], "zero": -0.0},
    [finite_double() for _ in range(200)],
]

key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
private_pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()

body = "Undersøgelsen er godkendt".encode()
envelope = Envelope(payload=body, payload_type="application/vnd.test+json", signatures={})
envelope.sign(CryptoSigner(key))
signature = next(iter(envelope.signatures.values())).signature

golden = {
    "canonical": [{"json": json.dumps(v), "canonical": rfc8785.dumps(v).decode()} for v in values],
    "dsse": {
        "keyId": hashlib.sha256(spki).hexdigest()[:32],
        "publicKey": pem,
        "privateKey": private_pem,
        "payload": base64.b64encode(body).decode(),
        "payloadType": envelope.payload_type,
        "pae": base64.b64encode(envelope.pae()).decode(),
        "sig": base64.b64encode(bytes.fromhex(signature)).decode(),
    },
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden, ensure_ascii=True, indent=1) + "\n")
