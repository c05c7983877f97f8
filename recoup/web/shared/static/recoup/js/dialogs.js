// [data-opens="id"] opens a dialog, [data-closes] closes the one around it; menus close when one looks away.

function openArrived(root) {
  for (const dialog of root.querySelectorAll?.("dialog[data-modal]:not([open])") ?? []) dialog.showModal();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

// A dialog that came by request leaves the page when it is closed; one that is the page itself leads back.
function takeAway(dialog) {
  if (!dialog.closest("main")) dialog.remove();
  else if (history.length > 1) history.back();
  else location.assign("/");
}

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.opens)?.showModal();
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
    closeMenus(event.target.closest("details.menu"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });
  document.addEventListener("close", (event) => event.target.matches?.("dialog[data-modal]") && takeAway(event.target), true);
  document.addEventListener("htmx:load", (event) => openArrived(event.detail.elt.parentElement ?? document));
}
