"""Whatever the figures are: marks inside the frame, no words upon others, bars from 0."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reports.chart.chart import Chart, ChartKind, Series, SeriesRole, TargetLine
from core.reports.chart.marks import Bounds, BoxMark, DrawnMark, Ink, LineStroke, WordsMark
from tests.reports.chart.charts import SIZES, SPANISH, a_chart, drawn

LONG = (
    "Petición, queja o recurso por facturación",
    "Suspensión y reconexión del servicio de energía",
    "Request for information about the electricity tariff of October",
    "Supercalifragilisticoespialidosamente",
    "Pago",
)
ONE = st.one_of(
    st.none(), st.floats(0, 1e12, allow_subnormal=False), st.floats(0, 1), st.integers(0, 200)
)
NAMES = st.sampled_from(LONG)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(ChartKind))
    count = draw(st.sampled_from((0, 1, 2, 3, 5, 8, 24, 31, 365)))
    many = st.lists(ONE, min_size=count, max_size=count).map(tuple)
    series = tuple(
        Series(
            draw(NAMES),
            role,
            draw(many),
            draw(many) if role is SeriesRole.BAND and draw(st.booleans()) else (),
        )
        for role in draw(st.lists(st.sampled_from(SeriesRole), min_size=1, max_size=4))
    )
    if kind is ChartKind.HEAT:
        series = tuple(Series(each.name, SeriesRole.PLAIN, each.values) for each in series)
    first = draw(st.integers(0, count))
    return a_chart(
        kind,
        labels=tuple(draw(st.one_of(NAMES, st.just(str(each)))) for each in range(count)),
        series=series,
        digits=draw(st.integers(0, 2)),
        unit=draw(st.sampled_from(("min", "%", ""))),
        from_zero=draw(st.booleans()),
        in_order=draw(st.booleans()),
        groups=draw(st.sampled_from(((), (("a. m.", first), ("p. m.", count - first))))),
        target=draw(st.sampled_from((None, TargetLine(15, "Meta: 15 min")))),
        is_stacked=draw(st.booleans()),
        title=draw(NAMES),
        words=draw(st.one_of(st.just(""), NAMES)),
    )


def words_of(marks: tuple[DrawnMark, ...]) -> list[WordsMark]:
    return [each for each in marks if isinstance(each, WordsMark)]


def texts_of(marks: tuple[DrawnMark, ...]) -> list[str]:
    return [each.text for each in words_of(marks)]


@settings(max_examples=150, deadline=None)
@given(charts(), st.floats(40, 260), st.floats(25, 150), st.floats(0, 30))
def test_all_marks_are_inside_and_no_words_are_upon_others(
    chart: Chart, width: float, height: float, reserved: float
) -> None:
    marks = drawn(chart, width, height, reserved)

    frame = Bounds(0, 0, width, height)
    assert [each for each in marks if not frame.holds(each.bounds)] == []
    assert [
        (one.text, other.text)
        for one, other in combinations(words_of(marks), 2)
        if one.bounds.overlaps(other.bounds)
    ] == []
    assert any(each.is_title for each in words_of(marks))


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60).map(tuple), st.integers(0, 2))
def test_bars_stand_on_0_and_are_as_high_as_their_values(
    values: tuple[float, ...], digits: int
) -> None:
    marks = drawn(a_chart(values=values, digits=digits))

    bars = [each for each in marks if isinstance(each, BoxMark) and each.fill is Ink.SOFT]
    (axis,) = [each for each in marks if isinstance(each, LineStroke) and each.ink is Ink.INK]
    base = axis.points[0][1]
    seen = [value for value in values if value / max(*values, 1) > 1e-9]
    assert len(bars) >= len(seen)
    assert "0" in {text.split(",")[0] for text in texts_of(marks)}
    assert all(abs(each.y + each.height - base) < 1e-6 for each in bars)
    if len(bars) == len(values):
        highest = max(values)
        tallest = max(each.height for each in bars)
        for bar, value in zip(bars, values, strict=True):
            assert bar.height / tallest == pytest.approx(value / highest, abs=1e-6)


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("count", [1, 3, 400])
def test_each_value_has_its_mark(kind: ChartKind, count: int) -> None:
    values = tuple(5 + number % 7 for number in range(count))

    marks = drawn(a_chart(kind, values, series=(Series("Hoy", SeriesRole.TODAY, values),)))

    boxes = [each for each in marks if isinstance(each, BoxMark)]
    lines = [each for each in marks if isinstance(each, LineStroke) and len(each.points) > 2]
    if kind is ChartKind.LINES and count > 2:
        assert [len(each.points) for each in lines] == [count]
    else:
        assert len(boxes) >= count


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("values", [(), (None, None)])
def test_nothing_to_show_is_said(kind: ChartKind, values: tuple[float | None, ...]) -> None:
    marks = drawn(a_chart(kind, values))

    assert "No hay nada que mostrar de este tiempo." in texts_of(marks)


def test_no_name_of_a_category_is_left_out_where_none_follows_from_the_others() -> None:
    chart = a_chart(values=(9, 7, 4, 3, 1), labels=LONG, in_order=False)

    marks = drawn(chart, 180, 80)

    texts = " ".join(texts_of(marks))
    assert [name for name in LONG if name.split(" ", maxsplit=1)[0][:12] not in texts] == []
    assert {"9", "7", "4", "3", "1"} <= set(texts_of(marks))


def test_labels_of_days_are_left_out_evenly() -> None:
    labels = tuple(f"{day}/10/2026" for day in range(1, 32))

    marks = drawn(a_chart(values=(1,) * 31, labels=labels))

    shown = [labels.index(text) for text in texts_of(marks) if text in labels]
    steps = {later - one for one, later in pairwise(shown)}
    assert shown[0] == 0
    assert len(steps) == 1


def test_today_ends_in_a_hollow_point_with_its_value() -> None:
    today = Series("Hoy", SeriesRole.TODAY, (6, 12, 19, 24, None, None))
    usual = Series("Lo habitual", SeriesRole.USUAL, (4, 8, 11, 13, 14, 12))

    marks = drawn(a_chart(ChartKind.LINES, series=(today, usual), labels=tuple("abcdef")))

    hollow = [each for each in marks if isinstance(each, BoxMark) and each.fill is Ink.GROUND]
    dashed = [each for each in marks if isinstance(each, LineStroke) and each.dash]
    assert len(hollow) == 1
    assert "24" in texts_of(marks)
    assert dashed


def test_general_is_round_and_preferential_square() -> None:
    series = (
        Series("General", SeriesRole.GENERAL, (85, 82)),
        Series("Preferencial", SeriesRole.PREFERENTIAL, (95, 96)),
    )

    marks = drawn(a_chart(ChartKind.LINES, series=series, labels=("41", "42"), unit="%"))

    points = [each for each in marks if isinstance(each, BoxMark)]
    assert {each.radius > 0 for each in points if each.edge is Ink.SEA_LINE} == {True}
    assert {each.radius > 0 for each in points if each.edge is Ink.SUN_LINE} == {False}


def test_the_target_is_named() -> None:
    marks = drawn(a_chart(target=TargetLine(6, "Meta: 6 min")))

    (words,) = [each for each in words_of(marks) if each.text == "Meta: 6 min"]
    assert words.ink is Ink.TARGET
    assert [each for each in marks if isinstance(each, LineStroke) and each.ink is Ink.TARGET]


def test_the_middle_room_for_somebody_else_stays_free() -> None:
    marks = drawn(a_chart(title="Espera y atención por hora y por día"), 100, 60, reserved=25)

    free = Bounds(75, 0, 100, SIZES.text)
    assert [each for each in marks if each.bounds.overlaps(free)] == []


def test_an_axis_is_written_as_its_language_does() -> None:
    marks = drawn(a_chart(values=(1500.5,), digits=1), 120, 60)

    assert {"0,0", "1.500,5"} & set(texts_of(marks)) or "1.500" in " ".join(texts_of(marks))
    assert SPANISH.number(1500) == "1.500"


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.LINES])
@pytest.mark.parametrize("in_order", [True, False])
def test_axis_and_target_are_drawn(kind: ChartKind, in_order: bool) -> None:
    chart = a_chart(kind, (9, 4, 2), in_order=in_order, target=TargetLine(10, "Meta: 10 min"))

    lines = [each for each in drawn(chart) if isinstance(each, LineStroke)]

    assert [each for each in lines if each.ink is Ink.INK]
    assert len([each for each in lines if each.ink is Ink.TARGET]) == 2  # and in the legend
