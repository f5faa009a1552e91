// Frames /map. The frame is made once; on later runs only what changed is posted into it.
function address(data) {
  const query = new URLSearchParams(data.query);
  query.set("lang", data.lang);
  if (data.center) {
    query.set("lat", data.center[0]);
    query.set("lng", data.center[1]);
  }
  if (data.zoom) query.set("zoom", data.zoom);
  if (data.selected) query.set("station", data.selected);
  return "/map?" + query;
}

// What changed between two runs, as messages the document understands.
function changes(before, now) {
  const differs = (key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]);
  const messages = [];
  if (differs("query")) messages.push({ type: "filters", query: now.query });
  if (differs("here") && now.here) messages.push({ type: "here", ...now.here });
  if (differs("picking")) messages.push({ type: "pick", on: now.picking });
  if (differs("center") || differs("zoom") || differs("selected")) {
    const [lat, lng] = (differs("center") && now.center) || [null, null];
    messages.push({ type: "show", lat, lng, zoom: now.zoom, id: now.selected });
  }
  return messages;
}

function start(parent, data) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:100%;display:block;border-radius:8px";
  frame.allow = "geolocation";
  const state = { frame, shown: data, waiting: [], isReady: false, component: null };
  state.listen = (event) => {
    if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
    const { type, ...rest } = event.data || {};
    if (type === "ready") {
      state.isReady = true;
      state.waiting.splice(0).forEach(state.post);
    } else if (type === "station") state.component.setTriggerValue("station", String(rest.id));
    else if (type === "here" || type === "place") state.component.setTriggerValue(type, rest);
  };
  state.post = (message) => {
    if (state.isReady) frame.contentWindow.postMessage(message, location.origin);
    else state.waiting.push(message);
  };
  window.addEventListener("message", state.listen);
  frame.src = address(data);
  parent.appendChild(frame);
  if (data.here) state.post({ type: "here", ...data.here });
  if (data.picking) state.post({ type: "pick", on: true });
  return state;
}

const states = new WeakMap();

export default function (component) {
  const { data, parentElement } = component;
  let state = states.get(parentElement);
  if (!state) {
    state = start(parentElement, data);
    states.set(parentElement, state);
  } else if (state.shown.lang !== data.lang) {
    state.isReady = false;
    state.frame.src = address(data);
  } else changes(state.shown, data).forEach(state.post);
  state.shown = data;
  state.component = component;
  state.frame.title = data.title;
  // A page may size its maps by screen width, which Python does not know.
  state.frame.style.height = "var(--map-height, " + data.height + "px)";
  return () => {
    window.removeEventListener("message", state.listen);
    state.frame.remove();
    states.delete(parentElement);
  };
}
