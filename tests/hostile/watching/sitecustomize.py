"""Loaded by each Python that starts with this folder on PYTHONPATH: has it watched from its start."""

import watch

watch.begin()
