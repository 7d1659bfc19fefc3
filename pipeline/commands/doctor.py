"""`parallax doctor`: look the installation over and say what to mend."""

import sys

from pipeline.running.doctor import Level, examine
from reports.tables import visible


def doctor() -> int:
    """Print one line a check; 1 where there is a problem, 2 where the configuration is one."""
    worst = 0
    for finding in examine():
        remedy = f": {finding.remedy}" if finding.remedy else ""
        sys.stdout.write(f"{finding.level:<8} {visible(finding.what + remedy)}\n")
        sys.stdout.flush()
        if finding.level is Level.PROBLEM:
            worst = max(worst, 2 if finding.is_configuration else 1)
    return worst
