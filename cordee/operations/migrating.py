"""The tables of a new house, made in a tenth of the time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def lightly() -> Iterator[None]:
    """Run migrations meanwhile describing again only the model that each one changes.

    Django describes again, at every change, each model tied to it from near or far: in a house
    where everything leads to people, nearly all of them. The SQL is the same (decision 97); a
    migration that runs Python finds every model described anew, as it does with Django.
    """
    ours = {"add_model": _add_model, "_find_reload_model": _alone}
    kept = {name: getattr(ProjectState, name) for name in ours}
    for name, way in ours.items():
        setattr(ProjectState, name, way)
    try:
        yield
    finally:
        for name, way in kept.items():
            setattr(ProjectState, name, way)


def _add_model(state: ProjectState, model: ModelState) -> None:
    """Describe the new model beside the others, which learn by themselves that it leads to them."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:  # type: ignore[attr-defined] # noqa: SLF001 - as Django does
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.is_delayed = True
        state.apps.render_multiple([model])
        state.apps.clear_cache()


def _alone(
    state: ProjectState, app_label: str, model_name: str, *_delay: bool
) -> set[tuple[str, str]]:
    """Describe this model alone again; `is_delayed` has Python code meet them all anew."""
    state.is_delayed = True
    return {(app_label, model_name)}
