"""The Content-Security-Policy of every page: scripts only from files of our own."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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


def content_security_policy(store: Mapping[str, object]) -> str:
    """The header's value; browsers may also connect to the public address of ``store`` (an OBJECT_STORE)."""
    public = str(store.get("public_endpoint") or "")
    origin = f" {'https' if store.get('secure', True) else 'http'}://{public}" if public else ""
    return "; ".join((*_DIRECTIVES, f"connect-src 'self'{origin}"))


class ContentSecurityPolicyMiddleware:
    """Adds the policy to every response that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response
