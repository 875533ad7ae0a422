"""The application that a web server runs: the workplace."""

import os

from django.core.wsgi import get_wsgi_application

import rupadata.build  # noqa: F401 - the engine is loaded here, else the first visitor waits for it
from rupadata.render.memory import return_large_blocks

return_large_blocks()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupadata.web.settings")
application = get_wsgi_application()
