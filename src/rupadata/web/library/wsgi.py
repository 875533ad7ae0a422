"""The application that a web server runs for the library alone."""

from django.core.wsgi import get_wsgi_application

from rupadata.render.memory import return_large_blocks
from rupadata.web.first_use import make_ready
from rupadata.web.library.settings import configure

return_large_blocks()
configure(["127.0.0.1", "localhost", "[::1]"])
application = get_wsgi_application()
make_ready("rupadata.build", "rupadata.web.library.urls")
