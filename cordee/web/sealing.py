"""PDF documents sealed by this installation (PAdES B-B): one changed byte afterwards is seen.

The seal says where the paper comes from, not who agreed to it: it is no qualified signature.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

    from pyhanko.sign.signers import SimpleSigner

FIELD = "Cachet"
LASTS = timedelta(days=3650)
NAME = "cachet.pem"
"""The private key, then its certificate: to be saved, and shared between machines."""


def seal(content: bytes, *, reason: str) -> bytes:
    """The same PDF, followed by the seal of this installation; `reason` is shown by readers."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - heavy
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415 - heavy, rarely asked

    made = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            name=_name(),
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
        ),
        signer=_signer(settings.SEAL_DIR),
    )
    return bytes(made.getbuffer())


def certificate() -> bytes:
    """The certificate of this installation (PEM): with it, anybody checks a sealed paper."""
    found = x509.load_pem_x509_certificate(_keys(settings.SEAL_DIR))
    return found.public_bytes(serialization.Encoding.PEM)


@cache
def _signer(folder: Path) -> SimpleSigner:
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as above

    key = load_private_key_from_pemder_data(_keys(folder), None)
    [own] = load_certs_from_pemder_data(certificate())
    store = SimpleCertificateStore.from_certs([own])  # type: ignore[no-untyped-call] # pyhanko has few types
    return SimpleSigner(own, key, store)


def _keys(folder: Path) -> bytes:
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


def _name() -> str:
    return settings.SERVICE["name"] or "Cordée"


def _certified(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate this installation gives itself, good for sealing and for nothing else."""
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Cachet de {_name()}"[:64]),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, _name()[:64]),
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
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)
