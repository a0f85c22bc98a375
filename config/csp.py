"""The Content-Security-Policy of every page: scripts only from files of our own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from storage import store

_DIRECTIVES = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # viewflow and bpmn-js set style attributes
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


def content_security_policy(upload_origin: str) -> str:
    """The header's value; browsers may also connect to ``upload_origin``, where it is not empty."""
    return "; ".join((*_DIRECTIVES, " ".join(filter(None, ("connect-src 'self'", upload_origin)))))


class ContentSecurityPolicyMiddleware:
    """Adds the policy to every response that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if "Content-Security-Policy" not in response.headers:
            policy = content_security_policy(store().upload_origin)
            response.headers["Content-Security-Policy"] = policy
        return response
