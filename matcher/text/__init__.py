"""Reading text: normalising, segmenting, extracting."""
