"""Every address of the desk: one line for each slice."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("recoup.web.shared.urls")),
    path("account/", include("recoup.web.signin.accounts")),
    path("account/", include("recoup.web.signin.urls")),
    path("preferences/", include("recoup.web.preferences.urls")),
    path("calendar/", include("recoup.web.agenda.urls")),
    path("aging/", include("recoup.web.aging.urls")),
    path("", include("recoup.web.calls.urls")),
    path("cash/", include("recoup.web.cash.urls")),
    path("cheques/", include("recoup.web.cheques.urls")),
    path("customers/", include("recoup.web.customers.urls")),
    path("imports/", include("recoup.web.imports.urls")),
    path("ledger/", include("recoup.web.ledger.urls")),
    path("proposals/", include("recoup.web.proposals.urls")),
    path("offers/", include("recoup.web.offers.urls")),
    path("plans/", include("recoup.web.plans.urls")),
    path("outbox/", include("recoup.web.outbox.urls")),
    path("reconciliations/", include("recoup.web.reconciliation.urls")),
    path("rules/", include("recoup.web.rulebook.urls")),
    path("search/", include("recoup.web.search.urls")),
    path("ways-out/", include("recoup.web.solutions.urls")),
    path("strategies/", include("recoup.web.strategies.urls")),
    path("timetables/", include("recoup.web.timetables.urls")),
    path("today/", include("recoup.web.today.urls")),
    path("overrides/", include("recoup.web.overrides.urls")),
    path("approvals/", include("recoup.web.approvals.urls")),
    path("team/", include("recoup.web.team.urls")),
    path("gateway/", include("recoup.web.gateway.urls")),
    path("health/", include("recoup.web.health.urls")),
]
