"""Reading what people hand in, in a process of its own. Every stage that takes files reads them by it."""
