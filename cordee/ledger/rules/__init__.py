"""The rules of the ledger: how it is chained, what a letter may hold, when to remind."""
