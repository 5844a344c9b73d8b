"""Tags and filters of the templates: ``{% load doanra %}``."""
