// Scoresheets on a device whose network comes and goes. Every change is kept on the device first, then sent in batches
// that stay as they are until they arrive, so that each is done once. Sheets that were fetched open without a network.
// Without this file the page's own form saves.
{  // names of its own: scripts of a page share theirs
const RETRY = 2000;
const KEPT = `techfest-sheet-${document.currentScript.dataset.judge}-`;  // several judges may share a device
const pages = new Map();  // address -> the sheet's page, for when there is no network
const typed = {};  // what was given on this page, newer than any page that was fetched
let retry, busy = false, refused = "";

const stored = (key, made) => JSON.parse(localStorage.getItem(key) || "null") || made;
const store = (key, value) => localStorage.setItem(key, JSON.stringify(value));
const id = () => crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
const device = stored("techfest-device") || id();
store("techfest-device", device);
const offset = () => stored("techfest-offset", 0);
const form = () => document.getElementById("sheet");
const empty = () => ({ marks: {}, notes: {}, finished: null, sending: null, to: "" });
const kept = (sheet) => ({ ...empty(), ...stored(KEPT + sheet, {}) });
const sheets = () => Object.keys(localStorage).filter((key) => key.startsWith(KEPT)).map((key) => key.slice(KEPT.length));
const isEmpty = (one) => !one.sending && !one.finished && !Object.keys(one.marks).length && !Object.keys(one.notes).length;
const keep = (sheet, one) => isEmpty(one) ? localStorage.removeItem(KEPT + sheet) : store(KEPT + sheet, one);

const count = (batch) => batch ? batch.marks.length + batch.notes.length + (batch.finished_at ? 1 : 0) : 0;
const waiting = () => sheets().reduce((sum, sheet) => {
  const one = kept(sheet);
  return sum + Object.keys(one.marks).length + Object.keys(one.notes).length + (one.finished ? 1 : 0) + count(one.sending && one.sending.batch);
}, 0);

const tellKept = (state) => {
  for (const line of document.querySelectorAll("[data-kept] [data-tell]")) line.hidden = line.dataset.tell !== `score-${state}`;
  for (const told of document.querySelectorAll("[data-waiting]")) told.textContent = waiting();
  for (const told of document.querySelectorAll("[data-why]")) told.textContent = refused;
};

const change = (sheet, what) => {
  const one = kept(sheet);
  one.to = form().dataset.changes;
  what(one);
  keep(sheet, one);
  refused = "";
  tellKept("sending");
  send();
};

// Freezes what is waiting: sent again it is the same batch with the same id.
const frozen = (sheet, one) => {
  if (one.sending) return one.sending;
  const at = (all, name) => Object.entries(all).map(([key, [value, when]]) => ({ [name[0]]: key, [name[1]]: value, at: when }));
  const batch = { device_id: device, offset_ms: offset(), marks: at(one.marks, ["criterion", "mark"]), notes: at(one.notes, ["kind", "text"]), finished_at: one.finished };
  one.sending = { id: id(), batch };
  one.marks = {}; one.notes = {}; one.finished = null;
  keep(sheet, one);
  return one.sending;
};

const post = async (sheet, one) => {
  const { id: form_id, batch } = frozen(sheet, one);
  const token = document.querySelector("[name=form_token]");
  const body = new URLSearchParams({ form_token: token ? token.value : "", form_id, batch: JSON.stringify(batch) });
  const begun = Date.now();
  const answer = await fetch(one.to, { method: "POST", body, signal: AbortSignal.timeout(10000) });
  const told = await answer.json().catch(() => ({}));
  if (told.now) store("techfest-offset", Math.round(told.now - (begun + Date.now()) / 2));
  return { answer, told };
};

const send = async () => {
  if (busy) return;
  busy = true;
  clearTimeout(retry);
  try {
    for (const sheet of sheets()) {
      while (!isEmpty(kept(sheet))) {
        const { answer, told } = await post(sheet, kept(sheet));
        if (!answer.ok && (answer.status >= 500 || answer.status === 429 || !told.code)) throw new Error("again");
        if (!answer.ok && [401, 403].includes(answer.status)) { refused = told.message || ""; return tellKept("refused"); }
        const one = kept(sheet);
        one.sending = null;
        keep(sheet, one);
        if (!answer.ok) { refused = told.message || ""; return tellKept("refused"); }
      }
    }
    tellKept(refused ? "refused" : "saved");
  } catch {
    tellKept("offline");
    retry = setTimeout(send, RETRY);
  } finally {
    busy = false;
  }
};

const shown = (number) => number.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const value = (criterion) => {
  const typedIn = criterion.querySelector("input:not([type=radio])");
  const given = typedIn ? typedIn.value.trim().replace(",", ".") : (criterion.querySelector("input:checked") || {}).value;
  return given || null;
};
const sum = () => {
  if (!form()) return;
  const all = [...form().querySelectorAll("[data-key]")];
  const given = all.filter((one) => value(one) !== null);
  const total = given.reduce((so, one) => so + one.dataset.weight * value(one) / one.dataset.highest, 0);
  for (const told of document.querySelectorAll("[data-total]")) told.textContent = shown(total);
  for (const told of document.querySelectorAll("[data-done]")) told.textContent = given.length;
};

// What this device knows better than the page: what waits, and what was given since the page was fetched.
const overlay = () => {
  if (!form()) return;
  const sheet = form().dataset.sheetId, one = kept(sheet);
  const all = { marks: { ...(typed[sheet] || {}).marks }, notes: { ...(typed[sheet] || {}).notes } };
  if (one.sending) {
    for (const mark of one.sending.batch.marks) all.marks[mark.criterion] ??= mark.mark;
    for (const note of one.sending.batch.notes) all.notes[note.kind] ??= note.text;
  }
  for (const [key, [mark]] of Object.entries(one.marks)) all.marks[key] = mark;
  for (const [kind, [text]] of Object.entries(one.notes)) all.notes[kind] = text;
  for (const [key, mark] of Object.entries(all.marks))
    for (const input of form().querySelectorAll(`[name="mark-${key}"]`))
      if (input.type === "radio") input.checked = input.value === (mark || "");
      else input.value = mark || "";
  for (const [kind, text] of Object.entries(all.notes)) form().elements[`note-${kind}`].value = text;
  if ((typed[sheet] || {}).finished) form().querySelector("fieldset").disabled = true;
  sum();
};

const remember = (sheet, part, key, given) => {
  typed[sheet] ??= { marks: {}, notes: {} };
  typed[sheet][part][key] = given;
};
const given = (event) => {
  if (!form() || event.target.form !== form()) return;
  const sheet = form().dataset.sheetId, name = event.target.name, now = new Date().toISOString();
  if (name.startsWith("mark-")) {
    const key = name.slice(5), mark = value(event.target.closest("[data-key]"));
    remember(sheet, "marks", key, mark);
    change(sheet, (one) => (one.marks[key] = [mark, now]));
    sum();
  } else if (name.startsWith("note-")) {
    const kind = name.slice(5), text = event.target.value;
    if (((typed[sheet] || {}).notes || {})[kind] === text) return;
    remember(sheet, "notes", kind, text);
    change(sheet, (one) => (one.notes[kind] = [text, now]));
  }
};

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (answer.ok && !answer.redirected) pages.set(address, await answer.text());
  return answer.ok;
};
const parts = ["[data-kept]", "main", "footer, .footbar"];
const open = (address) => {
  const page = new DOMParser().parseFromString(pages.get(address), "text/html");
  for (const part of parts) document.querySelector(part).replaceWith(page.querySelector(part));
  document.title = page.title;
  overlay();
  tellKept("offline");
  window.scrollTo(0, 0);
  document.querySelector("h1").setAttribute("tabindex", "-1");
  document.querySelector("h1").focus();
};
const goTo = async (address) => {
  const there = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) }).then(() => true, () => false);
  if (there || !pages.has(address) || !document.querySelector("[data-kept]")) return (location.href = address);
  history.pushState({ sheet: address }, "", address);
  open(address);
};

