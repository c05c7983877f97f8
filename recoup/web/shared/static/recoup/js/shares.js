// A [data-shares] form divides its data-left among inputs [data-share]: [data-remaining] follows while one types,
// "=" pays an item as far as the money goes, Escape presses [data-cancels]. Amounts are whole ten-thousandths.

const SCALE = 4;
const UNIT = 10n ** BigInt(SCALE);

// Digits of any script as the plain ones; null for what is no amount.
function read(text) {
  const plain = text.normalize("NFKC").replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (sign) => String(sign.charCodeAt(0) & 15));
  const found = /^([-\u2212]?)(\d+)(?:[.\u066B](\d{0,4}))?$/.exec(plain.replace(/[\s\u066C]/g, ""));
  if (!found) return null;
  const size = BigInt(found[2]) * UNIT + BigInt((found[3] ?? "").padEnd(SCALE, "0"));
  return found[1] ? -size : size;
}

function write(size) {
  const digits = String(size < 0n ? -size : size).padStart(SCALE + 1, "0");
  const part = digits.slice(-SCALE).replace(/0+$/, "");
  return `${size < 0n ? "-" : ""}${digits.slice(0, -SCALE)}${part ? `.${part}` : ""}`;
}

const inputs = (form) => [...form.querySelectorAll("input[data-share]")];

function remaining(form, except) {
  return inputs(form).reduce(
    (left, input) => (input === except ? left : left - (read(input.value.trim() || "0") ?? 0n)),
    read(form.dataset.left) ?? 0n,
  );
}

function show(form) {
  const left = remaining(form);
  const place = form.querySelector("[data-remaining]");
  const locale = form.dataset.locale || undefined;
  place.textContent = new Intl.NumberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: SCALE }).format(write(left));
  form.classList.toggle("is-over", left < 0n);
  for (const input of inputs(form)) {
    const wrong = input.value.trim() !== "" && read(input.value.trim()) === null;
    input.setAttribute("aria-invalid", String(wrong));
  }
}

// The item is paid as far as the money goes; a credit is taken in whole.
function fill(form, input) {
  const open = read(input.dataset.open) ?? 0n;
  const left = remaining(form, input);
  const most = open < 0n || open < left ? open : left;
  input.value = most > 0n || open < 0n ? write(most) : "";
  show(form);
}

function begin(root) {
  const form = root.matches?.("[data-shares]") ? root : root.querySelector?.("[data-shares]");
  if (!form) return;
  show(form);
  const first = inputs(form).find((input) => input.getAttribute("aria-invalid") === "true") ?? inputs(form)[0];
  first?.focus();
  first?.select();
}

export function watchShares() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-shares]");
    if (form) show(form);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-shares]");
    if (!form) return;
    if (event.key === "Escape") form.querySelector("[data-cancels]")?.click();
    else if (event.key === "=" && event.target.matches("[data-share]")) fill(form, event.target);
    else return;
    event.preventDefault();
  });
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentElement ?? document));
}
