"""The year of a cohort: meetings, presence, pledges, charter, fees."""
