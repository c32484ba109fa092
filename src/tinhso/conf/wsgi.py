"""The WSGI door, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
application = get_wsgi_application()

from tinhso.conf.production import refuse_unsafe_start  # noqa: E402  the apps must be ready first

refuse_unsafe_start()
