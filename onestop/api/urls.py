"""Mounts the rooms' routers under `/api/v1/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from onestop.api.auth import BearerAuth
from onestop.api.calls import own_open, rights_describe
from onestop.api.described import DescribedAPI
from onestop.api.errors import handlers_add
from onestop.api.reception import router as cases
from onestop.cases.api import more as more_of_cases
from onestop.directory.api import router as tokens
from onestop.directory.devices_api import router as devices
from onestop.directory.problems import not_found_response
from onestop.directory.routes import anyone
from printing.api import router as printing
from printing.stations_api import router as stations
from queueing.api import router as queue
from queueing.appointments_api import router as appointments

# No page of the API's own: the usual ones load scripts from other hosts.
api = DescribedAPI(
    title="One-stop",
    version="1.0.0",
    description="Queue, cases and papers of a one-stop public office (bộ phận một cửa).",
    auth=BearerAuth(),
    docs_url=None,
    urls_namespace="api",
)
handlers_add(api)
for router in (queue, appointments, cases, *more_of_cases, printing, stations, tokens, devices):
    api.add_router("", router)


rights_describe(api)
served = api.urls
own_open(served[0])


@anyone
@csrf_exempt
def _unknown(_request: HttpRequest, _rest: str) -> HttpResponse:
    return not_found_response()


urlpatterns: list[URLPattern | URLResolver] = [
    path("", served),
    re_path("^(.*)$", _unknown),
]
