"""The flow of a file: steps that a track never reaches, stages that judge nobody, lists of few."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.circles import in_circles
from cordee.programme.sense.flaws import Check, Flaw, flaw


def survivors(definition: Definition) -> Iterator[Flaw]:
    """Steps reserved to the survivors of a stage that some of their tracks never go through."""
    stages = {one.key: one for one in definition.stages}
    for index, step in enumerate(definition.steps):
        stage = stages.get(step.after or "")
        if stage is None or not stage.tracks:
            continue
        lost = [
            one.label
            for one in definition.tracks
            if _concerned(step.tracks, one.key) and one.key not in stage.tracks
        ]
        if lost:
            yield flaw(
                ("steps", index, "after"),
                "{label} attend ce que décide {label2}, qui ne concerne pas {listed} : leurs "
                "candidats n’y arriveront jamais. Donnez des volets à l’étape (tracks).",
                label=french.quoted(step.label),
                label2=french.quoted(stage.label),
                listed=french.listed([french.quoted(str(one)) for one in lost]),
            )


def _concerned(tracks: tuple[str, ...], key: str) -> bool:
    return not tracks or key in tracks


def elsewhere(definition: Definition) -> Iterator[Flaw]:
    """Stages that judge a step their tracks do not take, criteria their tracks do not have."""
    steps = {one.key: one for one in definition.steps}
    for index, stage in enumerate(definition.stages):
        step = steps.get(stage.step or "")
        if step and stage.tracks and step.tracks and not {*stage.tracks} & {*step.tracks}:
            yield flaw(
                ("stages", index, "step"),
                "{label} et l’étape {label2} n’ont aucun volet en commun : rien n’y sera jugé.",
                label=french.quoted(stage.label),
                label2=french.quoted(step.label),
            )
        for place, key in enumerate(stage.criteria):
            judged = next((one.tracks for one in definition.criteria if one.key == key), ())
            if stage.tracks and judged and not {*stage.tracks} & {*judged}:
                yield flaw(
                    ("stages", index, "criteria", place),
                    "{label} juge sur {key}, qui ne vaut pour aucun de ses volets.",
                    label=french.quoted(stage.label),
                    key=french.quoted(key),
                )


def grows(definition: Definition) -> Iterator[Flaw]:
    """Stages that keep more candidates than the one before left them."""
    for index, stage in enumerate(definition.stages):
        earlier = [
            one
            for one in definition.stages[:index]
            if one.kept_max is not None
            and (one.step, one.kept_per) == (stage.step, stage.kept_per)
            and (not one.tracks or one.tracks == stage.tracks)
        ]
        left = earlier[-1] if earlier else None
        if left and stage.kept_max is not None and stage.kept_max > (left.kept_max or 0):
            yield flaw(
                ("stages", index, "kept_max"),
                "{label} garde {kept_max} dossiers, mais {label2} n’en laisse que {kept_max2}.",
                label=french.quoted(stage.label),
                kept_max=stage.kept_max,
                label2=french.quoted(left.label),
                kept_max2=left.kept_max,
            )


def ways(definition: Definition) -> Iterator[Flaw]:
    """Steps handed in on a portal, or by post, without its address."""
    form = definition.form
    for index, step in enumerate(definition.steps):
        if "portal" in step.ways and not (step.portal or form.portal):
            yield flaw(
                ("steps", index, "ways"),
                "{label} passe par un autre portail, mais son adresse n’est pas donnée : "
                "ajoutez portal.",
                label=french.quoted(step.label),
            )
        if "email" in step.ways and not form.mailboxes:
            yield flaw(
                ("steps", index, "ways"),
                "{label} peut être envoyée par e-mail, mais aucune adresse n’est donnée : "
                "ajoutez mailboxes à [form].",
                label=french.quoted(step.label),
            )
        if {"post", "hand"} & {*step.ways} and not form.postal_address:
            yield flaw(
                ("steps", index, "ways"),
                "{label} se remet sur papier, mais aucune adresse n’est donnée : ajoutez "
                "postal_address à [form].",
                label=french.quoted(step.label),
            )


def pages(definition: Definition) -> Iterator[Flaw]:
    """A step longer than the whole form allows."""
    whole = definition.form.max_pages
    for index, step in enumerate(definition.steps):
        if whole and step.max_pages and step.max_pages > whole:
            yield flaw(
                ("steps", index, "max_pages"),
                "{label} admet {max_pages}, mais tout dossier est limité à {whole} ([form]).",
                label=french.quoted(step.label),
                max_pages=french.plural(step.max_pages, "page"),
                whole=whole,
            )


def tracks(definition: Definition) -> Iterator[Flaw]:
    """Tracks that are parts of themselves, or that no step receives."""
    for index, one in in_circles(definition.tracks):
        yield flaw(
            ("tracks", index, "within"),
            "Le volet {label} se contient lui-même.",
            label=french.quoted(one.label),
        )
    for index, one in enumerate(definition.tracks):
        if all(not _concerned(step.tracks, one.key) for step in definition.steps):
            yield flaw(
                ("tracks", index),
                "Aucune étape ne reçoit le volet {label} : nul ne pourrait y candidater.",
                label=french.quoted(one.label),
            )


CHECKS = (
    Check("step.survivors", Severity.ERROR, survivors),
    Check("stage.elsewhere", Severity.ERROR, elsewhere),
    Check("stage.grows", Severity.WARNING, grows, ("places",)),
    Check("step.ways", Severity.WARNING, ways),
    Check("step.pages", Severity.WARNING, pages, ("pages",)),
    Check("track.lost", Severity.ERROR, tracks),
)
