"""Công văn trả lời một đơn vị về danh sách đã gửi."""
