"""What OFD pages paint: texts with their offsets and maps, paths with their colours and clips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import ofd_parts as ofd
import pytest

from parsers.limits import DEFAULT_LIMITS
from parsers.ofd import read_ofd

if TYPE_CHECKING:
    from parsers.model import Reading

MM = 72 / 25.4  # points
XS, YS = (20.0, 50.0, 80.0), (30.0, 40.0, 50.0)
RULES = ofd.rules(XS, YS)


def read(content: str, resources: str = "") -> Reading:
    """A page with these units; `resources` stand in its document's resource part."""
    parts = ofd.parts_of(content, common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")
    parts["Doc_0/DocumentRes.xml"] = ofd.part("Res", resources, ' BaseLoc="Res"')
    return read_ofd(ofd.zipped(parts), DEFAULT_LIMITS)


def said(content: str, resources: str = "") -> list[str]:
    reading = read(content, resources)
    assert reading.notes == ()
    return [p.source.text for p in reading.paragraphs]


def size_of(content: str, resources: str = "") -> list[tuple[int, int]]:
    """Rows and columns of each table."""
    return [(g.rows, g.columns) for g in read(content, resources).grids]


def code(content: str, attributes: str) -> str:
    return f"<ofd:TextCode {attributes}>{content}</ofd:TextCode>"


def one_text(codes: str, more: str = ' Size="3"') -> str:
    return ofd.text_object(codes, "20 30 100 5", more)


@pytest.mark.parametrize(
    "delta",
    [
        "3 3 3",
        "g 3 3",
        "3 g 2 3",
        "g 2 3 3",
        "G 3 3",
        "3",
        "g 3 3.0 g 9 1",
        "g 1000000000 3",
        "3 3",
    ],
)
def test_offsets_may_be_folded_and_the_last_one_goes_on(delta: str) -> None:
    (paragraph,) = read(one_text(code("责任单位", f'X="0" Y="4" DeltaX="{delta}"'))).paragraphs
    box = paragraph.source.place.box
    assert box
    assert (paragraph.source.text, round(box.x0, 1), round(box.x1, 1)) == (
        "责任单位",
        round(20 * MM, 1),
        round(32 * MM, 1),
    )


def test_a_character_to_each_object_makes_one_line() -> None:
    # As printer drivers write: large type scaled down, glyphs mapped, blanks left out.
    mapped = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1">'
    glyph = f"{mapped}<ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform>"
    more = ' Size="73.73" CTM="0.05 0 0 0.05 0 0" Fill="true"'
    places = [(c, 30 + 3.6865 * i) for i, c in enumerate("报送日期:")]
    places += [(c, 50.2765 + 1.8433 * i) for i, c in enumerate("2024-1-3")]
    units = "".join(
        ofd.text_object(glyph + code(c, 'X="0" Y="63.3622"'), f"{x} 30 3.6865 3.6865", more)
        for c, x in places
    )
    assert said(f"<ofd:PageBlock><ofd:PageBlock>{units}</ofd:PageBlock></ofd:PageBlock>") == [
        "报送日期: 2024-1-3"
    ]


def test_a_wide_offset_parts_two_cells() -> None:
    codes = code("甲乙丙", 'X="1" Y="6" DeltaX="3 30"')
    reading = read(RULES + ofd.text_object(codes, "20 30 60 10"))
    assert [c.source.text for c in reading.grids[0].row(0)] == ["甲乙", "丙"]


def test_several_codes_carry_on_what_they_do_not_say() -> None:
    codes = code("甲", 'X="1" Y="6"') + code("乙", 'X="31"') + code("丙", 'Y="16"') + code("", "")
    reading = read(RULES + ofd.text_object(codes, "20 30 60 10"))
    assert [c.source.text for c in reading.grids[0].cells] == ["甲", "乙", "", "丙"]


def test_without_offsets_characters_stand_side_by_side() -> None:
    (paragraph,) = read(one_text(code("（1.5分）mW", 'X="0" Y="4"'))).paragraphs
    box = paragraph.source.place.box
    assert box
    assert paragraph.source.text == "（1.5分）mW"
    assert math.isclose(box.x1 - box.x0, 3 * MM * (3 + 1.5 + 1.8), abs_tol=0.1)


def test_half_width_type_is_half_as_wide() -> None:
    (paragraph,) = read(one_text(code("权重", 'X="0" Y="4"'), ' Size="3" HScale="0.5"')).paragraphs
    box = paragraph.source.place.box
    assert box
    assert math.isclose(box.x1 - box.x0, 3 * MM, abs_tol=0.1)


def test_downward_offsets_put_a_character_on_each_line() -> None:
    codes = code("职能", 'X="1" Y="4" DeltaY="3.5"')
    reading = read(RULES + ofd.text_object(codes, "20 30 5 10"))
    assert reading.grids[0].at(0, 0).source.text == "职\n能"


def test_reading_downward_without_offsets_does_the_same() -> None:
    codes = code("职能", 'X="1" Y="4"')
    reading = read(RULES + ofd.text_object(codes, "20 30 5 10", ' Size="3" ReadDirection="90"'))
    assert reading.grids[0].at(0, 0).source.text == "职\n能"


def test_characters_turned_with_their_line_read_along_it() -> None:
    upright = ofd.text("这一页的文字大多是正的", 20, 100)
    turned = ' Size="3" ReadDirection="90" CharDirection="90"'
    reading = read(
        RULES + upright + ofd.text_object(code("侧写", 'X="2" Y="1"'), "20 30 5 9", turned)
    )
    assert reading.grids[0].at(0, 0).source.text == "侧写"


SHEETS = {0: (0, 0, "297 210"), 90: (210, 0, "210 297")}
SHEETS |= {180: (297, 210, "297 210"), 270: (0, 297, "210 297")}


@pytest.mark.parametrize("turn", SHEETS)
def test_a_page_on_its_side_is_turned_to_be_read(turn: int) -> None:
    content = RULES + "".join(
        ofd.text(f"格{row}{column}", 21 + 30 * column, 36 + 10 * row)
        for row in range(2)
        for column in range(2)
    )
    units = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9">'
        f"<ofd:Content>{content}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    x, y, size = SHEETS[turn]
    cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
    ctm = f"{cos} {sin} {-sin} {cos} {x} {y}"
    parts = ofd.parts_of("", common="<ofd:PublicRes>Res.xml</ofd:PublicRes>")
    parts["Doc_0/Res.xml"] = ofd.part("Res", units)
    parts[ofd.PAGE] = ofd.page(
        f'<ofd:CompositeObject ID="6" ResourceID="9" Boundary="0 0 297 297" CTM="{ctm}"/>',
        size=f"0 0 {size}",
    )
    (grid,) = read_ofd(ofd.zipped(parts), DEFAULT_LIMITS).grids
    box = grid.at(0, 0).source.place.box
    assert box
    assert [c.source.text for c in grid.cells] == ["格00", "格01", "格10", "格11"]
    assert (round(box.x0), round(box.y0)) == (round(20 * MM), round(30 * MM))


def test_an_oversized_boundary_moves_nothing() -> None:
    # As Foxit writes: points, with the map to millimetres in CTM, and a boundary around the page.
    codes = code("661016", 'X="100" Y="160" DeltaX="g 5 4.5"')
    more = ' Size="9" CTM="0.3528 0 0 0.3528 0 139.7"'
    (paragraph,) = read(ofd.text_object(codes, "-8.8 -170.4 361.5 400", more)).paragraphs
    box = paragraph.source.place.box
    assert box
    assert (paragraph.source.text, round(box.x1 - box.x0)) == ("661016", 27)
    assert round(box.x0) == round((100 * 0.3528 - 8.8) * MM)


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ("责任\\0020人", "责任 人"),
        ("\\8D23任", "责任"),
        ("吉：\\D842\\DFB7野", "吉：𠮷野"),
        ("𠮷野家", "𠮷野家"),
        ("A&amp;B", "A&B"),
        ("\n    责任\n    单位\n", "责任单位"),
        ("⽬标", "目标"),
        ("1\\2", "1\\2"),
    ],
)
def test_characters_stand_as_they_are_or_as_codes(content: str, printed: str) -> None:
    assert said(one_text(code(content, 'X="0" Y="4" DeltaX="g 9 3"'))) == [printed]


