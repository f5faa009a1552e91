/* A driver's report from the spot: one tap, kept on the phone until it has been sent, sent once.
 *
 * mount(root, form) draws the taps (form: see stations/report_words.py) into root. What is tapped gets the time of the tap and
 * a random key and stands in a queue in localStorage; it is sent a few seconds later, or when the line is back, or when
 * any page of ours is opened next. The server knows a report by its key, so sending again does no harm. Nothing here knows
 * where the driver is.
 */
const QUEUE = "stations_reports_queue", SENT = "stations_reports_sent", DEVICE = "stations_device";
const PAUSE_MS = 6000, AGAIN_MS = 20000, LONGEST_MS = 300000, MOST_SENT = 10, PHOTO_PX = 1280, PHOTO_BYTES = 150000;
const memory = {};

const read = (name) => {
  try { return memory[name] ?? JSON.parse(localStorage.getItem(name)); } catch { return null; }
};
const write = (name, value) => {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    delete memory[name];
  } catch { memory[name] = value; } // a private window or a full phone: this page knows better than what is kept
};
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
const device = () => {
  const known = read(DEVICE);
  if (known) return known;
  const made = random();
  write(DEVICE, made);
  return made;
};
const queue = () => read(QUEUE) || [];
const change = (key, values) => write(QUEUE, queue().map((one) => (one.key === key ? { ...one, ...values } : one)));
const drop = (key) => write(QUEUE, queue().filter((one) => one.key !== key));

// --- sending

const listeners = new Set();
const tell = () => listeners.forEach((listen) => listen());
let sending = false, failures = 0, restsUntil = 0, waitsUntil = 0;

// What could not be sent now; the server may have said for how many seconds not to ask again.
class Unsent extends Error {
  constructor(seconds) { super(); this.seconds = seconds; }
}

async function post(report) {
  const { station, until, says, name, state, ...body } = report;
  const answer = await fetch(`/api/v1/stations/${encodeURIComponent(station)}/reports`, {
    method: "POST", headers: { "Content-Type": "application/json", "Accept-Language": body.lang },
    credentials: "omit", body: JSON.stringify(body),
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok && told.link) return { link: told.link };
  // Only our own word that it cannot be taken ends a report: the login page of a network or a tired proxy does not.
  const isFinal = answer.status >= 400 && answer.status < 500 && answer.status !== 429 && told.code;
  if (isFinal) return { refused: told.title };
  throw new Unsent(Number(answer.headers.get("Retry-After")) || 0);
}

export async function flush() {
  if (sending || Date.now() < Math.max(restsUntil, waitsUntil)) return;
  sending = true;
  try {
    for (const report of queue()) {
      if (report.until > Date.now() || report.refused) continue;
      try {
        const { link, refused } = await post(report);
        failures = 0;
        if (refused) change(report.key, { refused });
        else {
          drop(report.key);
          const { key, station, says, name, observed_at: at } = report;
          write(SENT, [{ key, station, says, name, at, link }, ...(read(SENT) || [])].slice(0, MOST_SENT));
        }
      } catch (trouble) {
        change(report.key, { state: "kept" });
        if (trouble.seconds) waitsUntil = Date.now() + 1000 * trouble.seconds;
        restsUntil = Date.now() + Math.min(LONGEST_MS, AGAIN_MS * 2 ** failures++);
        break; // the line is down: the others wait too
      }
      tell();
    }
  } finally {
    sending = false;
    tell();
  }
}

// Somebody who taps, and a line that is back, do not wait for the next try; what the server said holds.
const retry = () => { failures = 0; restsUntil = 0; return flush(); };
addEventListener("online", retry);
setInterval(() => queue().some((one) => !one.refused) && flush(), AGAIN_MS);
setTimeout(flush, 0);
for (const { until } of queue()) if (until > Date.now()) setTimeout(flush, until - Date.now() + 50);

// --- a photo, made small enough for a bad line

async function scaled(file) {
  const image = await createImageBitmap(file);
  const shrink = Math.min(1, PHOTO_PX / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * shrink));
  canvas.height = Math.max(1, Math.round(image.height * shrink));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.75, 0.6, 0.45, 0.3, 0.15]) {
    const address = canvas.toDataURL("image/jpeg", quality);
    if (address.length * 0.75 < PHOTO_BYTES) return address.split(",")[1];
  }
  throw new Error("too large");
}

