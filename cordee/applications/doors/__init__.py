"""Forms that go out as documents and come back filled: the second door of a call (R31)."""