def test_the_halves_of_a_rare_character_may_count_as_two() -> None:
    codes = code("吉𠮷野家", 'X="1" Y="6" DeltaX="3 3 0 30"')
    reading = read(RULES + ofd.text_object(codes, "20 30 60 10"))
    assert [c.source.text for c in reading.grids[0].row(0)] == ["吉𠮷野", "家"]


def test_glyphs_without_characters_are_told() -> None:
    mapped = '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2">'
    codes = f"{mapped}<ofd:Glyphs>12 13</ofd:Glyphs></ofd:CGTransform>"
    assert said(one_text(codes + code("责任", 'X="0" Y="4" DeltaX="3"'))) == ["责任"]
    assert said(one_text(code("¤5", 'X="0" Y="4" DeltaX="3"'))) == ["¤5"]
    reading = read(one_text(codes + code("¤¤", 'X="0" Y="4" DeltaX="3"')))
    assert reading.notes == ("第1页有 2 个字没有编码，读不出是什么字",)


@pytest.mark.parametrize(("second", "expected"), [(26, "left"), (27.5, "le ft"), (33, "le ft")])
def test_words_set_apart_without_blanks_are_parted(second: float, expected: str) -> None:
    first = ofd.text_object(code("le", 'X="0" Y="4" DeltaX="3"'), "20 30 9 5", ' Size="6"')
    other = ofd.text_object(code("ft", 'X="0" Y="4" DeltaX="3"'), f"{second} 30 9 5", ' Size="6"')
    assert said(first + other) == [expected]


