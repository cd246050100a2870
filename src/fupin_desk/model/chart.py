"""A chart as values: bars of shares with the line of their target. It repeats figures that stand in a table."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, its exact length, how its figure is written, and whether it reaches the target."""

    label: str
    length: Fraction
    text: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the top down; `target` is where the line stands, in the measure of the bars."""

    bars: tuple[Bar, ...]
    target: Fraction
    target_text: str

    @property
    def reach(self) -> Fraction:
        """How far the scale goes: over the longest bar and the line of the target."""
        longest = max((bar.length for bar in self.bars), default=Fraction(0))
        return max(longest, self.target, Fraction(0)) or Fraction(1)
