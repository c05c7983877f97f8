"""What every slice of the desk uses: shell, gates, components, formatting. Slices know this room and no other slice.

A view is gate, form, one call, render::

    @require_GET
    @requires("reports.read")                      # gates: 404 for strangers; sets request.entity_ids
    def index(request: DeskRequest) -> HttpResponse:
        rows = aging.by_customer(entity_ids=request.entity_ids, as_of=request.on, actor=request.actor)
        return render_page(request, "aging/index.html", {"rows": rows}, fragment="rows")

* `request` (requests): `actor`, `reader`, `time_zone`, `now`, `on`, `entity_ids`, `htmx`.
* A page (pages) is one template that extends `shell/page.html` and fills the blocks `title`, `content`, `shortcuts`
  and `scripts`. `{% fragment rows %}...{% endfragment %}` names a part; HTMX gets that part alone, everyone else the
  page. Links and forms are boosted: an ordinary form that redirects (`go_to`) needs nothing else; a form with errors
  is rendered again with `status=422`. `messages.success(request, ...)` shows a notice either way.
* Refusals: a `DomainError` that a view lets pass becomes its sentence (NotFound 404, NotAllowed 403, others 422),
  beside what the person was doing where that is possible; `forms.add_refusal` puts it on a form instead.
* Filters (tags, known to every template): `money amount number percent day instant sentence`, isolated by `<bdi>`;
  `money_text` and `day_text` for attributes; `plain` for machines. `{% reading how %}` shows as somebody else reads.
* Fields: `days.DayField` takes days in the reader's calendar, `amounts.AmountField` amounts as the reader writes them;
  `choices` offers countries, currencies, time zones.
* Dialogs that come by request and go when they are done: dialogs.
* Components are `<c-name>` in `templates/cotton`, each with its use in its first line.
* Keyboard (static/recoup/js): `data-row` is walked by J and K, Enter presses its `data-open` (or the row, if it is a
  link); a list with `data-follow` presses it while walking; `data-key="N"` is pressed by N; `data-opens="id"` opens a
  dialog. `search:index` answers the search dialog with `<a role="option" aria-selected="false" href>` elements.
* Nothing inline: the policy forbids scripts and styles in the page, and `hx-on`. Widths are SVG's, see `aging`.
"""
