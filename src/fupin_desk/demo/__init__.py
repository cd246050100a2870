"""A synthetic township: believable, the same for the same seed, made through the desk's own door."""

from fupin_desk.demo.township import make

__all__ = ["make"]
