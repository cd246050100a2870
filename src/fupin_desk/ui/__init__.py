"""Everything that Qt draws.

PySide6 reads the source of every module that is imported after it, in search of `from __feature__ import`. Nobody
here writes that, so its hook into `import` is taken out: the window stands the sooner.
"""

import builtins
import importlib

importlib.import_module("PySide6.QtCore")
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
