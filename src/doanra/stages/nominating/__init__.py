"""Nominating by form: a unit drafts, its approver sends with a letter, the office may send back."""
