"""The grades that a school may teach."""

GRADES = ("K", "P1", "P2", "P3", "P4", "P5", "P6", "M1", "M2", "M3", "M4", "M5", "M6")
"""Kindergarten, Prathom 1-6, Matthayom 1-6."""
