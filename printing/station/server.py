"""The office's server as a print station sees it."""

import json
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT = 15.0  # seconds


class AwayError(Exception):
    """The server does not answer, or not in its senses: try again later."""


class RefusedError(Exception):
    """The server will not do what was asked, however often; `status` is that of HTTP."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status


class Server:
    """Makes the calls of the API under `/api/v1/print-station/` with the device's token."""

    def __init__(self, url: str, token: str) -> None:
        if not url.startswith(("http://", "https://")):
            message = f"The server's address must begin with http:// or https://, not {url!r}."
            raise ValueError(message)
        self._root = f"{url.rstrip('/')}/api/v1/print-station/"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        """Return the answer, None without a body; raises `AwayError`, `RefusedError`."""
        return self._call("GET", path, None)

    def post(self, path: str, body: object = None) -> Any:
        """Post the body as JSON; answers and raises as `get` does."""
        return self._call("POST", path, json.dumps(body or {}).encode())

    def _call(self, method: str, path: str, body: bytes | None) -> Any:
        request = Request(self._root + path, body, self._headers, method=method)  # noqa: S310 (http or https: asked above)
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 (the same)
                text = answer.read()
                return json.loads(text) if text else None
        except HTTPError as error:
            raise _complaint(error) from error
        except (OSError, ValueError) as error:
            raise AwayError(str(error)) from error


def _complaint(error: HTTPError) -> Exception:
    with error:
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return AwayError(str(error))
        if error.code == HTTPStatus.TOO_MANY_REQUESTS:
            return AwayError(str(error))
        return RefusedError(error.code, str(error.reason))
