import pytest
from django.http import QueryDict

from tests.harness import markup_faults
from tests.nagging import HOSTILE, _filled


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x()">',
        "<p\nONCLICK=x()>",
        '<style media="print">p {}</style>',
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<a href="javascript:x()">',
        "<p>{{ forgotten }}</p>",
        '<input value="{% now %}">',
    ],
)
def test_what_must_not_leave_the_house_is_seen(html):
    assert markup_faults(html)


def test_honest_markup_has_no_fault():
    html = (
        '<script src="/static/a.js"></script><script type="application/json">{}</script><p>{ }</p>'
    )
    assert markup_faults(html) == []


def test_a_form_of_nonsense_is_read_with_every_field_twice_and_every_nonsense():
    names = [f"champ[{rank}]&é" for rank in range(len(HOSTILE))]
    form = QueryDict(_filled(names, 4))
    assert list(form) == names
    assert {value for one in names for value in form.getlist(one)} == set(HOSTILE)
    assert all(len(form.getlist(one)) == 2 for one in names)
