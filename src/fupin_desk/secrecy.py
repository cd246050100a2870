"""What the system is asked so that no other program and no dump of a crash shows the memory of this one."""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4


def shut_memory() -> None:
    """Let nobody attach to this process, and let no crash write its memory to the disk; where a system cannot, go on."""
    if sys.platform == "win32":
        # A crash there writes to the folder of error reports only where an administrator has switched that on.
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
