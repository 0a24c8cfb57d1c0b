"""Tables compute what can be computed, and hold their rules on each row or on all of them."""

from decimal import Decimal

import pytest

from cordee.applications.rules.answers import answer_faults
from cordee.applications.rules.tables import completed, finished, table_totals
from cordee.programme.schema.questions import Table, TableCheck, Text

BUDGET = Table.model_validate({
    "kind": "table", "key": "budget", "label": "Budget", "max": 5,
    "columns": [
        {"key": "qui", "label": "Qui"},
        {"key": "mois", "label": "Mois", "kind": "number", "min": 1, "max": 36},
        {"key": "cout", "label": "Coût par mois", "kind": "money"},
        {"key": "personnel", "label": "Personnel", "kind": "money",
         "product_of": ["mois", "cout"]},
        {"key": "bureau", "label": "Bureau", "kind": "money", "sum_of": ["personnel"],
         "rate": "0.15"},
        {"key": "total", "label": "Total", "kind": "money", "sum_of": ["personnel", "bureau"]},
        {"key": "aide", "label": "Aide", "kind": "money"},
    ],
    "checks": [{"rule": "ratio", "column": "aide", "of": "total", "max": "0.6",
                "each_row": True}],
})  # fmt: skip
ROW = {"qui": "A", "mois": "10", "cout": "1 000", "aide": "6000"}


def test_products_flat_rates_and_sums_are_computed_whatever_was_typed():
    made = completed(BUDGET, {**ROW, "total": "1"})
    assert (made["personnel"], made["bureau"], made["total"]) == ("10000.00", "1500.00", "11500.00")


def test_a_cell_that_stands_on_nothing_stays_empty():
    assert completed(BUDGET, {"mois": "10"})["personnel"] == ""


def test_totals_count_computed_columns():
    assert table_totals(BUDGET, [ROW, ROW])["total"] == Decimal("23000.00")


def test_a_rule_on_each_row_is_broken_by_one_row():
    rows = [{**ROW, "aide": "8000"}, {**ROW, "aide": "100"}]
    assert [one.code for one in answer_faults(BUDGET, rows)] == ["answer.total"]
    assert answer_faults(BUDGET, [ROW, ROW]) == []


def test_a_cell_outside_its_bounds_names_its_row_and_column():
    (found,) = answer_faults(BUDGET, [ROW, {**ROW, "mois": "40", "cout": "2000"}])
    assert "ligne 2" in found.sentence
    assert "Mois" in found.sentence
    assert "au plus 36" in found.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("vat", "BE0417497106", "BE0417497107"),
        ("bic", "AGRIFRPP", "AGR"),
        ("lei", "529900T8BM49AURSDO55", "529900T8BM49AURSDO56"),
    ],
)
def test_numbers_of_other_registers_are_checked(kind, right, wrong):
    question = Text.model_validate({"kind": "text", "key": "n", "label": "N", "format": kind})
    assert answer_faults(question, right) == []
    assert [one.code for one in answer_faults(question, wrong)] == ["answer.format"]


PLAN = Table.model_validate({
    "kind": "table", "key": "plan", "label": "Plan",
    "columns": [
        {"key": "a1", "label": "2028", "kind": "money", "total": True},
        {"key": "a2", "label": "2029", "kind": "money", "total": True},
        {"key": "solde", "label": "Écart", "kind": "money", "sum_of": ["a1"], "minus": ["a2"]},
    ],
    "rows": [
        {"key": "salaires", "label": "Salaires"},
        {"key": "achats", "label": "Achats"},
        {"key": "direct", "label": "Dépenses directes", "sum_of": ["salaires", "achats"]},
        {"key": "forfait", "label": "Frais généraux", "sum_of": ["salaires"], "rate": "0.15"},
        {"key": "recettes", "label": "Recettes"},
        {"key": "reste", "label": "Reste", "sum_of": ["direct", "forfait"], "minus": ["recettes"]},
    ],
    "checks": [{"rule": "total", "column": "a1", "rows": ["reste"], "min": 0,
                "sentence": "Les recettes ne dépassent pas les dépenses."}],
})  # fmt: skip
CELLS = [{"key": "salaires", "a1": "1 000", "a2": "100"}, {"key": "achats", "a1": "200"},
         {"key": "recettes", "a1": "300"}]  # fmt: skip


def test_sub_totals_flat_rates_and_balances_are_computed_rows():
    made = {row["key"]: row["a1"] for row in finished(PLAN, CELLS)}
    assert made["direct"] == "1200.00"
    assert (made["forfait"], made["reste"]) == ("150.00", "1050.00")
    assert finished(PLAN, CELLS)[0]["solde"] == "900.00"


def test_computed_rows_are_shown_in_their_order_and_add_nothing_to_the_total():
    rows = finished(PLAN, CELLS)
    assert [row["key"] for row in rows] == [row.key for row in PLAN.rows]
    assert table_totals(PLAN, rows)["a1"] == Decimal(1500)


def test_a_rule_may_look_at_a_computed_row():
    assert answer_faults(PLAN, CELLS) == []
    (found,) = answer_faults(PLAN, [*CELLS[:2], {"key": "recettes", "a1": "3000"}])
    assert found.sentence == "Les recettes ne dépassent pas les dépenses."


@pytest.mark.parametrize(("receipts", "broken"), [("1350", False), ("1000", True)])
def test_some_rows_may_have_to_equal_others(receipts, broken):
    plan = PLAN.model_copy(update={"checks": (TableCheck(
        rule="equals", column="a1", rows=("recettes",), of_rows=("direct", "forfait"),
    ),)})  # fmt: skip
    rows = [*CELLS[:2], {"key": "recettes", "a1": receipts}]
    assert bool(answer_faults(plan, rows)) is broken


def test_a_rule_may_look_only_at_the_rows_that_hold_such_a_cell():
    """« 70 % for companies, 100 % for the others », and 20 % of the whole for companies."""
    table = Table.model_validate({
        "kind": "table", "key": "budget", "label": "Budget",
        "columns": [
            {"key": "sorte", "label": "Sorte", "kind": "choice",
             "options": [{"key": "pme", "label": "PME"}, {"key": "public", "label": "Public"}]},
            {"key": "total", "label": "Total", "kind": "money"},
            {"key": "aide", "label": "Aide", "kind": "money"},
        ],
        "checks": [
            {"rule": "ratio", "column": "aide", "of": "total", "max": "0.7", "each_row": True,
             "where": "sorte", "among": ["pme"]},
            {"rule": "ratio", "column": "total", "max": "0.2", "where": "sorte", "among": ["pme"]},
        ],
    })  # fmt: skip
    public = {"sorte": "public", "total": "900", "aide": "900"}
    assert answer_faults(table, [public, {"sorte": "pme", "total": "100", "aide": "70"}]) == []
    (over,) = answer_faults(table, [public, {"sorte": "pme", "total": "100", "aide": "75"}])
    assert over.sentence.replace("\u00a0", " ") == "Budget, ligne 2 : 75 %, au plus 70 %."
    (wide,) = answer_faults(table, [public, {"sorte": "pme", "total": "300", "aide": "10"}])
    assert wide.sentence.replace("\u00a0", " ") == "Budget : 25 %, au plus 20 %."
