"""Appraising bodies are asked: a list is frozen, put before them in parallel, answered, approved version by version."""
