"""The trade-off between promises that were false and questions left open, as a drawing."""

from __future__ import annotations

from typing import Protocol

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 720, 440, 90, 70, 30, 40


class Scored(Protocol):
    """How one answerer did, see :class:`bench.trust.Score`."""

    asked: int
    false: int

    @property
    def answered_share(self) -> float:
        """The share of the questions that were answered."""


def plot(points: list[tuple[float, Scored]], last: Scored) -> str:
    """Return the trade-off as an SVG: questions answered against false "available" per thousand questions."""
    most = max([it.false / it.asked for _, it in points] + [last.false / last.asked]) * 1000 * 1.1

    least = int(min(it.answered_share for _, it in points) * 10) / 10

    def x(share: float) -> float:
        return _LEFT + (share - least) / (1 - least) * (_WIDTH - _LEFT - _RIGHT)

    def y(per_thousand: float) -> float:
        return _HEIGHT - _BOTTOM - per_thousand / most * (_HEIGHT - _BOTTOM - _TOP)

    def spot(it: Scored) -> tuple[float, float]:
        return x(it.answered_share), y(it.false / it.asked * 1000)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="system-ui, sans-serif" font-size="14">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for tick in range(round(least * 100), 101, 5):
        at = x(tick / 100)
        lines.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#e3e7e5"/>')
        lines.append(
            f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle" fill="#333">{tick} %</text>'
        )
    step = max(1, round(most / 5))
    for tick in range(0, int(most) + 1, step):
        at = y(tick)
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#e3e7e5"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{at + 5:.1f}" text-anchor="end" fill="#333">{tick}</text>')
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in (spot(it) for _, it in points))
    lines.append(f'<polyline points="{path}" fill="none" stroke="#0b6e4f" stroke-width="3"/>')
    for factor, it in points:
        px, py = spot(it)
        is_own = factor == 1.0
        lines.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{7 if is_own else 4}" fill="#0b6e4f"/>')
        if is_own:
            lines.append(f'<text x="{px + 12:.1f}" y="{py + 20:.1f}" fill="#0b6e4f" font-weight="700">the product’s intervals</text>')  # fmt: skip
        elif factor < 1 or factor == points[-1][0]:
            lines.append(f'<text x="{px:.1f}" y="{py - 10:.1f}" text-anchor="middle" fill="#0b6e4f">× {factor:g}</text>')  # fmt: skip
    px, py = spot(last)
    lines.append(f'<rect x="{px - 6:.1f}" y="{py - 6:.1f}" width="12" height="12" fill="#8a1c16"/>')
    lines.append(f'<text x="{px - 14:.1f}" y="{py + 5:.1f}" text-anchor="end" fill="#8a1c16" font-weight="700">last known value</text>')  # fmt: skip
    lines.append(f'<line x1="{x(0.8):.1f}" x2="{x(0.8):.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#5b4a00" stroke-dasharray="5 5"/>')  # fmt: skip
    lines.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 18}" text-anchor="middle" fill="#111">questions answered other than “unknown” or “disputed”</text>')  # fmt: skip
    lines.append(f'<text transform="translate(24 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle" fill="#111">false “available” per 1,000 questions</text>')  # fmt: skip
    return "\n".join([*lines, "</svg>\n"])
