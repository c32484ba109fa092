"""Tỉnh Số: the whole digital province in one platform."""

__version__ = "0.1.0"