@pytest.mark.parametrize(
    ("delta", "expected"), [("1.5 1.5 2.8 1.5", "abc de"), ("g 4 2.3", "abcde")]
)
def test_a_blank_that_is_not_painted_is_told_from_wide_setting(delta: str, expected: str) -> None:
    assert said(one_text(code("abcde", f'X="0" Y="4" DeltaX="{delta}"'))) == [expected]


@pytest.mark.parametrize(
    "more",
    [
        ' Visible="false"',
        ' Alpha="0"',
        ' Fill="false"',
        "><ofd:FillColor Value='0 0 0' Alpha='0'/",
        ' Fill="false" Stroke="true"><ofd:StrokeColor Value="0 0 0" Alpha="0"/',
    ],
)
def test_text_that_leaves_no_mark_is_not_read(more: str) -> None:
    assert said(one_text(code("暗", 'X="0" Y="4"'), f' Size="3"{more}')) == []


@pytest.mark.parametrize(
    "more",
    [
        ' Visible="true" Alpha="128"',
        "><ofd:FillColor Value='255 255 255'/",
        ' Fill="false" Stroke="true"',
    ],
)
def test_text_that_leaves_a_mark_is_read_white_or_not(more: str) -> None:
    assert said(one_text(code("明", 'X="0" Y="4"'), f' Size="3"{more}')) == ["明"]


@pytest.mark.parametrize(
    "extra",
    [
        ofd.path("M 0 0 L 0 20", "35 30 0 20"),
        ofd.path("M0 0L0 20", "35 30 0 20"),
        ofd.path("S 0 0 M 0 0 L 0 10 L 0 20", "35 30 0 20"),
        ofd.path("M 0 0 L 0 10 0 20", "35 30 0 20"),
        ofd.path("M 0.125 0 l 0.125 20", "34.875 30 0.25 20"),
        ofd.path("M 99.213 85.039 L 99.213 141.732", "0 0 210 297", ' CTM="0.3528 0 0 0.3528 0 0"'),
        ofd.path(
            "M 0 0 L 0.2 0 L 0.2 20 L 0 20 C",
            "34.9 30 0.2 20",
            ' Stroke="false" Fill="true"',
            '<ofd:FillColor Value="0 0 0"/>',
        ),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", ' DashPattern="1 0.5"'),
        ofd.path("M 0 0 Q 1 1 0 0 L 0 20 B 1 1 2 2 3 3 A 1 1 0 0 1 5 5", "35 30 0 20"),
        ofd.path("M 35 30 L 35 50", "0 0 0 0"),
        "<ofd:PageBlock><ofd:PageBlock>"
        + ofd.line(35, 30, 35, 50)
        + "</ofd:PageBlock></ofd:PageBlock>",
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor Value="#FF #00 #00"/>'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor Value="255 255 0"/>'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", "<ofd:StrokeColor/>"),
        ofd.path(
            "M 0 0 L 0 20", "35 30 0 20", "", "<ofd:StrokeColor><ofd:AxialShd/></ofd:StrokeColor>"
        ),
        ofd.path(
            "M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor ColorSpace="4" Value="0 0 0 255"/>'
        ),
    ],
)
def test_a_rule_counts_however_it_is_written(extra: str) -> None:
    assert size_of(RULES + extra) == [(2, 3)]


