import pytest

from tests.harness import markup_faults


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
