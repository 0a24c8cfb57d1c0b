"""Published editions of a programme and their public pages."""
