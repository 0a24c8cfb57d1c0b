"""Writing a call in the workspace: the same files as those written by hand."""
