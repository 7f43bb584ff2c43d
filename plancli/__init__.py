"""Read Chinese government releases: clean text, section tree and quantified targets."""
