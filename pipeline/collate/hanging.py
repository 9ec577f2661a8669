"""What a sentence can't be printed without: the sentence before it, or an answer behind it.

Sources share sentences, and each is printed from one of them. What is left of the other's
paragraph must still say what it said: 他说。 needs the words that he said, 15时 the day it was,
a question its answer, 也就是说 what it says anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.passage import Sentence

#: Who says what was quoted before it, and no more.
_SAID_BY = re.compile(
    "[^，；：。“”]{0,12}(?:说|说道|笑道|问|问道|答|回答|回忆|介绍|表示|解释|补充|强调|指出|坦言|直言|感慨|感叹|总结)[。！]"
)
_OF_THE_QUOTED = re.compile("这(?:句|番|段|席)?话|此[话言]")
#: What somebody said, and no more; who said it, behind it: 他说, 记者问.
_SAYING = re.compile("“[^“”]*”")
_BY_WHOM = re.compile(
    "[^，；：。“”]{1,16}(?:说|道|问|答|表示|介绍|回忆|认为|告诉|坦言|直言|感[慨叹])"
)
#: What another way of saying it begins with, and what goes on from what was said last.
_SAID_ANEW = re.compile(
    "也就是说|换(?:言之|句话说)|这(?:就|也)?(?:是|意味着|相当于)|(?:大?意|意思)是"
    "|[讲说谈]到这(?:里|儿)|话音[刚未]落"
)

#: A time of a day that isn't told.
_CLOCK = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|深夜)?[0-9]{1,2}(?:[时点]|[:：][0-9]{2})"
_OF_THAT_DAY = re.compile(
    f"(?:至?(?:当[天日晚夜]|同[日月年])|[次翌][日年]|至此|(?:至|到|截至)?{_CLOCK})"
)
_DATE = re.compile(
    "(?:[0-9〇○一二三四五六七八九十]{2,4}年|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月)"
)
#: Of the paragraphs of a chronicle so many at least begin with a date, and so large a share.
_ENTRIES, _SHARE_OF_ENTRIES = 4, 0.7

#: What is asked or rumoured, and what answers it, be it behind a sign: ❌谣言一：, ✅真相：.
_ASKS = re.compile("问[：:]")
_RUMOURS = re.compile(r"\W{0,3}(?:谣言|传言|网传)[0-9一二三四五六七八九十]{0,3}[：:]")
_ANSWERS = re.compile(r"\W{0,3}(?:答|(?:事实)?真相|事实|辟谣|(?:权威|官方)?回应)[：:]")


def needed_by(sentences: Sequence[Sentence]) -> dict[int, tuple[int, ...]]:
    """For the sentences that can't be printed without others of their source: these, by place.

    >>> from pipeline.model.passage import Sentence
    >>> def of(*paragraphs):
    ...     said = [(n, one) for n, told in enumerate(paragraphs) for one in told.split("|")]
    ...     return needed_by([Sentence("甲", str(n), 0, 1, one, (), ()) for n, one in said])
    >>> of("“差一度都不行。”|他说。|三年前，他在外地。", "外出9万人。", "也就是说，三人里有一个。")
    {1: (0,), 4: (3,)}
    >>> of("社员说：“不如一只鸡蛋顶用。”|那时鸡蛋六分钱，他这话是气话。")
    {1: (0,)}
    >>> of("7月2日2时，山体滑坡。|6时，启动响应。|当晚，人找到了。")
    {1: (0,), 2: (1,)}
    >>> of("问：钱从哪里来？", "答：市里安排。|不够再说。", "问：何时开工？", "答：五月。")
    {0: (1, 2), 3: (4,)}
    >>> of("❌谣言一：水库垮了。", "✅真相：险情已经控制。", "请大家互相转告。")
    {0: (1,)}
    >>> of("《尚书》里有一句。|意思是说，要防。", "掌声响起。|讲到这里，他停了。")
    {1: (0,), 3: (2,)}
    >>> of("局长算了一笔账：少花600元。|“钱省下来了。”", "他笑了。|“钱省下来了。”|局长说。")
    {1: (0,), 4: (3,)}
    >>> of("1月2日　签约。|投资3亿元。", "3月4日　开工。", "5月6日　投产。", "8月9日　验收。")
    {1: (0,)}
    >>> of("5月6日，项目投产。|投资3亿元。|这条路走通了。")
    {}
    """
    needed: dict[int, set[int]] = defaultdict(set)
    for _, told in groupby(range(len(sentences)), key=lambda place: sentences[place].source):
        _within_source(sentences, list(told), needed)
    return {place: tuple(sorted(others)) for place, others in sorted(needed.items())}


def quoted_with(sentences: Sequence[Sentence]) -> dict[int, tuple[int, ...]]:
    """For the sentences of a quotation of several: the others, by place. Who prints but a part of
    it leaves a quotation mark open.

    >>> from pipeline.model.passage import Sentence
    >>> said = ["他讲：“先防。", "再救。”", "这是对的。", "“好。”"]
    >>> quoted_with([Sentence("甲", "1", 0, 1, one, (), ()) for one in said])
    {0: (1,), 1: (0,)}
    """
    out: dict[int, tuple[int, ...]] = {}
    for _, told in groupby(range(len(sentences)), key=lambda place: sentences[place].block):
        held: list[int] = []
        opened = 0
        for place in told:
            held.append(place)
            text = simplified(sentences[place].text)
            opened += text.count("“") - text.count("”")
            if opened <= 0:
                out |= {one: tuple(other for other in held if other != one) for one in held[:]}
                held, opened = [], 0
    return {place: others for place, others in out.items() if others}


def _within_source(
    sentences: Sequence[Sentence], places: Sequence[int], needed: dict[int, set[int]]
) -> None:
    texts = {place: simplified(sentences[place].text) for place in places}
    paragraphs = [
        list(same) for _, same in groupby(places, key=lambda place: sentences[place].block)
    ]
    above = None
    for paragraph in paragraphs:
        if above is not None and _SAID_ANEW.match(texts[paragraph[0]]):
            needed[paragraph[0]].add(above)
        for place, before in _hanging(paragraph, texts):
            needed[place].add(before)
        above = paragraph[-1]
    for rumour, truth in pairwise(paragraphs):
        if _RUMOURS.match(texts[rumour[0]]) and _ANSWERS.match(texts[truth[0]]):
            needed[rumour[0]].update(truth)
    for question, answer in _answered(places, texts):
        needed[question].update(answer)
    entries = [paragraph for paragraph in paragraphs if _DATE.match(texts[paragraph[0]])]
    if len(entries) >= max(_ENTRIES, _SHARE_OF_ENTRIES * len(paragraphs)):
        for first, *others in entries:
            for place in others:
                if not _DATE.match(texts[place]):
                    needed[place].add(first)


def _hanging(paragraph: Sequence[int], texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph that need the one before them, and that one."""
    behind = {place: texts[after] for place, after in pairwise(paragraph)}
    for before, place in pairwise(paragraph):
        text = texts[place]
        quoted = texts[before].endswith("”")
        of_words = quoted and (_SAID_BY.fullmatch(text) or _OF_THE_QUOTED.search(text))
        by_nobody = _SAYING.fullmatch(text) and not _BY_WHOM.match(behind.get(place, ""))
        if of_words or by_nobody or _SAID_ANEW.match(text) or _OF_THAT_DAY.match(text):
            yield place, before


def _answered(
    places: Sequence[int], texts: Mapping[int, str]
) -> Iterator[tuple[int, Sequence[int]]]:
    """The questions that are put with 问：, each with what answers it up to the next one."""
    questions = [place for place in places if _ASKS.match(texts[place])]
    for question, after in pairwise((*questions, places[-1] + 1)):
        answer = range(question + 1, after)
        if answer and _ANSWERS.match(texts[answer[0]]):
            yield question, answer
