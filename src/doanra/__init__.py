"""Đoàn Ra: the year of courses abroad, from the call to the plan that can be signed."""
