"""Names of places, organisations and people in a text, without a model.

What has a name's form and stands where names stand is one: behind a title, before a word of
saying, before 公司 or 局, in the gazetteer. Precision goes before recall: a wrong name in an index
is worse than a missing one.
"""

from pipeline.compose.names.find import Found, find_names
from pipeline.compose.names.words import NameWords, load_name_words

__all__ = ["Found", "NameWords", "find_names", "load_name_words"]
