"""Archives of invented releases with known truth, of any size, for measuring the whole pipeline."""
