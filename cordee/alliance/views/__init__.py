"""Pages of the alliance, a module a capability."""
