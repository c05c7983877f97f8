// A [data-dropzone] takes files that are dropped on it as if they had been chosen in its own input.

const zone = (event) => event.target.closest?.("[data-dropzone]");

export function watchFiles() {
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Outside a zone, too: else the browser would leave the page for the file.
      event.preventDefault();
      zone(event)?.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    const left = zone(event);
    if (left && !left.contains(event.relatedTarget)) left.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const target = zone(event);
    if (!target) return;
    target.classList.remove("is-over");
    const input = target.querySelector("input[type='file']");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const target = zone(event);
    if (!target || !event.target.matches("input[type='file']")) return;
    const names = [...event.target.files].map((file) => file.name).join(", ");
    for (const place of target.querySelectorAll("[data-file-name]")) place.textContent = names;
    if (names && "autosubmit" in target.dataset) event.target.form?.requestSubmit();
  });
}
