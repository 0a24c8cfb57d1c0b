"""PDF documents sealed by this installation (PAdES B-B): one changed byte afterwards is seen.

The seal says where the paper comes from, not who agreed to it: it is no qualified signature.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

    from pyhanko.sign.signers import SimpleSigner

FIELD = "Cachet"


def seal(content: bytes, *, reason: str) -> bytes:
    """The same PDF, followed by the seal of this installation; `reason` is shown by readers."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - heavy
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415 - heavy, rarely asked

    from cordee.web import sealing_keys  # noqa: PLC0415 - heavy, rarely asked

    made = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content)),
        PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            name=sealing_keys.name(),
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
        ),
        signer=_signer(settings.SEAL_DIR),
    )
    return bytes(made.getbuffer())


def certificate() -> bytes:
    """The certificate of this installation (PEM): with it, anybody checks a sealed paper."""
    from cordee.web import sealing_keys  # noqa: PLC0415 - heavy, rarely asked

    return sealing_keys.public(settings.SEAL_DIR)


@cache
def _signer(folder: Path) -> SimpleSigner:
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - heavy, rarely asked
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as above

    from cordee.web import sealing_keys  # noqa: PLC0415 - as above

    key = load_private_key_from_pemder_data(sealing_keys.kept(folder), None)
    [own] = load_certs_from_pemder_data(sealing_keys.public(folder))
    store = SimpleCertificateStore.from_certs([own])  # type: ignore[no-untyped-call] # pyhanko has few types
    return SimpleSigner(own, key, store)
