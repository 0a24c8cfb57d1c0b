"""The key of this installation's seal, and the certificate it gives itself: made once, kept."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

LASTS = timedelta(days=3650)
NAME = "cachet.pem"
"""The private key, then its certificate: to be saved, and shared between machines."""


def public(folder: Path) -> bytes:
    """The certificate alone (PEM)."""
    found = x509.load_pem_x509_certificate(kept(folder))
    return found.public_bytes(serialization.Encoding.PEM)


def kept(folder: Path) -> bytes:
    """The key and its certificate, in one file made once: of two that start, one wins whole."""
    path = folder / NAME
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _keep(path, private + _certified(key))
    return path.read_bytes()


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole under its name, unless another process did."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def name() -> str:
    """Who seals."""
    return settings.SERVICE["name"] or "Cordée"


def _certified(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate this installation gives itself, good for sealing and for nothing else."""
    whole = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Cachet de {name()}"[:64]),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name()[:64]),
        ]
    )
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(whole)
        .issuer_name(whole)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)
