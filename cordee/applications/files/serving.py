"""Files as they leave: always downloaded, under a safe name, harmless even if opened in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse

from cordee.kernel.french import say
from cordee.kernel.speech import heard
from cordee.web.files.serving import closed_in

if TYPE_CHECKING:
    from cordee.applications.models import Attachment


def download(attachment: Attachment, name: str = "") -> FileResponse:
    """A joined file (RFC 6266, RFC 5987 for accents); a file found infected is withheld."""
    refuse_infected(attachment)
    return closed_in(
        FileResponse(
            attachment.content.open(),
            as_attachment=True,
            filename=name or attachment.name,
            content_type=attachment.media_type,
        )
    )


def refuse_infected(attachment: Attachment) -> None:
    """Stop a file in which a threat was found; says so to whoever asked for it."""
    refuse_threat(attachment.threat)


def refuse_threat(threat: str) -> None:
    """Stop a file by the name of what was found in it; an empty one stops nothing."""
    if threat:
        said = say(
            "Ce fichier contient un programme malveillant ({threat}) : il ne se "
            "télécharge plus. Demandez-en un autre à l’équipe qui l’a joint.",
            threat=threat,
        )
        raise PermissionDenied(heard(said))


def picture(content: bytes) -> Any:
    """A preview, which the house drew itself."""
    response = closed_in(HttpResponse(content, content_type="image/png"))
    response["Cache-Control"] = "private, max-age=86400"
    return response
