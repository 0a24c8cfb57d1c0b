"""Files joined to a file: what they really are, kept apart from their name."""

from cordee.applications.files.attaching import attach, detach
from cordee.web.files.kinds import MEDIA, kind_of, kind_of_file
from cordee.web.files.naming import clean_name
from cordee.web.files.pages import pages_of

__all__ = ["MEDIA", "attach", "clean_name", "detach", "kind_of", "kind_of_file", "pages_of"]
