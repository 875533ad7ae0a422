"""The application that a web server runs: the workplace."""

import os

from django.core.wsgi import get_wsgi_application

from rupadata.garbage import collect_as_server
from rupadata.render.memory import return_large_blocks
from rupadata.web.first_use import make_ready

return_large_blocks()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupadata.web.settings")
application = get_wsgi_application()
make_ready("rupadata.build", "rupadata.web.urls")
collect_as_server()
