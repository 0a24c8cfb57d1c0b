"""What a programme is, as data: schema, loading, sense, explanation."""
