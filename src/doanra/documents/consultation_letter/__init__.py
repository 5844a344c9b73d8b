"""Công văn đề nghị một cơ quan cho ý kiến về danh sách, và công văn nhắc."""
