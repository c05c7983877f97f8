"""Addresses of calls, and of the lists of what was said, promised and asked."""

from django.urls import path

from recoup.web.calls.views import activities, call, care, promises

app_name = "calls"
urlpatterns = [
    path("calls/<int:customer_id>", call.page, name="page"),
    path("calls/<int:customer_id>/callees", call.callees, name="callees"),
    path("calls/<int:customer_id>/dial", call.dial, name="dial"),
    path("calls/<int:customer_id>/next", call.next_customer, name="next"),
    path("calls/<int:customer_id>/of-customer", activities.of_customer, name="of_customer"),
    path("calls/<int:customer_id>/incident", care.incident, name="incident"),
    path("calls/<int:customer_id>/ask", care.ask, name="ask"),
    path("promises/", promises.index, name="promises"),
    path("promises/<int:promise_id>/withdraw", promises.withdraw, name="withdraw"),
    path("activities/", activities.index, name="activities"),
    path("activities/<int:activity_id>/correct", activities.correct, name="correct"),
    path("escalations/", care.index, name="escalations"),
    path("escalations/<int:escalation_id>/answer", care.answer, name="answer"),
    path("escalations/<int:escalation_id>/read", care.read, name="read_answer"),
]
