"""The Equal Earth projection: areas are true, and continents look as people know them.

B. Šavrič, T. Patterson and B. Jenny (2018), doi:10.1080/13658816.2018.1504949. The map is centred on
150° E, so that Taipei is near its middle and the cut runs through the Atlantic.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

CENTRE = 150.0
WEST = CENTRE - 180
"""The meridian of both edges, degrees east."""

WIDTH = 1000.0
NORTH, SOUTH = 84.0, -56.0
"""The parallels of the upper and lower edge: all inhabited land."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def equal_earth(east: float, north: float) -> tuple[float, float]:
    """Degrees from the central meridian and the equator to a plane with the Earth's radius 1."""
    theta = asin(_M * sin(radians(north)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = radians(east) * cos(theta) / (_M * slope)
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


_HALF = equal_earth(180, 0)[0]
_TOP = equal_earth(0, NORTH)[1]
_SCALE = WIDTH / 2 / _HALF
HEIGHT = _SCALE * (_TOP - equal_earth(0, SOUTH)[1])


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees, WGS 84, to a point of the map: from the upper left corner, right and down.

    The western edge itself and what lies up to 360° east of it keep their side.
    """
    east = (longitude - WEST) % 360 if not 0 <= longitude - WEST <= 360 else longitude - WEST
    x, y = equal_earth(east - 180, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE
