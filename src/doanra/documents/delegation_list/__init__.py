"""Danh sách một đoàn, as Word and as Excel."""
