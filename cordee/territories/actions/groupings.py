"""Import groupings without own taxation: parks, PETR, SCoT, syndicats (BANATIC files)."""