@pytest.mark.parametrize(
    "extra",
    [
        ofd.path("M 0 0 L 0 20", "35 30 0 20", ' Stroke="false"'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", ' Visible="0"'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", ' Alpha="0"'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor Value="255 255 255"/>'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor Value="0 0 0 0"/>'),
        ofd.path("M 0 0 L 0 20", "35 30 0 20", "", '<ofd:StrokeColor Value="0 0 0" Alpha="0"/>'),
        ofd.path("M 0 0 L 0.2 0 L 0.2 20 L 0 20 C", "35 30 0.2 20", ' Stroke="false" Fill="true"'),
        ofd.path("M 0 0 A 1 1 0 0 1 0 20", "35 30 5 20"),
        ofd.path("M 0 0 L 0 20", "35 80 0 20"),
        ofd.path("C", "35 30 0 20"),
        ofd.path("", "35 30 0 20"),
        "<ofd:Unknown/>",
    ],
)
def test_what_cannot_be_seen_is_no_rule(extra: str) -> None:
    reading = read(RULES + extra)
    assert [(g.rows, g.columns) for g in reading.grids] == [(2, 2)]
    assert reading.notes == ()


CLIP = "<ofd:Clips{}><ofd:Clip><ofd:Area{}>{}</ofd:Area></ofd:Clip></ofd:Clips>"
WINDOW = (
    '<ofd:Path Boundary="0 0 10 10"{}><ofd:AbbreviatedData>M 0 0 L 10 0 L 10 10 L 0 10 C'
    "</ofd:AbbreviatedData></ofd:Path>"
)


@pytest.mark.parametrize(
    ("clips", "columns"),
    [
        (CLIP.format("", "", WINDOW.format("")), [3, 2]),
        (CLIP.format("", ' CTM="1 0 0 2 0 0"', WINDOW.format("")), [3, 3]),
        (CLIP.format("", "", WINDOW.format(' CTM="1 0 0 1 0 90"')), [2, 2]),
        (CLIP.format("", "", '<ofd:Text Boundary="0 0 10 10" Size="3"/>'), [3, 2]),
        (CLIP.format("", "", '<ofd:Text Size="3"/>'), [3, 3]),
    ],
)
def test_a_clipped_rule_counts_as_far_as_it_is_seen(clips: str, columns: list[int]) -> None:
    extra = ofd.path("M 0 0 L 0 20", "35 30 0 20", "", clips)
    (grid,) = read(RULES + extra).grids
    assert [len(grid.row(row)) for row in range(2)] == columns


@pytest.mark.parametrize(("flag", "rows"), [("true", 3), ("false", 2)])
def test_a_clip_may_stay_where_its_object_is_turned(flag: str, rows: int) -> None:
    # Upright in the object's own coordinates, as the rule is before it is laid.
    window = WINDOW.format("").replace("M 0 0 L 10 0 L 10 10 L 0 10 C", "M -1 0 L 1 60 C")
    clips = CLIP.format(f' TransFlag="{flag}"', "", window)
    laid = ' CTM="0 1 -1 0 60 0"'
    rule = ofd.path("M 0 0 L 0 60", "20 35 60 10", laid, clips)
    assert size_of(RULES + rule) == [(rows, 2)]


WHITE = '<ofd:StrokeColor Value="255 255 255"/>'
BLACK = '<ofd:StrokeColor Value="0 0 0"/>'
INHERITED = f'<ofd:DrawParam ID="3">{WHITE}</ofd:DrawParam>'


@pytest.mark.parametrize(
    ("resource", "columns"),
    [
        (f'<ofd:DrawParam ID="2">{WHITE}</ofd:DrawParam>', 2),
        (f'<ofd:DrawParam ID="2" Relative="3"/>{INHERITED}', 2),
        (f'<ofd:DrawParam ID="2" Relative="3">{BLACK}</ofd:DrawParam>{INHERITED}', 3),
        ('<ofd:DrawParam ID="2" Relative="2"/>', 3),
        ("", 3),
    ],
    ids=["white", "inherited", "own", "circular", "missing"],
)
def test_drawing_parameters_give_the_colours_that_a_path_does_not(
    resource: str, columns: int
) -> None:
    resources = f"<ofd:DrawParams>{resource}</ofd:DrawParams>"
    rule = ofd.path("M 0 0 L 0 20", "35 30 0 20", ' DrawParam="2"')
    assert size_of(RULES + rule, resources) == [(2, columns)]
    block = f'<ofd:PageBlock DrawParam="2">{ofd.line(35, 30, 35, 50)}</ofd:PageBlock>'
    assert size_of(RULES + block, resources) == [(2, columns)]
    own = ofd.path(
        "M 0 0 L 0 20", "35 30 0 20", ' DrawParam="2"', '<ofd:StrokeColor Value="9 9 9"/>'
    )
    assert size_of(RULES + own, resources) == [(2, 3)]


