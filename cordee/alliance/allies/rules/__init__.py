"""What holds among allies, without a database."""
