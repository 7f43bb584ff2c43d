"""Documents -> text for people and tables: terminal, CSV, Markdown."""
