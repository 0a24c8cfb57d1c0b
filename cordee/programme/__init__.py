"""What a programme is, as data: schema, loading, sense, explanation."""

from cordee.programme.loading import Loaded, load
from cordee.programme.remarks import Remark, Severity
from cordee.programme.schema import Definition

__all__ = ["Definition", "Loaded", "Remark", "Severity", "load"]
