"""What scripts/build_cities.py is made of: sources, names, ids and the archive."""
