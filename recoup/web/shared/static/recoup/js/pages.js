// What happens around requests: notices, faults, the theme, and where the focus goes on a new page.

const SHOWN_FOR = 7000;

function show(templateId) {
  const template = document.getElementById(templateId);
  if (template) document.getElementById("toasts")?.append(template.content.cloneNode(true));
  arm();
}

// Notices of success leave by themselves; warnings and errors stay until they are closed.
function arm() {
  for (const toast of document.querySelectorAll(".toast:not([data-armed])")) {
    toast.dataset.armed = "";
    if (!toast.matches(".warning, .error")) setTimeout(() => toast.remove(), SHOWN_FOR);
  }
}

// A refusal carries its own sentence: as a whole page on the way to one, else as a notice beside what was asked.
function carriesItsOwnText(detail) {
  return detail.requestConfig.boosted || detail.xhr.getResponseHeader("HX-Reswap") === "none";
}

// Whoever is on the way to a page no longer waits for parts of this one, nor for a page chosen before: what came
// late would bring its address along.
function leaveAlone() {
  let leaving = false;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { boosted, elt } = event.detail;
    if (!boosted) {
      if (leaving) event.preventDefault();
      return;
    }
    leaving = true;
    for (const waiting of document.querySelectorAll(".htmx-request")) {
      if (waiting !== elt) window.htmx.trigger(waiting, "htmx:abort");
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.boosted) leaving = false;
  });
}

export function watchPages() {
  arm();
  leaveAlone();
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (detail.xhr.status < 400 || !detail.xhr.responseText || !carriesItsOwnText(detail)) return;
    detail.shouldSwap = true;
    detail.isError = false;
  });
  document.addEventListener("htmx:load", arm);
  document.addEventListener("htmx:oobAfterSwap", arm);
  document.addEventListener("htmx:sendError", () => show("unreachable"));
  document.addEventListener("htmx:timeout", () => show("unreachable"));
  document.addEventListener("htmx:responseError", () => show("failed"));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast")?.remove();
    const theme = event.target.closest("[data-set-theme]");
    if (theme) setTheme(theme);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.boosted && event.detail.target === document.body) document.getElementById("main")?.focus();
  });
}

function setTheme(button) {
  document.documentElement.dataset.theme = button.dataset.setTheme;
  for (const other of document.querySelectorAll("[data-set-theme]")) {
    other.setAttribute("aria-current", String(other === button));
  }
}
