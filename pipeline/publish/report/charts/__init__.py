"""Pictures of the data as inline SVG, for the review page and the notebook."""

from pipeline.publish.report.charts.chart import Chart
from pipeline.publish.report.charts.gallery import Pictured, charts, drawn, pictured, together

__all__ = ["Chart", "Pictured", "charts", "drawn", "pictured", "together"]
