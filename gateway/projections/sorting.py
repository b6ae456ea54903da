"""The order of the Vietnamese alphabet, as text that compares byte by byte."""

import unicodedata

_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
"""Breve, circumflex and horn make letters of their own: a ă â, o ô ơ, u ư."""
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""The tones in the order of the dictionaries: huyền, hỏi, ngã, sắc, nặng."""


def sort_key(text: str) -> str:
    """Letters first, tones only between texts of the same letters; case and repeated spaces don't count."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", " ".join(text.casefold().split())):
        if char in _SHAPES and letters:
            letters[-1] = letters[-1][:-1] + _SHAPES[char]
        elif char in _TONES and tones:
            tones[-1] = _TONES[char]
        elif not unicodedata.combining(char):
            letters.append("d1" if char == "đ" else f"{char}0")
            tones.append("0")
    return "".join(letters) + "\x01" + "".join(tones).rstrip("0")
