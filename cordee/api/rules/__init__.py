"""Pure rules of the interface for programs: scopes, cursors, marks of versions."""
