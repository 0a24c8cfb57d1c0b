"""Territories as rows: vintages, bodies, dated memberships."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from cordee.kernel.bodies import Kind
from cordee.territories import rules

KINDS = [(kind.value, kind.label) for kind in Kind]


def _during() -> Func:
    """The days of a membership as PostgreSQL ranges them: first included, last excluded."""
    return Func(
        F("starts"), F("ends"), RangeBoundary(), function="DATERANGE", output_field=DateRangeField()
    )


class Vintage(models.Model):
    """One edition of the official geography, as imported."""

    slug = models.SlugField(_("millésime"), unique=True)
    source = models.CharField(_("sources"), max_length=300)
    starts = models.DateField(_("en vigueur depuis le"))
    population_year = models.PositiveSmallIntegerField(_("population de"))
    digest = models.CharField(_("empreinte du fichier"), max_length=64)
    imported_at = models.DateTimeField(_("importé le"))
    changes = models.JSONField(_("changements"), default=dict)

    class Meta:
        verbose_name = _("millésime")
        verbose_name_plural = _("millésimes")
        ordering = ("-starts",)

    def __str__(self) -> str:
        return self.slug


class Territory(models.Model):
    """A body that can take part: a local authority, a grouping of them, or one made by hand.

    `ref` is its name for programmes: « commune:59350 », « epci:200093201 », « departement:62 »,
    « region:32 », « siren:256203845 », « main:… ». It never changes and is never given again.
    """

    class Origin(models.TextChoices):
        """Where a row comes from."""

        COG = "cog", _("Code officiel géographique")
        BANATIC = "banatic", _("Base nationale sur l’intercommunalité")
        MANUAL = "main", _("Saisie par l’équipe")

    class Position(models.TextChoices):
        """How well the position is known."""

        IMPORTED = "importee", _("importée")
        EXACT = "exacte", _("exacte")
        APPROXIMATE = "voisine", _("déduite des communes voisines")

    ref = models.CharField(_("référence"), max_length=40, unique=True)
    kind = models.CharField(_("genre"), max_length=20, choices=KINDS)
    name = models.CharField(_("nom"), max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    key = models.CharField(max_length=220, editable=False)
    search = models.TextField(editable=False)
    country = models.CharField(_("pays"), max_length=2, default="FR")
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    former = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    local_scheme = models.CharField(_("nomenclature"), max_length=60, blank=True)
    local_code = models.CharField(_("code local"), max_length=60, blank=True)
    department = models.CharField(_("département"), max_length=3, blank=True)
    region = models.CharField(_("région"), max_length=3, blank=True)
    postcodes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    position = models.CharField(max_length=8, choices=Position, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    starts = models.DateField(_("existe depuis le"), null=True, blank=True)
    ends = models.DateField(_("a cessé d’exister le"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    origin = models.CharField(max_length=8, choices=Origin)
    vintage = models.ForeignKey(Vintage, models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(_("écrit le"))

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ("key", "ref")
        indexes = (
            GinIndex(fields=["search"], name="territory_search", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["key"], name="territory_near", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["key", "ref"], name="territory_order"),
            models.Index(fields=["kind", "region"], name="territory_kind"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["siren"], condition=Q(ends=None) & ~Q(siren=""), name="territory_one_siren"
            ),
            models.UniqueConstraint(
                fields=["country", "local_scheme", "local_code"],
                condition=~Q(local_code=""),
                name="territory_one_local_code",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="territory_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="territory_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the searched words true to the name and the codes."""
        self.key = rules.key(self.name)
        self.search = rules.search_text([self.name, *self.aliases], self.codes())
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came

    def codes(self) -> list[str]:
        """Every code the territory can be found by."""
        initials = rules.marked_initials(self.kind, self.name)
        own = [self.insee, self.siren, self.department, self.local_code, initials]
        return [code for code in (*own, *self.postcodes, *self.former) if code]

    @property
    def what(self) -> Kind:
        """The kind, with its French nouns."""
        return Kind(self.kind)

    @property
    def label(self) -> str:
        """« Saint-Martin (66) — 45 hab., CC Agly Fenouillèdes »; read with `.labelled()`."""
        return rules.label(
            rules.Said(
                name=self.name,
                kind=self.what,
                department=self.department,
                population=self.population,
                parent=self.parent.name if self.parent else "",
                country=self.country,
                ended=f"disparu le {self.ends:%d/%m/%Y}" if self.ends else "",
            )
        )

    def current(self) -> "Territory":
        """The body that stands for this one today: itself, or its last successor."""
        found: Territory = self
        seen = {self.pk}
        while found.successor and found.successor.pk not in seen:
            found = found.successor
            seen.add(found.pk)
        return found


class Membership(models.Model):
    """`child` belongs to `parent` from `starts` (unknown when empty) to `ends`, excluded."""

    class Role(models.TextChoices):
        """In what way."""

        EPCI = "epci", _("membre de l’EPCI à fiscalité propre")
        PART = "partie", _("partie de la commune")
        MEMBER = "membre", _("membre du groupement")

    child = models.ForeignKey(Territory, models.PROTECT, related_name="memberships")
    parent = models.ForeignKey(Territory, models.PROTECT, related_name="members")
    role = models.CharField(_("lien"), max_length=8, choices=Role)
    starts = models.DateField(_("depuis le"), null=True, blank=True)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        ordering = ("parent", "child", "starts")
        constraints = (
            ExclusionConstraint(
                name="membership_one_epci_at_a_time",
                expressions=[("child", RangeOperators.EQUAL), (_during(), RangeOperators.OVERLAPS)],
                condition=Q(role="epci"),
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("parent", RangeOperators.EQUAL),
                    (_during(), RangeOperators.OVERLAPS),
                ],
                condition=~Q(role="epci"),
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="membership_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.child} → {self.parent}"


class Outline(models.Model):
    """The contour of a territory on our drawing, imported; see `contours.FINE` for its units."""

    territory = models.OneToOneField(Territory, models.CASCADE, related_name="outline")
    path = models.TextField()

    class Meta:
        verbose_name = _("contour")
        verbose_name_plural = _("contours")

    def __str__(self) -> str:
        return f"contour de {self.territory}"
