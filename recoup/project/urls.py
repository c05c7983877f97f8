"""Where every address leads."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("recoup.web.urls"))]

handler403 = "recoup.web.shared.views.forbidden"
handler404 = "recoup.web.shared.views.not_found"
handler500 = "recoup.web.shared.views.fault"
