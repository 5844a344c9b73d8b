"""Pages: parse with a form, call one verb, render. No page writes a model."""
