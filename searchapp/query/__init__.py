"""Our query language: what can be asked (model.py), and how it is written (syntax.py). No engine knows it."""
