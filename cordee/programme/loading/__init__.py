"""Loading: a folder, a file or bytes in memory become a definition, or all their faults."""

from cordee.programme.loading.load import Loaded, load

__all__ = ["Loaded", "load"]
