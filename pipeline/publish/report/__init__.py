"""The review page: one offline file that shows what was read and what a person should look at."""

from pipeline.publish.report.page import report

__all__ = ["report"]