// --- the page

const STYLE = `
.report { display: grid; gap: 10px; font: 400 16px/1.45 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f2925; }
.report p { margin: 0; } .report .soft { color: #4a4f4d; font-size: 15px; }
.report .taps { display: flex; flex-wrap: wrap; gap: 8px; }
.report button, .report summary { min-height: 48px; padding: 8px 16px; border-radius: 8px; border: 1px solid #0b6e4f; background: #fff; color: #0b6e4f; font: inherit; font-weight: 600; cursor: pointer; box-sizing: border-box; }
.report button:hover { background: #eef6f2; }
.report button:focus-visible, .report summary:focus-visible, .report a:focus-visible { outline: 3px solid #1f2925; outline-offset: 1px; }
.report .main { background: #0b6e4f; color: #fff; } .report .main:hover { background: #095c42; }
.report .bad { border-color: #8a1c16; color: #8a1c16; } .report .bad:hover { background: #fbeeed; }
.report summary { display: list-item; list-style-position: inside; width: fit-content; padding: 11px 16px; }
.report .row { display: grid; gap: 6px; padding: 10px 0; border-bottom: 1px solid #d7dbd9; }
.report .panel { display: grid; gap: 8px; padding: 12px; border: 2px solid #0b6e4f; border-radius: 10px; background: #eef6f2; }
.report .panel.trouble { border-color: #8a1c16; background: #fbeeed; }
.report label { display: grid; gap: 4px; } .report textarea, .report input { font: inherit; min-height: 44px; width: 100%; box-sizing: border-box; }
.report .file { position: relative; width: fit-content; max-width: 100%; min-height: 48px; box-sizing: border-box; padding: 11px 16px; border: 2px dashed #0b6e4f; border-radius: 8px; background: #fff; color: #0b6e4f; font-weight: 600; overflow-wrap: anywhere; }
.report .file input { position: absolute; inset: 0; height: 100%; opacity: 0; cursor: pointer; }
.report .file:focus-within { outline: 3px solid #1f2925; outline-offset: 1px; }
.report a { color: #0b6e4f; display: inline-flex; min-height: 44px; align-items: center; }
.report ul { margin: 0; padding: 0; list-style: none; }
`;

