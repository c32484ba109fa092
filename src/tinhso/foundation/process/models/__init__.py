from tinhso.foundation.process.models.run import ProcessRun
from tinhso.foundation.process.models.spec import ProcessSpec

__all__ = ["ProcessRun", "ProcessSpec"]
