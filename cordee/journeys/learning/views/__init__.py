"""Pages of what a cohort learns."""
