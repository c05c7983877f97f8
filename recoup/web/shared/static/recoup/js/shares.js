// A [data-shares] form divides its data-left among inputs [data-share]: [data-remaining] follows while one types,
// "=" pays an item as far as the money goes, Escape presses [data-cancels]. Amounts are whole ten-thousandths.

const SCALE = 4;
const UNIT = 10n ** BigInt(SCALE);

// The marks of the reader's language among Latin figures.
function marks(form) {
  const language = (form.dataset.locale || "en").split("-u-")[0];
  const parts = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(12345678.5);
  const mark = (type) => parts.find((part) => part.type === type)?.value ?? "";
  return { group: mark("group"), decimal: mark("decimal") };
}

// What a person typed as "1234.5", by the same rules as amounts.py; null for what is no amount or could be two.
function typed(text, form) {
  let plain = text.normalize("NFKC").replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (sign) => String(sign.charCodeAt(0) & 15));
  plain = plain.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069]/g, "").replace(/\u2212/g, "-").replace(/\u060C/g, ",").trim();
  plain = plain.replace(/[\s'\u2019]/g, " ");
  let whole = plain, part = "";
  if (plain.includes("\u066B")) {
    [whole, part] = plain.split("\u066B");
  } else {
    const found = plain.match(/[.,]/g) ?? [];
    const kinds = new Set(found);
    const last = found.at(-1);
    if (kinds.size === 2 || found.length === 1) {
      const place = plain.lastIndexOf(last);
      const could = found.length === 1 && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
      if (could && last !== marks(form).group) return null;
      if (!could) [whole, part] = [plain.slice(0, place), plain.slice(place + 1)];
    }
  }
  const sign = whole.startsWith("-") ? "-" : "";
  whole = whole.slice(sign.length).trim() || "0";
  if (!/^(\d+|\d{1,3}(?:([.,\u066C ])\d{3})(?:\2\d{3})*)$/.test(whole)) return null;
  return `${sign}${whole.replace(/\D/g, "")}${part ? `.${part}` : ""}`;
}

// Ten-thousandths of an amount with a decimal point; null for what is no amount.
function read(text) {
  const found = /^(-?)(\d+)(?:[.](\d{0,4}))?$/.exec(text ?? "");
  if (!found) return null;
  const size = BigInt(found[2]) * UNIT + BigInt((found[3] ?? "").padEnd(SCALE, "0"));
  return found[1] ? -size : size;
}

function write(size) {
  const digits = String(size < 0n ? -size : size).padStart(SCALE + 1, "0");
  const part = digits.slice(-SCALE).replace(/0+$/, "");
  return `${size < 0n ? "-" : ""}${digits.slice(0, -SCALE)}${part ? `.${part}` : ""}`;
}

// An amount as the reader types it; three decimals would look like thousands.
function entered(size, form) {
  const [whole, part] = write(size).split(".");
  return part ? `${whole}${marks(form).decimal}${part.length === 3 ? `${part}0` : part}` : whole;
}

const inputs = (form) => [...form.querySelectorAll("input[data-share]")];

function remaining(form, except) {
  return inputs(form).reduce(
    (left, input) => (input === except ? left : left - (read(typed(input.value.trim() || "0", form)) ?? 0n)),
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
    const wrong = input.value.trim() !== "" && read(typed(input.value.trim(), form)) === null;
    input.setAttribute("aria-invalid", String(wrong));
  }
}

// The item is paid as far as the money goes; a credit is taken in whole.
function fill(form, input) {
  const open = read(input.dataset.open) ?? 0n;
  const left = remaining(form, input);
  const most = open < 0n || open < left ? open : left;
  input.value = most > 0n || open < 0n ? entered(most, form) : "";
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
