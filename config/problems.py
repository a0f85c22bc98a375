"""Pages for what went wrong: each says what happened, what became of the work, and what to do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Seconds until a page that could not be shown is asked for again.
RETRY_AFTER = 20


@dataclass(frozen=True)
class Problem:
    """One page; ``status`` is its HTTP status."""

    status: int
    title: str | Promise
    sentence: str | Promise
    advice: str | Promise


_BAD_REQUEST = Problem(
    400,
    _("这个请求无法处理"),
    _("浏览器发来的内容不完整或格式不对，没有保存任何改动。"),
    _("请返回上一页，检查后重新提交；如果反复出现，请把网址和时间告诉系统管理员。"),
)
_FORBIDDEN = Problem(
    403,
    _("您不能做这一步"),
    _("您的岗位没有这项权限，或者这件事已经转给别人办理。"),
    _("请回到待办，从列表重新打开；如果确实应由您办理，请联系局里的流程管理员。"),
)
_NOT_FOUND = Problem(
    404,
    _("没有找到这个页面"),
    _("网址可能抄写有误，也可能这件事不在您可以查看的范围内。"),
    _("请回到待办，用编号或单位名称搜索。"),
)
_SERVER_ERROR = Problem(
    500,
    _("系统出了问题"),
    _("这一步没有完成，刚才的改动没有保存，之前已保存的内容不受影响。"),
    _("请稍后再试；如果反复出现，请把网址和时间告诉系统管理员。"),
)
_AWAY = Problem(
    503,
    _("系统暂时连不上"),
    _("数据库或文件库暂时没有应答，刚才这一步没有完成；之前已保存的内容不受影响。"),
    _(
        "一般一两分钟就会恢复。请稍后返回刚才的页面再试，已填写的内容会自动恢复；如果超过十分钟，请告诉系统管理员。"
    ),
)
_UNREADABLE = Problem(
    503,
    _("这个案件现在不能打开"),
    _("它的流程状态不是当前版本保存的，或者被改动过，系统没有打开它。案件的内容、材料和留痕都在。"),
    _("请把案号告诉系统管理员，由管理员检查后恢复。"),
)
_CSRF = Problem(
    403,
    _("页面已经过期"),
    _("您可能在别的窗口重新登录过，或浏览器没有保存登录信息，所以这次提交没有被接受。"),
    _("请返回刚才的页面，已填写的内容会自动恢复，然后再提交一次。"),
)


def _page(problem: Problem, *, again: int = 0) -> HttpResponse:
    """``again``: after how many seconds the page asks for itself once more."""
    # Without the request's context processors: what failed may be the database that they would ask.
    context = {"problem": problem, "again": again}
    return render(None, "banjie/problem.html", context, status=problem.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 400."""
    return _page(_BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 403."""
    return _page(_FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 404."""
    return _page(_NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a crash."""
    return _page(_SERVER_ERROR)


def away(request: HttpRequest) -> HttpResponse:
    """The database or the object store cannot be reached: 503, as JSON where a script asks."""
    if request.method == "PUT" or "application/json" in request.headers.get("Accept", ""):
        sentence = f"{_AWAY.title}：{_AWAY.sentence}"
        response: HttpResponse = JsonResponse({"error": sentence, "sentence": sentence}, status=_AWAY.status)
    else:
        response = _page(_AWAY, again=RETRY_AFTER if request.method in {"GET", "HEAD"} else 0)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def unreadable(request: HttpRequest) -> HttpResponse:
    """The saved state of a case is refused (``manage.py check_states`` says why)."""
    return _page(_UNREADABLE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without the token of this session."""
    return _page(_CSRF)
