"""Papers: one folder per paper with its Word template, its context and a synthetic sample. No database, no clock."""
