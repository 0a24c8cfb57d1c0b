"""The files a version of a call names: models to fill in, logos, annexes; frozen with it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.calls.models.editions import Version
from cordee.calls.rules.joined import extension, weight


class FileContent(models.Model):
    """The bytes of a file, kept once whatever the versions and the names it bears."""

    sha256 = models.CharField(_("empreinte"), max_length=64, unique=True)
    content = models.BinaryField(_("contenu"))

    class Meta:
        verbose_name = _("contenu d’un fichier d’appel")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.sha256[:12]


class VersionFile(models.Model):
    """A file of a version, under the name its definition gives it; never run, only downloaded."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("nom"), max_length=300)
    media_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveIntegerField(_("taille"))
    body = models.ForeignKey(FileContent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("fichier d’une version")
        ordering = ("version", "name")
        constraints = (models.UniqueConstraint(fields=["version", "name"], name="version_file"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is downloaded, as long as its version is in force."""
        return reverse("calls:file", args=[self.version.edition.key, self.name])

    @property
    def said(self) -> str:
        """« ODT, 32 ko »."""
        size, unit = weight(self.size)
        named = _("ko") if unit == "ko" else _("Mo")
        return f"{extension(self.media_type).upper()}, {size}\N{NO-BREAK SPACE}{named}"
