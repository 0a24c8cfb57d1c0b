"""Finding a territory by what people type."""

import pytest
from django.db import connection

from cordee.kernel.bodies import Kind, kinds
from cordee.territories import queries

pytestmark = pytest.mark.usefixtures("france")


def names(text, **more):
    return [row.name for row in queries.found(text, **more)]


def refs(text, **more):
    return [row.ref for row in queries.found(text, **more)]


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("Lille", "commune:59350"),
        ("LILLE", "commune:59350"),
        ("Ville de Lille", "commune:59350"),
        ("lomme", "partie:59355"),
        ("st-omer", "commune:62765"),
        ("saint omer", "commune:62765"),
        ("Villeneuve d'Ascq", "commune:59009"),
        ("villeneuve d’ascq", "commune:59009"),
        ("l hay les roses", "commune:94038"),
        ("oeuilly", "commune:51410"),
        ("œuilly", "commune:51410"),
        ("y", "commune:80829"),
        ("59350", "commune:59350"),
        ("215903501", "commune:59350"),
        ("200 093 201", "epci:200093201"),
        ("200093201 00012", "epci:200093201"),
        ("2A004", "commune:2A004"),
        ("2a004", "commune:2A004"),
        ("80829", "commune:80829"),
        ("communauté de communes du pays de lumbres", "epci:246201016"),
        ("hauts de france", "region:32"),
        ("pas de calais", "departement:62"),
        ("62", "departement:62"),
        ("la madeleine", "commune:59368"),
        ("madeleine 59", "commune:59368"),
        ("Ville-d’Avray", "commune:92077"),
        ("ile d'yeu", "commune:85113"),
        ("MEL", "epci:200093201"),
        ("capso", "epci:200069037"),
        ("CUD", "epci:245900428"),
        ("call", "epci:246200364"),
        ("mons", "commune:31355"),
    ],
)
def test_the_first_answer_is_the_one_meant(typed, ref):
    assert refs(typed)[0] == ref


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("hazbrouck", "commune:59295"),
        ("dunkerke", "commune:59183"),
        ("vilneuve dasq", "commune:59009"),
        ("valencienne", "commune:59606"),
        ("boulogn mer", "commune:62160"),
    ],
)
def test_a_typing_mistake_still_finds(typed, ref):
    assert ref in refs(typed)[:3]


def test_near_spellings_are_not_mixed_with_what_was_spelt_right():
    assert all("hazebrouck" in name.lower() for name in names("hazebrouck"))


def test_a_postcode_gives_its_communes_the_most_populated_first():
    assert names("62000")[:2] == ["Arras", "Dainville"]


def test_homonyms_are_told_apart_by_department_population_and_epci():
    labels = [row.label for row in queries.found("Saint-Martin", kinds=[Kind.COMMUNE])]
    homonyms = [label for label in labels if label.startswith("Saint-Martin (")]
    assert len(homonyms) == len(set(homonyms)) >= 5
    assert "Saint-Martin (65) — 436\u00a0hab., CA Tarbes-Lourdes-Pyrénées" in homonyms


def test_exact_names_come_before_longer_ones_and_crowds_before_hamlets():
    found = names("saint-omer")
    assert found[:2] == ["Saint-Omer", "Saint-Omer"]
    assert found.index("Saint-Omer-en-Chaussée") < found.index("CA du Pays de Saint-Omer")


def test_kinds_and_regions_restrict():
    here = queries.found("saint", kinds=kinds(["epci"]), regions=["32"])
    assert here
    assert {row.region for row in here} == {"32"}
    assert {row.kind for row in here} <= {"cc", "ca", "cu", "metropole"}
    assert refs("lyon", regions=["32"]) == [] or "commune:69123" not in refs("lyon", regions=["32"])


def test_never_more_than_a_page():
    assert len(queries.found("saint")) == queries.PAGE


@pytest.mark.parametrize("typed", ["", "   ", "\0", "%", "_", "\\", "''", "%%%", "''); --", "—"])
def test_what_says_nothing_finds_nothing_without_asking(typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.found(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "lil%",
        "li_le",
        "lille\0",
        "a" * 10_000,
        "saint " * 2_000,
        "é" * 5_000,
        "9" * 10_000,
        "💥 lille",
    ],
)
def test_hostile_searches_are_only_words(typed, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):  # the words, then their near spellings
        assert queries.found(typed) is not None


@pytest.mark.parametrize("typed", ["lille", "saint martin 62", "59350", "pays", "y", "saint"])
def test_a_search_is_one_query_labels_included(typed, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [row.label for row in queries.found(typed)]


@pytest.mark.parametrize("typed", ["lille", "hazebrouck", "villeneuve ascq", "62765", "y", "omer"])
def test_a_search_can_walk_the_index_never_needs_the_whole_table(typed):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # whatever statistics this run gathered
    for rows in (queries.matching, queries.resembling):
        plan = rows(queries.eligible(), typed)[: queries.PAGE].explain()
        assert "Seq Scan on territories_territory" not in plan
    assert "territory_search" in queries.matching(queries.eligible(), typed).explain()


def test_the_extensions_it_needs_are_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {"pg_trgm", "btree_gist"} <= {name for (name,) in cursor.fetchall()}


def test_a_reference_gives_its_territory_or_nothing():
    assert queries.by_ref("commune:59350").name == "Lille"
    for nonsense in ("", "commune:", "\0", "x" * 10_000):
        assert queries.by_ref(nonsense) is None
