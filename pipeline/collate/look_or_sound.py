"""Which characters are written for others: who types takes one that sounds alike, who reads print
one that looks alike.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalise.readings.look_alike import alike

#: A name of three characters says more: there the tone may differ.
_FULL_NAME = 3


#: What much of the south doesn't tell apart: 明 and 民, 珍 and 争, 志 and 自.
_ONE_SOUND = (("ing", "in"), ("eng", "en"), ("zh", "z"), ("ch", "c"), ("sh", "s"))


def taken_for(one: str, other: str, *, person: bool = False) -> bool:
    """Whether two names of one length are the same but for characters that look or sound alike; in
    a ``person``'s full name as the south hears them, too. Firms are told apart by such: 新, 兴.

    >>> taken_for("陈立平", "陈立萍"), taken_for("鲁博", "鲁搏"), taken_for("王建国", "王建军")
    (True, True, False)
    >>> taken_for("李丽华", "李力华"), taken_for("李丽", "李力"), taken_for("于晓波", "余晓波")
    (True, True, True)
    >>> taken_for("汪德明", "汪德民", person=True), taken_for("汪德明", "汪德民")
    (True, False)
    >>> taken_for("李伟", "李薇")  # in two characters the tone tells one from the other
    False
    """
    toned = len(one) < _FULL_NAME
    return len(one) == len(other) and all(
        a == b
        or alike(a, b)
        or sound_alike(a, b, toned=toned or n == 0)
        or (person and n > 0 and not toned and _merged(a) == _merged(b))
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    )


def sound_alike(one: str, other: str, *, toned: bool) -> bool:
    """Whether two characters have a reading in common, with its tone or without.

    >>> sound_alike("国", "果", toned=True), sound_alike("国", "果", toned=False)
    (False, True)
    """
    return not _readings(one, toned=toned).isdisjoint(_readings(other, toned=toned))


def _merged(character: str) -> str:
    """Its commonest reading without tone, and without what the south doesn't tell apart."""
    from pypinyin import lazy_pinyin

    reading = lazy_pinyin(character)[0]
    for apart, one in _ONE_SOUND:
        reading = reading.replace(apart, one)
    return reading


@lru_cache(maxsize=4096)
def _readings(character: str, *, toned: bool) -> frozenset[str]:
    from pypinyin import Style, pinyin

    style = Style.TONE3 if toned else Style.NORMAL
    return frozenset(pinyin(character, style=style, heteronym=True)[0])
