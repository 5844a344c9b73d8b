"""The pages of nominating by form: one thing a page, check answers, receipt; returned, withdrawn, late; the dossier."""
