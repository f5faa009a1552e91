// Streamlit speaks English in a few places that no setting reaches; these are said again in the visitor's language.
// Single words are taken for Streamlit's only where they name a control, for a page may say "Open" itself.
const spoken = { labels: {}, texts: {}, last: {}, observer: null };
const translated = (node) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const words = spoken.texts[node.nodeValue.trim()];
    if (words) node.nodeValue = words;
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const one of [node, ...node.querySelectorAll("[aria-label]")]) {
      const words = spoken.labels[one.getAttribute("aria-label")];
      if (words) one.setAttribute("aria-label", words);
    }
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translated(texts.currentNode);
  }
};
const speak = (words) => {
  const said = Object.entries(words).filter(([english, now]) => spoken.last[english] !== now);
  if (!said.length) return;
  const pairs = said.flatMap(([english, now]) =>
    [english, spoken.last[english]].filter((was) => was && was !== now).map((was) => [english, was, now]));
  spoken.labels = Object.fromEntries(pairs.map(([, was, now]) => [was, now]));
  spoken.texts = Object.fromEntries(pairs.filter(([english]) => english.includes(" ")).map(([, was, now]) => [was, now]));
  spoken.last = words;
  translated(document.body);
  if (spoken.observer) return;
  spoken.observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "attributes") translated(record.target);
      for (const node of record.addedNodes) translated(node);
    }
  });
  spoken.observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
};

// What a driver tapped on a bad line is sent by whatever page is opened next.
let looked = false;
const sendWaiting = () => {
  if (looked) return;
  looked = true;
  try { if ((localStorage.getItem("stations_reports_queue") || "[]") === "[]") return; } catch { return; }
  import(new URL("/assets/report.js", location.origin));
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  sendWaiting();
  const bar = parentElement.querySelector(".bar");
  const slow = parentElement.querySelector(".slow");
  const link = (label, href, css) => {
    const a = document.createElement("a");
    a.textContent = label; a.href = href; a.className = css || "";
    return a;
  };
  const signOut = (label) => {
    // Signing out changes something, so it is a POST and no link that a page elsewhere could make a browser follow.
    const form = document.createElement("form");
    form.method = "post"; form.action = "/sign-out"; form.className = "account";
    const button = document.createElement("button");
    button.textContent = label;
    form.append(button);
    return form;
  };
  const languages = data.languages.map(({ code, short, name }) => {
    const a = link(short, data.here + (data.here.includes("?") ? "&" : "?") + "lang=" + code, "lang");
    a.setAttribute("aria-label", name); a.title = name; a.lang = code;
    if (code === data.lang) a.setAttribute("aria-current", "true");
    a.addEventListener("click", (event) => {
      event.preventDefault();
      // The cookie remembers the choice for the next visit; the page itself changes without being loaded again.
      fetch("/language?next=/healthz&lang=" + code, { redirect: "manual" }).catch(() => {});
      setTriggerValue("lang", code);
    });
    return a;
  });
  const aed = link(data.aed, "/aed", "aed");
  aed.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.pathname.endsWith("/aed")) return;
    setTriggerValue("aed", true);
    // No answer (a dropped connection): somebody may be lying there, so the plain page is opened instead.
    setTimeout(() => { if (!location.pathname.endsWith("/aed")) location.assign("/m/aed"); }, 4000);
  });
  const fast = link(data.fast, data.twin, "wide");
  const account = data.is_signed_in ? signOut(data.account) : link(data.account, "/sign-in", "wide");
  bar.setAttribute("aria-label", data.label);
  bar.replaceChildren(fast, account, ...languages, aed);
  document.documentElement.lang = data.lang;
  speak(data.words);
  const line = navigator.connection;
  slow.hidden = !(line && (line.saveData || /2g|3g/.test(line.effectiveType || "") || line.rtt > 600));
  slow.replaceChildren(document.createTextNode(data.fast_note), link(data.fast, data.twin));
}
