"""A run of the small press in a process of its own: `python -m tests.pipeline.steps.small_run NUMBER`.

The settings are those of the environment; NUMBER is the hour at which it begins.
"""

import sys

from pipeline.settings import read_settings
from tests.pipeline.small_press import run_once

if __name__ == "__main__":
    run_once(read_settings(), int(sys.argv[1]))
