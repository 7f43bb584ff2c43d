"""One command a file; plancli.cli knows their names."""
