"""Pages of reports: the figures of a period, a report as it is written, the signed one."""