@pytest.mark.parametrize(
    ("colour", "columns"),
    [
        ('Value="1"', 2),
        ('Value="0"', 3),
        ('Index="1"', 2),
        ('Index="0"', 3),
        ('Index="7"', 3),
    ],
)
def test_colours_count_by_the_bits_and_the_palette_of_their_space(
    colour: str, columns: int
) -> None:
    space = (
        '<ofd:ColorSpaces><ofd:ColorSpace ID="8" Type="GRAY" BitsPerComponent="1"><ofd:Palette>'
        "<ofd:CV>0</ofd:CV><ofd:CV>1</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>"
    )
    stroke = f'<ofd:StrokeColor ColorSpace="8" {colour}/>'
    assert size_of(RULES + ofd.path("M 0 0 L 0 20", "35 30 0 20", "", stroke), space) == [
        (2, columns)
    ]


def test_a_drawing_within_a_drawing_is_placed_and_scaled() -> None:
    inner = ofd.line(0, 0, 0, 10) + ofd.text("内", 1, 4, 1.5)
    units = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="20"><ofd:Content>'
        '<ofd:CompositeObject ResourceID="21" Boundary="2 0 10 10" CTM="1 0 0 1 3 0"/>'
        '</ofd:Content></ofd:CompositeGraphicUnit><ofd:CompositeGraphicUnit ID="21">'
        f"<ofd:Content><ofd:PageBlock>{inner}</ofd:PageBlock></ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    outer = '<ofd:CompositeObject ResourceID="20" Boundary="25 30 30 20" CTM="2 0 0 2 0 0"/>'
    reading = read(RULES + outer, units)
    (grid,) = reading.grids
    assert [c.source.text for c in grid.row(0)] == ["", "内", ""]
    box = grid.at(0, 1).source.place.box
    assert box
    assert round(box.x0) == round(35 * MM)


def test_shaded_cells_make_a_table() -> None:
    cells = "".join(
        ofd.path(
            "M 0 0 L 30 0 L 30 10 L 0 10 C",
            f"{20 + 30 * column} {30 + 10 * row} 30 10",
            ' Stroke="false" Fill="true"',
            f'<ofd:FillColor Value="{grey} {grey} {grey}"/>',
        )
        for row in range(2)
        for column, grey in enumerate((200, 210))
    )
    assert size_of(cells) == [(2, 2)]


@pytest.mark.parametrize(
    "unit",
    [
        ofd.path("M 0 0 L 1", "35 30 0 20"),
        ofd.path("M 0 0 X 1 1", "35 30 0 20"),
        ofd.path("M 0 0 L 1 L 2 2", "35 30 0 20"),
        ofd.path("1 2", "35 30 0 20"),
        ofd.path("M 0 0 ? 1 1", "35 30 0 20"),
        ofd.path("M 0 0 L 1 1", "35 30"),
        ofd.path("M 0 0 L 1 1", "35 30 nan 5"),
        ofd.path("M 0 0 L 1 1", "35 30 1e99 5"),
        ofd.path("M 0 0 L 1 1", "35 30 5 5", ' CTM="1 0 0 1"'),
        ofd.path("M 0 0 L 1 1", "35 30 5 5", ' Alpha="x"'),
        ofd.path("M 0 0 L 1 1", "35 30 5 5", "", '<ofd:StrokeColor Value="red"/>'),
        ofd.text_object(code("甲", ""), "20 30 5 5", ""),
        one_text(code("甲乙", 'X="0" Y="0" DeltaX="g x 3"')),
        one_text(code("甲乙", 'X="0" Y="0" DeltaX="g 2"')),
        one_text(code("甲乙", 'X="0" Y="inf"')),
        '<ofd:CompositeObject ResourceID="404" Boundary="0 0 9 9"/>',
    ],
)
def test_a_damaged_unit_is_left_out_and_told(unit: str) -> None:
    reading = read(RULES + unit)
    assert [(g.rows, g.columns) for g in reading.grids] == [(2, 2)]
    assert reading.notes == ("第1页有 1 处内容已损坏，没有读入",)
    assert reading.unsure_pages == (1,)


def test_text_of_no_size_is_still_text() -> None:
    assert said(one_text(code("小", 'X="0" Y="4"'), ' Size="3" CTM="0 0 0 0 1 1"')) == ["小"]
