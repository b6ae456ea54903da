// What plain HTML can't do: tell that sending takes long or that the network is gone, and move the focus after a swap.
// Every page works without this file.
const SLOW = 4000;
let timer;

const all = (name) => document.querySelectorAll(`[data-tell="${name}"]`);
const tell = (name) => {
  for (const other of ["sending", "offline"]) all(other).forEach((e) => (e.hidden = other !== name));
  all("saved").forEach((e) => (e.hidden = Boolean(name)));
};
const busy = (form, on) => {
  for (const button of form.querySelectorAll("button[type=submit]")) {
    if (on) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
};
const focus = () => {
  const target = document.querySelector("[data-focus]") || document.querySelector("h1");
  if (!target) return;
  target.setAttribute("tabindex", "-1");
  target.focus();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  busy(form, true);
  clearTimeout(timer);
  timer = setTimeout(() => tell("sending"), SLOW);
});
document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(timer);
  if (event.target.closest?.("[data-quiet]")) return;  // asked while somebody types
  const form = event.target.closest?.("form");
  if (!form) return;
  delete form.dataset.sent;
  busy(form, false);
  if (event.detail.xhr.status === 0) tell("offline");
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.closest?.("[sse-swap], [data-quiet]")) focus();  // what comes by itself moves nobody
});
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("progress[data-upload]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.max = event.detail.total;
  bar.value = event.detail.loaded;
});
window.addEventListener("offline", () => tell("offline"));
window.addEventListener("online", () => tell(""));
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) { delete form.dataset.sent; busy(form, false); }
});

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("a[data-ask]");
  const closer = event.target.closest?.("[data-close]");
  const dialog = opener ? document.getElementById(opener.dataset.ask) : closer?.closest("dialog[open]");
  if (!dialog) return;
  if (opener) dialog.showModal();
  else dialog.close();
  if (event.target.closest("a")?.getAttribute("href").startsWith("#")) event.preventDefault();
});

const count = (form) => {
  const boxes = [...form.querySelectorAll("tbody .tick [type=checkbox]")];
  const ticked = boxes.filter((box) => box.checked).length;
  for (const told of form.querySelectorAll("[data-picked]"))
    if (told.dataset.picked) told.textContent = told.dataset.picked.replace("{count}", ticked);
  for (const every of form.querySelectorAll("[data-tick-all]")) {
    every.hidden = false;
    every.checked = ticked > 0 && ticked === boxes.length;
    every.indeterminate = ticked > 0 && ticked < boxes.length;
  }
};
document.addEventListener("change", (event) => {
  const form = event.target.closest?.(".picking");
  if (!form) return;
  if (event.target.matches("[data-tick-all]"))
    for (const box of form.querySelectorAll("tbody .tick [type=checkbox]")) box.checked = event.target.checked;
  count(form);
});
document.querySelectorAll(".picking").forEach(count);
