"""The shell of every page: components, forms, guards; no domain."""
