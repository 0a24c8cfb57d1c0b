"""What marks are worth together: weights count, an indicative criterion shows and never counts."""

from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from cordee.ledger.models import Entry
from cordee.programme.schema.choosing import Criterion
from cordee.selection.models import Reading
from cordee.selection.rules import standing

HEAVY = Criterion(key="fond", label="Fond", weight=Decimal(3))
LIGHT = Criterion(key="forme", label="Forme")
SHOWN = Criterion(key="avis", label="Avis", indicative=True)


def test_a_weight_counts_as_many_times():
    marks = [("a", "fond", Decimal(20)), ("a", "forme", Decimal(0))]
    assert standing([HEAVY, LIGHT], marks).merit == Fraction(15)


def test_an_indicative_criterion_changes_no_mean_and_is_never_missing():
    marks = [("a", "fond", Decimal(12)), ("a", "forme", Decimal(12))]
    without = standing([HEAVY, LIGHT, SHOWN], marks)
    assert without.merit == 12
    assert standing([HEAVY, LIGHT, SHOWN], [*marks, ("a", "avis", Decimal(0))]) == without


def test_the_first_opening_of_a_file_is_logged_once(reader, panel, juror, lens):
    page = reverse("selection:file", args=[panel.public_id, lens.public_id])
    for _time in range(2):
        assert reader.get(page).status_code == 200
    assert Reading.objects.count() == 1
    assert Entry.objects.filter(kind="selection.file_opened").count() == 1
