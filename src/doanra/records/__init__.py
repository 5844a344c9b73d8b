"""What is remembered: the only room with tables, one module of models per stage, and the reads that span them."""
