"""Tables of this room, and the views of others that it reads."""

from tinhso.government.reports.models.published import Asked, Dossier
from tinhso.government.reports.models.report import Regimes, Report, Warned

__all__ = ["Asked", "Dossier", "Regimes", "Report", "Warned"]
