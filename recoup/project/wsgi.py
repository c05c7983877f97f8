"""The web application as the server loads it."""

from django.core.wsgi import get_wsgi_application

from recoup.project import start

start.prepare()
application = get_wsgi_application()
