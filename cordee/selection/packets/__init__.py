"""Reading off line: the files bound in one PDF, the grid as a spreadsheet, and its way back."""
