from tinhso.lib.periods import *  # noqa: F403  to be gone when every file says tinhso.lib.periods
from tinhso.lib.periods import Period, at, read  # noqa: F401
