"""Words that tell nothing of what a text is about, as they are written.

In a large index their frequency says so; in one of ten listings nothing else does. Which language a text is in matters:
`may` is nothing in English, and sewing in Vietnamese. A text without any mark is English if it has a word that is no
Vietnamese syllable; else it is Vietnamese without its marks, where every syllable may be a noun, and none is left out.
"""

from collections.abc import Iterable

_VIETNAMESE = (
    "và với của cho các những một này khi thì là mà được bị tại theo từ đến trong ngoài trên dưới như hay hoặc nếu vì "
    "nên để do đã đang sẽ cũng rất hơn nhất nhiều ít vào ra lên xuống lại còn chỉ có không chưa phải cần muốn tôi "
    "chúng ai gì nào sao đâu lúc sau trước giữa khoảng về bằng qua việc sự cách loại đó ở"
)
_ENGLISH = (
    "a an and are as at be been but by can could for from had has have how if in into is it its may might more most "
    "must no nor not of on or other our shall should so such than that the their them then there these they this those "
    "to upon was we were what when where which who will with within without would you your also both each any all some "
    "only very own same do does using used use need needs"
)
VIETNAMESE, ENGLISH = frozenset(_VIETNAMESE.split()), frozenset(_ENGLISH.split())
_ENGLISH_ALONE = frozenset(("and", "of", "for", "with", "is", "are", "from", "which"))
NONE: frozenset[str] = frozenset()


def stop_words(words: Iterable[str], *, marked: bool) -> frozenset[str]:
    """Those of the language of a text, given its words in lower case and whether any has a mark."""
    if marked:
        return VIETNAMESE
    return NONE if _ENGLISH_ALONE.isdisjoint(words) else ENGLISH
