"""Kết nối Cổng dịch vụ công quốc gia: filings come in from the national portal, and all that happens goes back unaltered."""
