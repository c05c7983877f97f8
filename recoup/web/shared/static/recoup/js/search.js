// The search dialog: Ctrl-K or / opens it, arrows walk through what was found, Enter goes there.

const dialog = () => document.getElementById("search");
const input = () => dialog()?.querySelector("input[type='search']");
const options = () => [...(dialog()?.querySelectorAll("[role='option']") ?? [])];
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (!option) return input()?.removeAttribute("aria-activedescendant");
  option.id ||= `found-${options().indexOf(option)}`;
  input()?.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

function open() {
  const element = dialog();
  if (!element || element.open || document.querySelector("dialog[open]")) return;
  element.showModal();
  input().select();
}

function onKey(event) {
  const taken = document.querySelector("main [data-key='/']") || document.querySelector("dialog[open]");
  const slash = event.key === "/" && !taken && !event.target.closest("input, textarea, select, [contenteditable]");
  if (((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") || (slash && !event.ctrlKey)) {
    event.preventDefault();
    open();
  } else if (dialog()?.open && event.key === "ArrowDown") {
    event.preventDefault();
    step(1);
  } else if (dialog()?.open && event.key === "ArrowUp") {
    event.preventDefault();
    step(-1);
  } else if (dialog()?.open && event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    (chosen() ?? options()[0])?.click();
  }
}

export function watchSearch() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#search [role='option']")) dialog().close();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "found") return;
    input().setAttribute("aria-expanded", String(options().length > 0));
    choose(options()[0]);
  });
}
