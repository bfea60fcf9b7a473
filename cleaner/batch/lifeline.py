"""Workers end with the process that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def tie_to_parent() -> None:
    """End this process as soon as its parent is gone, however that ended.

    The parent holds the other end of a pipe; the system closes it when the parent dies. Ctrl-C
    is left to the parent, who gets it too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait, name="lifeline", daemon=True).start()


def _wait() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # No clean-up: what is half-written has no final name, and nobody is left to report to.
        os._exit(1)
