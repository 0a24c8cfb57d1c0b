"""Pages of the jury: its members', its team's, and what everybody reads once released."""
