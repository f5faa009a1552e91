// People or sessions as one list with large buttons; what is chosen goes back to the script. All data enters as text.
const REST_MS = 600;   // a second tap right after the list changed was meant for what stood there before
const ANSWER_MS = 2500;

const element = (tag, css, text) => {
  const node = document.createElement(tag);
  if (css) node.className = css;
  if (text) node.textContent = text;
  return node;
};

const button = (item, action, choose) => {
  const node = element(action.href ? "a" : "button", "action " + (action.kind || ""), action.label);
  node.dataset.key = item.id + "/" + action.name;
  if (action.href) {
    node.href = action.href;
    node.addEventListener("click", (event) => {
      // Within the product a page is opened in place; as a link it can still be copied or opened beside.
      if (!action.href.startsWith("/") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(item, action, node);
    });
    return node;
  }
  node.type = "button";
  node.setAttribute("aria-label", action.label + " – " + item.title);
  node.addEventListener("click", () => choose(item, action, node));
  return node;
};

const row = (item, choose) => {
  const li = element("li", "item " + (item.tone || ""));
  li.dataset.id = item.id;
  const words = element("div", "words");
  const title = element("div", "title");
  if (item.badge) title.append(element("span", "badge", item.badge));
  title.append(document.createTextNode(item.title));
  const first = element("div", "first");
  first.append(title);
  words.append(first);
  for (const line of item.lines || []) words.append(element("div", "line", line));
  if (item.tel) {
    const tel = element("a", "tel", item.tel_label);
    tel.href = "tel:" + item.tel;
    first.append(tel);
  }
  if (item.state) words.append(element("div", "state", item.state));
  const actions = element("div", "actions");
  actions.append(...(item.actions || []).map((action) => button(item, action, choose)));
  li.append(words, actions);
  return li;
};

const part = (group, choose) => {
  const section = element("section");
  const top = element("div", "top");
  top.append(element("h2", "", group.heading));
  if (group.note) top.append(element("span", "note " + (group.note_tone || ""), group.note));
  section.append(top);
  if (group.text) section.append(element("p", "text", group.text));
  const list = element("ul");
  list.append(...group.items.map((item) => row(item, choose)));
  if (group.items.length) section.append(list);
  else if (group.empty) section.append(element("p", "empty", group.empty));
  return section;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".desk");
  const drawn = JSON.stringify(data);
  if (root.drawn === drawn) { root.querySelectorAll("button").forEach((one) => { one.disabled = false; }); return; }
  const focused = parentElement.activeElement && parentElement.activeElement.dataset.key;
  const drawnAt = root.drawn ? performance.now() : -REST_MS;
  root.drawn = drawn;
  const choose = (item, action, node) => {
    if (performance.now() - drawnAt < REST_MS) return;
    const all = node.closest("li").querySelectorAll("button");
    all.forEach((one) => { one.disabled = true; });
    setTimeout(() => all.forEach((one) => { one.disabled = false; }), ANSWER_MS);
    setTriggerValue("chosen", { action: action.name, id: item.id, version: item.version });
  };
  root.setAttribute("aria-label", data.label);
  root.replaceChildren(...data.groups.map((group) => part(group, choose)));
  if (!focused) return;
  const same = root.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  const beside = root.querySelector(`[data-id="${CSS.escape(focused.split("/")[0])}"] button`);
  (same || beside)?.focus({ preventScroll: true });
}
