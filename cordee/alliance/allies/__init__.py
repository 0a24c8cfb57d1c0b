"""The allies themselves: who signed the charter, who takes part, where they meet."""
