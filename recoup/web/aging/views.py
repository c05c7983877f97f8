"""Ask for an aging, look at it, take it along."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.formats.workbook import write_workbook
from recoup.reports.queries.aging import aging, bucket_sets
from recoup.web.aging import presenters
from recoup.web.aging.forms import AgingForm
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_ROWS_SHOWN = 100
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires("reports.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the aging that was asked for: the largest rows of each currency, totals of all, picture, proof."""
    form = AgingForm(request.GET.dict(), on=request.on, bucket_sets=bucket_sets())
    if not form.is_valid():
        return render_page(request, "aging/index.html", {"form": form}, fragment="result", status=422)
    asked = form.request(entity_ids=request.entity_ids, limit=_ROWS_SHOWN)
    table = aging(request=asked, actor=request.actor)
    labels = presenters.labels_of(table, request.reader)
    blocks = presenters.blocks(table, labels, request.GET.dict(), request.reader)
    context = {"form": form, "table": table, "labels": labels, "blocks": blocks}
    return render_page(request, "aging/index.html", context, fragment="result")


@require_GET
@requires("reports.read")
def workbook(request: DeskRequest) -> HttpResponse:
    """Give the whole aging as a workbook."""
    form = AgingForm(request.GET.dict(), on=request.on, bucket_sets=bucket_sets())
    if not form.is_valid():
        return render_page(request, "aging/index.html", {"form": form}, status=422)
    table = aging(request=form.request(entity_ids=request.entity_ids, limit=None), actor=request.actor)
    content = write_workbook([presenters.sheet(table, request.reader)])
    name = f"aging-{table.as_of.isoformat()}-{table.by.value}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_WORKBOOK, headers=headers)
