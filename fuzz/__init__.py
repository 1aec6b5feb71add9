"""Damaged releases: made by the thousand, put through a whole run, and kept where they do harm."""
