"""The pictures, in the order in which they are shown."""

from __future__ import annotations

from pipeline.dataset import Dataset
from pipeline.publish.report.charts.chart import Chart
from pipeline.publish.report.charts.counts import counts
from pipeline.publish.report.charts.offices import offices
from pipeline.publish.report.charts.returning import returning
from pipeline.publish.report.charts.world import world


def charts(dataset: Dataset) -> tuple[Chart, ...]:
    """Each picture of the dataset; one with nothing to show says so. The same rows, the same bytes."""
    return (world(dataset), returning(dataset), offices(dataset), counts(dataset))
