"""The pages that belong to no app: home, language, legal pages, living style."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cordee.web import home as home_page
from cordee.web import resume, sealing
from cordee.web.components import paginated
from cordee.web.guards import signed_in
from cordee.web.middleware import LANGUAGE_KEY
from cordee.web.samples import FINDINGS, sample_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is open now, how it works, sign in."""
    return render(request, "web/home.html", {"sections": home_page.sections(request)})


@csrf_exempt  # choosing a language harms nobody, and a token here would give every visitor a cookie
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in the session and come back to the same page."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session[LANGUAGE_KEY] = chosen
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if safe and "\0" not in back else "/")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration that RGAA asks for."""
    return render(request, "web/accessibility.html")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes and who hosts."""
    return render(request, "web/legal.html")


@require_safe
def seal(_request: HttpRequest) -> HttpResponse:
    """The certificate of the seal: with it, anybody checks a sealed paper elsewhere."""
    answer = HttpResponse(sealing.certificate(), content_type="application/x-pem-file")
    answer["Content-Disposition"] = 'attachment; filename="cachet.pem"'
    return answer


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, for how long, and their rights."""
    return render(request, "web/privacy.html")


@never_cache
@require_safe
@signed_in
def resumed(request: HttpRequest) -> HttpResponse:
    """What was being sent when the session ended, to be sent again."""
    return render(request, "web/resume.html", {"kept": resume.kept(request)})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let a kept text go."""
    resume.forget(request)
    return redirect("/")


def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for developers, demonstrations and tests."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    posted = request.POST if request.method == "POST" else None
    page = paginated(request, range(200))
    context = {**sample_page(posted), "page": page, "refusals": FINDINGS[1:3] if posted else []}
    return render(request, "web/style.html", context, status=422 if posted else 200)
