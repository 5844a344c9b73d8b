"""Công văn nhắc một đơn vị chưa gửi danh sách."""
