"""The catalogue of procedures: dated versions, forms, search."""
