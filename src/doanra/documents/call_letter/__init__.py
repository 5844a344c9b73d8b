"""Công văn mời các đơn vị đề cử, kèm danh sách nơi nhận."""
