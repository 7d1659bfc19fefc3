"""What was erased and must not come in again, as tasks know it."""

from model import Blocklist
from pipeline.handoff import ERASED, RunFolder
from pipeline.settings import Settings
from warehouse.keeping.blocklist_store import blocklist


def barred_in(settings: Settings, folder: RunFolder) -> Blocklist:
    """Return what had been erased when the run was planned, and since then where this machine can see it.

    Raises PermanentError where the run's folder does not say: a worker without the warehouse would let in
    again what was erased.
    """
    return ERASED.read(folder)[0].united(blocklist(settings.published))
