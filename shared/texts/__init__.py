"""What people read: translated texts, and numbers, money and times in the house style of their language."""

from shared.texts.catalogues import plural, translate
from shared.texts.languages import DEFAULT, LANGUAGES, negotiate

__all__ = ["DEFAULT", "LANGUAGES", "negotiate", "plural", "translate"]
