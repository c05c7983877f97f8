// J and K move through the rows of the page's list, Enter opens, any [data-key] is pressed by its letter. Where
// something is pressed by Enter itself, Enter does that instead of opening; a field is entered, not pressed.

const typing = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) &&
  !/^(checkbox|radio|button|submit)$/.test(element.type ?? "");

const visible = (element) => element.getClientRects().length > 0;
const rows = () => [...document.querySelectorAll("main [data-row]")].filter(visible);
const current = () => document.querySelector("main [data-row][aria-current='true']");

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  select(all[next]);
  if (all[next].closest("[data-follow]")) all[next].click();
}

export function select(row) {
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
}

function open() {
  const row = current();
  if (!row) return false;
  (row.matches("a, button") ? row : row.querySelector("[data-open], a, button"))?.click();
  return true;
}

function press(key) {
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key.toLowerCase() === key.toLowerCase() && visible(element),
  );
  if (target?.matches("input, textarea, select")) target.focus();
  else target?.click();
  return Boolean(target);
}

// A row keeps the focus after it was clicked: Enter is then meant for the page, not for the row.
const hasOwnEnter = (element) => element.closest("a, button, summary") && !element.closest("[data-row]");

function onKey(event) {
  const busy = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing;
  if (busy || typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key;
  let done = true;
  if (key === "j" || key === "J") move(1);
  else if (key === "k" || key === "K") move(-1);
  else if (key === "Enter") done = !hasOwnEnter(event.target) && (press("Enter") || open());
  else if (key === "?") document.getElementById("shortcuts")?.showModal();
  else done = key.length === 1 && press(key);
  if (done) event.preventDefault();
}

export function watchKeys() {
  document.addEventListener("keydown", onKey);
  // Who has asked in a field that a key enters goes on with keys.
  document.addEventListener("submit", (event) => event.target.querySelector("input[data-key]:focus")?.blur());
  document.addEventListener("click", (event) => {
    const row = event.target.closest("main [data-row]");
    if (!row) return;
    select(row);
    const own = event.target.closest("a, button, input, label, select, summary, textarea");
    if (!own && !window.getSelection()?.toString()) row.querySelector("[data-open]")?.click();
  });
}
