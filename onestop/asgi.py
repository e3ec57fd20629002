"""The ASGI application: static files, websockets and pages in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onestop.settings")
_pages = get_asgi_application()  # before anything that imports models

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402 (models must be ready)
from django.conf import settings  # noqa: E402
from servestatic import ServeStaticASGI  # noqa: E402

from displays.routing import websocket_urlpatterns  # noqa: E402
from onestop.api.together.gate import Together  # noqa: E402
from onestop.operations.forwarding import Forwarding  # noqa: E402
from onestop.operations.origins import OriginValidator  # noqa: E402
from onestop.operations.static_files import static_headers  # noqa: E402

application = Forwarding(
    ProtocolTypeRouter(
        {
            "http": Together(
                ServeStaticASGI(
                    _pages,
                    root=settings.STATIC_ROOT,
                    prefix=settings.STATIC_URL,
                    allow_all_origins=False,
                    add_headers_function=static_headers,
                )
            ),
            "websocket": OriginValidator(URLRouter(websocket_urlpatterns)),
        },
    )
)
