"""Whatever is typed, reading it and judging it ends with values and findings, never with an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.model.value import Record
from fupin_desk.validation import fill, parse
from tests.unit import judged_pages as p

_TEXTS = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"[0-9]{1,4}[-./年][0-9]{1,2}([-./月][0-9]{1,2}日?)?", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{0,4})?(元|万元|亩|E\+?[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"4210992018[0-9]{7}[0-9Xx]([0-9]{2}){0,2}", fullmatch=True),
    st.sampled_from(
        ["户主", "是", "否", "01", "已脱贫", "残疾、健康", "2", "9", "因病", "完成", "/", "v1", "h1", "m1"]
    ),
)
_KINDS = sorted(one for one in p.CATALOG.forms if one != "waiver")


@st.composite
def _record(draw: st.DrawFn, kind: str, record: str) -> Record:
    form = p.CATALOG.forms[kind]
    texts = draw(st.dictionaries(st.sampled_from(sorted(form.fields)), _TEXTS))
    parsed = parse.parse_texts(form, texts, p.CATALOG.codes, p.TODAY)
    return Record(kind, record, dict(parsed.values), dict(parsed.unread))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_typed_can_be_filled_judged_and_worded(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(_KINDS))
    rows = []
    for child in p.CATALOG.forms[kind].children:
        for number in range(data.draw(st.integers(0, 2))):
            row = data.draw(_record(child, f"{child}{number}"))
            rows.append(p.but(row, **{p.CATALOG.forms[child].parent_field: "top"}))
    page = fill.fill(p.page(data.draw(_record(kind, "top")), *rows, new=True), p.CATALOG.forms)
    for finding in p.judged(page):
        assert p.CATALOG.texts.worded(finding).text


@given(_TEXTS, st.sampled_from(_KINDS), st.data())
def test_a_text_is_either_read_or_kept(text: str, kind: str, data: st.DataObject) -> None:
    form = p.CATALOG.forms[kind]
    name = data.draw(st.sampled_from(sorted(form.fields)))
    parsed = parse.parse_texts(form, {name: text}, p.CATALOG.codes, p.TODAY)
    assert (name in parsed.unread) == any(one.severity == "E" for one in parsed.findings)
    assert parsed.values[name] is None or name not in parsed.unread


@given(_TEXTS, st.sampled_from(_KINDS), st.data())
def test_a_stored_value_reads_as_itself_again(text: str, kind: str, data: st.DataObject) -> None:
    field = data.draw(
        st.sampled_from([one for one in p.CATALOG.forms[kind].fields.values() if one.type != "number"])
    )
    value, _ = parse.parse(field, text, p.CATALOG.codes, p.TODAY, kind=kind)
    if value is not None:
        assert parse.parse(field, str(value), p.CATALOG.codes, p.TODAY, kind=kind)[0] == value
