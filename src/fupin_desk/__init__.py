"""fupin_desk: the offline desk of industry assistance for townships (扶贫工作台)."""

__version__ = "0.1.0"
