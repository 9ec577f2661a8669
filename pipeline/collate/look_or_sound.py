"""Which characters are written for others: who types takes one that sounds alike, who reads print
one that looks alike.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalise.readings.look_alike import alike

#: A name of three characters says more: there the tone may differ.
_FULL_NAME = 3


def taken_for(one: str, other: str) -> bool:
    """Whether two names of one length are the same but for characters that look or sound alike.

    >>> taken_for("陈立平", "陈立萍"), taken_for("鲁博", "鲁搏"), taken_for("王建国", "王建军")
    (True, True, False)
    >>> taken_for("李丽华", "李力华"), taken_for("李丽", "李力"), taken_for("于晓波", "余晓波")
    (True, True, True)
    >>> taken_for("李伟", "李薇")  # in two characters the tone tells one from the other
    False
    """
    toned = len(one) < _FULL_NAME
    return len(one) == len(other) and all(
        a == b or alike(a, b) or sound_alike(a, b, toned=toned or n == 0)
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    )


def sound_alike(one: str, other: str, *, toned: bool) -> bool:
    """Whether two characters have a reading in common, with its tone or without.

    >>> sound_alike("国", "果", toned=True), sound_alike("国", "果", toned=False)
    (False, True)
    """
    return not _readings(one, toned=toned).isdisjoint(_readings(other, toned=toned))


@lru_cache(maxsize=4096)
def _readings(character: str, *, toned: bool) -> frozenset[str]:
    from pypinyin import Style, pinyin

    style = Style.TONE3 if toned else Style.NORMAL
    return frozenset(pinyin(character, style=style, heteronym=True)[0])
