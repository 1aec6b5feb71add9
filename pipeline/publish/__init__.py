"""The dataset -> files: tables, their description, the review page, and what reads them back."""
