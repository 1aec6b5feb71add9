"""Typesetting of test documents by real exporters: LibreOffice and Chromium."""
