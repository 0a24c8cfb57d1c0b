"""Pages of the allies, a module a capability."""
