"""Documents -> one self-contained HTML page with every target marked where it stands."""
