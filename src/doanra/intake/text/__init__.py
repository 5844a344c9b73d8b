"""Vietnamese text as files hold it: legacy encodings, keys for matching, syllables."""
