"""The order lines are read in: columns are dealt out again, what only looks like them is not."""

from pipeline.normalise.printed.lines import printed_lines

TABLE = """\
全县各乡镇完成情况如下：
岱桥镇 完成造林三百二十亩 补植一百亩
枫坪乡 完成造林二百八十亩 补植六十亩
青渚村 完成造林一百二十亩 补植三十亩
石岭镇 完成造林四百一十亩 补植九十亩
白石镇 完成造林二百六十亩 补植五十亩
云溪乡 完成造林一百九十亩 补植四十亩
"""

SONG = """\
山歌一唱天就亮 溪水一弯路就长
茶芽尖尖露水重 采茶姑娘手脚忙
一筐新叶换新布 两担陈粮换砚床
大哥读书走远路 小妹唱歌送出庄
唱到月落星子散 唱到桥头满地霜
若问山歌谁编起 祖祖辈辈口中藏
"""


def test_rows_of_a_table_and_of_a_song_stay_rows():
    for text in (TABLE, SONG):
        assert [line.text for line in printed_lines(text)] == text.splitlines()


LEFT = """\
初春的河滩上，护林员老周沿
着新修的木栈道巡查，手里的记录
本已经写满了大半，纸页被潮气泡
得发软。"""
RIGHT = """\
转机来自一份整治方案。县里
关停了七家砂场，清运石料四十多
万吨，补种芦苇和柳树，又请来专
家给鸟类登记造册。"""


def test_two_pages_are_dealt_out_apart():
    left, right = LEFT.split(), RIGHT.split()
    pages = (left, right), (right, left)
    rows = [[f"{one} {other}" for one, other in zip(*columns, strict=True)] for columns in pages]

    lines = printed_lines("\n".join([*rows[0], "— 1 —", *rows[1]]))

    assert [line.text for line in lines] == [*left, *right, "— 1 —", *right, *left]


def test_a_running_head_over_two_columns_is_in_neither():
    left, right = LEFT.split(), RIGHT.split()
    rows = [f"{one:<18}    {other}" for one, other in zip(left, right, strict=True)]
    head = f"{'山阳论丛  2031年第6期':>30}"

    pages = [
        [head, *rows],
        [head, *(f"{other:<18}    {one}" for one, other in zip(left, right, strict=True))],
    ]

    lines = printed_lines("\f".join("\n".join(page) for page in pages))

    assert [line.text for line in lines if line.running] == [head.strip()] * 2
    assert [line.text for line in lines][:9] == [head.strip(), *left, *right]


BLANKS_BY_CHANCE = """\
1950年冬，县人民政 府组织民工八千四百人整 修
旧堰，当年 修复三十六道。一九五三年到一九 五
七年，新修小型塘坝一千 一百二十口，蓄水能力由
解放 初的三百一十万立方 米增加到一千四百六十万
立方米。青石水库 动工的那年，高峰时上工 一万九
千人，大坝高四十一 米，长二百八十六米，灌 溉三
个公社的农田。后来塘堰分户管理，一度失 修，县
政府颁布了办法，规 定受益田集资投工，管护始有
着落。境内江堤全长五十八公 里，堤顶高程可以抵
御二十年一遇的洪水，每 年冬修时再加高培 厚。
"""


def test_blanks_inside_of_words_part_no_columns():
    text = BLANKS_BY_CHANCE

    assert [line.text for line in printed_lines(text)] == text.splitlines()
