"""Kế hoạch bồi dưỡng cán bộ lãnh đạo, quản lý ở nước ngoài của năm, với các phụ lục."""