const undone = () => [...document.querySelectorAll("aside [data-sheet], .footbar [data-sheet]")].filter((link) => !("handedIn" in link.dataset)).map((link) => link.getAttribute("href")).find((address) => !(typed[address.split("/").pop()] || {}).finished);
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const sheet = form().dataset.sheetId, action = event.submitter ? event.submitter.value : "save";
  if (action === "submit") {
    const missing = [...form().querySelectorAll("[data-required]")].filter((one) => value(one) === null);
    if (missing.length) {
      for (const one of form().querySelectorAll("[data-key]")) one.toggleAttribute("data-missing", missing.includes(one));
      const list = document.getElementById("missing");
      list.hidden = false;
      list.querySelector("ul").replaceChildren(...missing.map((one) => {
        const line = document.createElement("li"), link = document.createElement("a");
        link.href = `#${one.id}`;
        link.textContent = one.querySelector("legend").firstChild.textContent;
        line.append(link);
        return line;
      }));
      return list.focus();
    }
    typed[sheet] ??= { marks: {}, notes: {} };
    typed[sheet].finished = true;
    change(sheet, (one) => (one.finished = new Date().toISOString()));
  }
  if (action !== "save") onward(sheet);
}, true);
const onward = async (sheet) => {
  const following = undone() || form().dataset.list;
  const until = Date.now() + 8000;
  while ((busy || sheets().includes(sheet)) && navigator.onLine && Date.now() < until && !refused) await new Promise((done) => setTimeout(done, 50));
  if (!refused) goTo(following);
};

document.addEventListener("change", given);
document.addEventListener("input", (event) => {
  if (event.target.tagName !== "TEXTAREA") return;
  clearTimeout(event.target.pause);
  event.target.pause = setTimeout(() => given(event), 600);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[data-sheet]");
  if (!link || event.ctrlKey || event.metaKey || !document.querySelector("[data-kept]")) return;
  event.preventDefault();
  goTo(link.getAttribute("href"));
});
window.addEventListener("popstate", () => pages.has(location.pathname) ? open(location.pathname) : location.reload());
window.addEventListener("online", send);
for (const link of document.querySelectorAll("a[data-sheet]")) fetched(link.getAttribute("href")).catch(() => {});
if (form()) pages.set(location.pathname, document.documentElement.outerHTML);
overlay();
if (sheets().length) { tellKept("sending"); send(); }
}