const make = (tag, css, text) => {
  const node = document.createElement(tag);
  if (css) node.className = css;
  if (text) node.textContent = text;
  return node;
};
const button = (label, css, act, name = "") => {
  const node = make("button", css, label);
  node.type = "button";
  if (name) node.setAttribute("aria-label", name);
  node.addEventListener("click", act);
  return node;
};
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function mount(root, form) {
  const { words } = form;
  const box = make("div", "report"), panels = make("div", "taps"), mine = make("div");
  const undone = make("p", "soft");
  panels.setAttribute("role", "status");
  undone.setAttribute("role", "status");
  let adding = "";

  const tap = ({ kind, facility, says }) => {
    const report = {
      station: form.station, name: form.name, lang: form.lang, kind, facility, says, key: random(), device: device(),
      observed_at: new Date().toISOString(), note: "", photo: null, until: Date.now() + PAUSE_MS, state: "",
    };
    undone.textContent = "";
    write(QUEUE, [...queue(), report]);
    setTimeout(retry, PAUSE_MS + 50);
    draw();
  };
  const tapButton = (one, css) => button(one.label, css, () => tap(one), one.facility ? one.says : "");

  // While a sentence is typed nothing is sent; if the page is left meanwhile, the report goes without it next time.
  const panel = (report) => {
    const node = make("div", `panel${report.refused ? " trouble" : ""}`);
    node.append(make("strong", "", report.says));
    if (report.refused) {
      node.append(make("p", "", `${report.refused}`), button("✕", "", () => { drop(report.key); draw(); }));
      return node;
    }
    node.append(make("p", "", report.state === "kept" || !navigator.onLine ? words.kept : words.sending));
    if (adding === report.key) node.append(...extra(report));
    const taps = make("div", "taps");
    if (adding !== report.key) taps.append(button(words.add, "", () => { adding = report.key; change(report.key, { until: Date.now() + 600000 }); draw(); }));
    taps.append(button(words.undo, "", () => { drop(report.key); undone.textContent = words.undone; draw(); }));
    node.append(taps);
    return node;
  };
  const extra = (report) => {
    const note = make("textarea"), photo = make("input"), trouble = make("p", "soft");
    note.maxLength = 200; note.rows = 2; note.placeholder = words["note-hint"]; note.value = report.note;
    note.addEventListener("input", () => change(report.key, { note: note.value }));
    const picked = make("span", "", words["photo-pick"]);
    photo.type = "file"; photo.accept = "image/*";
    photo.addEventListener("change", async () => {
      trouble.textContent = "";
      picked.textContent = photo.files[0] ? `✓ ${photo.files[0].name}` : words["photo-pick"];
      try { change(report.key, { photo: photo.files[0] ? await scaled(photo.files[0]) : null }); }
      catch { change(report.key, { photo: null }); picked.textContent = words["photo-pick"]; trouble.textContent = words["photo-failed"]; }
    });
    const labelled = (text, field) => { const label = make("label", "", text); label.append(field); return label; };
    const send = button(words.send, "main", () => { adding = ""; change(report.key, { until: 0 }); retry(); draw(); });
    const file = make("span", "file");
    file.append(photo, picked);
    return [labelled(words.note, note), labelled(words.photo, file), trouble, send];
  };

  const draw = () => {
    const waiting = queue().filter((one) => one.station === form.station);
    // Nobody's sentence is drawn over while it is being typed.
    const typing = panels.querySelector("textarea, input");
    if (!typing || root.getRootNode().activeElement !== typing || !waiting.some((one) => one.key === adding))
      panels.replaceChildren(...waiting.map(panel));
    const sent = (read(SENT) || []).filter((one) => one.station === form.station);
    mine.replaceChildren();
    if (!sent.length) return;
    const list = make("ul");
    for (const one of sent) {
      const item = make("li", "", `${one.says} · ${clock(one.at)} · `), link = make("a", "", words.follow);
      link.href = one.link;
      item.append(link);
      list.append(item);
    }
    mine.append(make("p", "", `${words.sent} ${words.mine}:`), list);
  };

  const taps = make("div", "taps");
  form.plain.forEach((one, at) => taps.append(tapButton(one, at ? "bad" : "main")));
  box.append(make("p", "soft", words.lead), taps);
  if (form.facilities.length) {
    const more = make("details"), rows = make("div");
    more.append(make("summary", "", words["about-facilities"]), rows);
    for (const { name, taps: own } of form.facilities) {
      const row = make("div", "row"), choices = make("div", "taps");
      choices.append(...own.map((one) => tapButton(one, one.kind === "works" ? "" : "bad")));
      row.append(make("strong", "", name), choices);
      rows.append(row);
    }
    box.append(more);
  }
  box.append(panels, undone, mine);
  const style = make("style", "", STYLE);
  root.replaceChildren(style, box);
  listeners.add(draw);
  addEventListener("offline", draw);
  draw();
  return () => listeners.delete(draw);
}

const place = document.querySelector("[data-report]");
if (place) mount(place, JSON.parse(place.dataset.report));
