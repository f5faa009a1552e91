/* The stations on the map. Plain Leaflet 1.9; nothing here comes from another host but the online tiles.
 *
 * Address of the document: lang, lat, lng, zoom, station (id to highlight), links=m (open /m/station/<id> on a tap);
 * every other parameter is a filter and is passed on to /map/stations.
 * Messages, same origin only. To the parent: {type:"ready"}, {type:"station", id}, {type:"here", lat, lng, accuracy},
 * {type:"place", lat, lng}. From the parent: {type:"filters", query}, {type:"show", lat, lng, zoom, id},
 * {type:"here", lat, lng, accuracy}, {type:"pick", on}.
 * Whatever came from data is put in as text, never as HTML.
 */
"use strict";

function stationsMap(map, config) {
  const words = config.words;
  const OWN = new Set(["lang", "lat", "lng", "zoom", "station", "links"]);
  const MARKS = { open: "✓", closed: "✕", "open-by-qr": "QR", unknown: "?", disputed: "!" };
  const DETAIL_FROM = 9;
  const DELTA = L.latLngBounds([21.4, 112.6], [23.3, 114.7]);
  const TOUCH = 44;
  const address = new URLSearchParams(location.search);
  const isFramed = window.parent !== window;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function tell(message) {
    if (isFramed) window.parent.postMessage(message, location.origin);
  }

  function number(text) {
    return text === null || text === "" || !isFinite(text) ? null : Number(text);
  }

  // --- sentences over the map: one place, spoken by screen readers

  const notices = make("div", "map-notices");
  notices.setAttribute("role", "status");
  map.getContainer().appendChild(notices);
  const told = new Map();

  function say(key, text, seconds) {
    hush(key);
    const line = make("div", "map-notice", text);
    notices.appendChild(line);
    told.set(key, line);
    if (seconds) setTimeout(() => told.get(key) === line && hush(key), seconds * 1000);
  }

  function hush(key) {
    const line = told.get(key);
    if (line) line.remove();
    told.delete(key);
  }

  // --- land, coast, boundaries and names, from our own vector data (quantised TopoJSON)

  const LAND = { pane: "land", stroke: false, fillColor: "#f6f2e7", fillOpacity: 1, interactive: false };
  const COAST = { pane: "land", color: "#8fb0bd", weight: 1, interactive: false };
  const BORDER = {
    pane: "boundaries", color: "#8a5a83", weight: 1.5, opacity: 0.75, dashArray: "6 5", fill: false, interactive: false,
  };
  const boundaries = L.layerGroup();
  const names = L.layerGroup();
  const borders = [];

  function arcsOf(topology) {
    const [stepX, stepY] = topology.transform.scale;
    const [west, south] = topology.transform.translate;
    return topology.arcs.map((arc) => {
      let x = 0;
      let y = 0;
      return arc.map(([dx, dy]) => [south + (y += dy) * stepY, west + (x += dx) * stepX]);
    });
  }

  function joined(numbers, arcs) {
    return numbers.flatMap((arc, at) => (at ? arcs[arc].slice(1) : arcs[arc]));
  }

  function draw(topology) {
    const arcs = arcsOf(topology);
    const shape = (name) => topology.objects[name].arcs.map((rings) => rings.map((ring) => joined(ring, arcs)));
    L.polygon(shape("land"), { ...LAND, renderer: canvas("land") }).addTo(map);
    if (topology.objects.coast) {
      L.polyline(topology.objects.coast.arcs.map((line) => joined(line, arcs)), { ...COAST, renderer: canvas("land") }).addTo(map);
    }
    ["hong_kong", "macao"].filter((name) => topology.objects[name]).forEach((name) => {
      borders.push(...shape(name).map((rings) => rings[0]));
      L.polygon(shape(name), { ...BORDER, renderer: canvas("boundaries") }).addTo(boundaries);
    });
  }

  const canvases = {};
  function canvas(pane) {
    return (canvases[pane] = canvases[pane] || L.canvas({ pane, padding: 0.6 }));
  }

  const asked = new Map();
  function basemap(name, use) {
    if (asked.has(name)) return;
    asked.set(name, true);
    fetch(`/assets/basemap/${name}.json`)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(use)
      .catch(() => asked.delete(name));
  }

  function showNames() {
    const zoom = map.getZoom();
    names.clearLayers();
    const bounds = map.getBounds().pad(0.3);
    config.places.forEach(({ geometry, properties }) => {
      const [lng, lat] = geometry.coordinates;
      if (zoom < properties.from || zoom > properties.to || !bounds.contains([lat, lng])) return;
      const label = make("span", "map-place", properties[config.lang]);
      label.classList.toggle("map-place-port", properties.to === 18);
      label.classList.toggle("map-place-above", Boolean(properties.above));
      const icon = L.divIcon({ html: label, className: "map-place-spot", iconSize: [0, 0] });
      L.marker([lat, lng], { icon, pane: "names", interactive: false, keyboard: false }).addTo(names);
    });
  }

  function loadBasemap() {
    basemap("delta", draw);
    showNames();
    if (map.getZoom() < DETAIL_FROM || !DELTA.contains(map.getBounds())) basemap("china", draw);
  }

  // --- GCJ-02: the tiles are moved, the stations stay where they are (formula: see stations/geo.py)

  function gcj02({ lat, lng }) {
    const { sin, cos, sqrt, abs, PI } = Math;
    const x = lng - 105;
    const y = lat - 35;
    const shared = 20 * sin(6 * x * PI) + 20 * sin(2 * x * PI);
    let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
    north += ((shared + 20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3;
    north += ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
    let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
    east += ((shared + 20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3;
    east += ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
    const radians = (lat * PI) / 180;
    const magic = 1 - 0.00669342162296594323 * sin(radians) ** 2;
    const meridian = (6378245 * (1 - 0.00669342162296594323)) / (magic * sqrt(magic));
    const parallel = (6378245 / sqrt(magic)) * cos(radians);
    return L.latLng(lat + ((north / meridian) * 180) / PI, lng + ((east / parallel) * 180) / PI);
  }

  function isInside(ring, { lat, lng }) {
    let inside = false;
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [lat1, lng1] = ring[at];
      const [lat2, lng2] = ring[before];
      if (lat1 > lat !== lat2 > lat && lng < ((lng2 - lng1) * (lat - lat1)) / (lat2 - lat1) + lng1) inside = !inside;
    }
    return inside;
  }

  function tileCentre(centre) {
    const point = L.latLng(centre);
    if (!config.amapShiftedOutsideMainland && borders.some((ring) => isInside(ring, point))) return point;
    return gcj02(point);
  }

  const ShiftedTiles = L.TileLayer.extend({
    _getTiledPixelBounds(centre) {
      return L.TileLayer.prototype._getTiledPixelBounds.call(this, tileCentre(centre));
    },
    _setZoomTransform(level, centre, zoom) {
      L.TileLayer.prototype._setZoomTransform.call(this, level, tileCentre(centre), zoom);
    },
    onAdd(onto) {
      L.TileLayer.prototype.onAdd.call(this, onto);
      // The shift differs by a few metres over a long drag; Leaflet would keep the one it began with.
      this._follow = () => this._setZoomTransforms(onto.getCenter(), onto.getZoom());
      onto.on("moveend", this._follow);
    },
    onRemove(from) {
      from.off("moveend", this._follow);
      L.TileLayer.prototype.onRemove.call(this, from);
    },
  });

  // --- online tiles: an extra that goes away by itself, with a sentence, when its host does not answer

  function onlineTiles(source) {
    const Tiles = source.datum === "gcj02" ? ShiftedTiles : L.TileLayer;
    const group = L.layerGroup(
      source.urls.map((url) => new Tiles(url, {
        subdomains: source.subdomains || "abc", maxZoom: 18, attribution: source.attribution, referrerPolicy: "origin",
      }))
    );
    let errors = 0;
    let hasLoaded = false;
    let timer = 0;
    const giveUp = () => {
      if (hasLoaded || !map.hasLayer(group)) return;
      map.removeLayer(group);
      plain.addTo(map);
      say("tiles", words["tiles-failed"], 9);
    };
    group.eachLayer((tiles) => tiles.on({
      tileload: () => { hasLoaded = true; hush("tiles"); },
      tileerror: () => { errors += 1; if (errors >= 3) setTimeout(giveUp); },
    }));
    group.on("add", () => {
      errors = 0;
      hasLoaded = false;
      clearTimeout(timer);
      timer = setTimeout(giveUp, 4000);
    });
    return group;
  }

  // --- stations

  const stationsLayer = L.layerGroup().addTo(map);
  let answer = { clusters: [], stations: [], total: 0 };
  let filters = new URLSearchParams([...address].filter(([key]) => !OWN.has(key))).toString();
  let selected = address.get("station") || "";
  let popup = null;
  let isPicking = false;

  function clusterItem([lat, lng, count, open]) {
    return { at: L.latLng(lat, lng), count, open, bounds: null, stations: [] };
  }

  function stationItem(station) {
    const isOpen = station.state === "open" || station.state === "open-by-qr";
    return { at: L.latLng(station.lat, station.lng), count: 1, open: isOpen ? 1 : 0, bounds: null, stations: [station] };
  }

  // Icons that would lie on one another become one cluster, or a fan when zooming in could not part them.
  function arranged() {
    const items = [...answer.clusters.map(clusterItem), ...answer.stations.map(stationItem)];
    items.sort((a, b) => b.count - a.count);
    const groups = [];
    items.forEach((item) => {
      const pixel = map.latLngToLayerPoint(item.at);
      const near = groups.find((group) => group.pixel.distanceTo(pixel) < TOUCH - 8);
      if (near) near.items.push(item);
      else groups.push({ pixel, items: [item] });
    });
    return groups.flatMap(({ items: together }) => {
      if (together.length === 1) return together;
      const bounds = L.latLngBounds(together.map((item) => item.at));
      const metres = bounds.getSouthWest().distanceTo(bounds.getNorthEast());
      const areSingles = together.every((item) => item.stations.length === 1);
      if (areSingles && (metres < 60 || map.getZoom() >= 17)) return fan(together);
      const count = together.reduce((sum, item) => sum + item.count, 0);
      const open = together.reduce((sum, item) => sum + item.open, 0);
      return [{ at: areSingles ? bounds.getCenter() : together[0].at, count, open, bounds, stations: [] }];
    });
  }

  // A few stand in a column with their names beside them; many stand in a ring.
  function fan(items) {
    const radius = Math.max(25, (items.length * TOUCH) / (2 * Math.PI));
    return items.map((item, at) => {
      if (items.length <= 5) return { ...item, isColumn: true, offset: [0, (at - (items.length - 1) / 2) * 40] };
      const angle = (2 * Math.PI * at) / items.length - Math.PI / 2;
      return { ...item, offset: [Math.cos(angle) * radius, Math.sin(angle) * radius] };
    });
  }

  const drawn = new Map();

  function redraw() {
    const items = arranged();
    const wanted = new Map(items.map((item) => [identity(item), item]));
    drawn.forEach((marker, key) => {
      if (wanted.has(key)) return;
      stationsLayer.removeLayer(marker);
      drawn.delete(key);
    });
    wanted.forEach((item, key) => {
      if (drawn.has(key)) return;
      drawn.set(key, item.stations.length ? stationMarker(item) : clusterMarker(item));
    });
    highlight();
    cancelAnimationFrame(naming);
    naming = requestAnimationFrame(showStationNames);
    document.documentElement.dataset.stationsDrawn = String(drawn.size);
  }

  // A name is shown where it covers no other mark and no other name; the chosen station's always is.
  let naming = 0;
  function showStationNames() {
    const alone = [...drawn.values()].filter((one) => one.station && one.getElement());
    const isCrowded = alone.length > 40;
    const boxOf = (element) => element.getBoundingClientRect();
    const labels = alone.map((one) => one.getElement().querySelector(".map-name"));
    labels.forEach((label) => label.classList.remove("map-name-hidden"));
    const boxes = isCrowded ? [] : labels.map(boxOf);
    const taken = isCrowded ? [] : [...drawn.values()].map((one) => ({ one, box: boxOf(one.getElement().querySelector(".map-mark, .map-cluster")) }));
    labels.forEach((label, at) => {
      const box = boxes[at];
      const covers = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      const isHidden = isCrowded || taken.some((other) => other.one !== alone[at] && covers(other.box));
      label.classList.toggle("map-name-hidden", isHidden);
      if (!isHidden) taken.push({ one: alone[at], box });
    });
  }

  function identity(item) {
    const [station] = item.stations;
    const place = [item.at.lat.toFixed(6), item.at.lng.toFixed(6)];
    if (!station) return ["cluster", ...place, item.count, item.open].join();
    return ["station", station.id, station.state, station.name, ...place, ...(item.offset || [])].join();
  }

  function marker(item, element, label, className, act) {
    const [dx, dy] = item.offset || [0, 0];
    const icon = L.divIcon({
      html: element, className, iconSize: [TOUCH, TOUCH], iconAnchor: [TOUCH / 2 - dx, TOUCH / 2 - dy],
    });
    const result = L.marker(item.at, { icon, riseOnHover: true }).addTo(stationsLayer);
    const root = result.getElement();
    root.setAttribute("aria-label", label);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    result.on("click", (event) => (isPicking ? pick(event.latlng) : act()));
    return result;
  }

  function clusterMarker(item) {
    const label = words.cluster.replace("{count}", item.count).replace("{open}", item.open);
    const text = item.count > 9999 ? Math.round(item.count / 1000) + "k" : String(item.count);
    const circle = make("span", text.length > 3 ? "map-cluster map-cluster-long" : "map-cluster", text);
    circle.style.setProperty("--open", Math.round((360 * item.open) / item.count) + "deg");
    circle.title = label;
    return marker(item, circle, label, "map-spot", () => {
      if (item.bounds) map.fitBounds(item.bounds.pad(0.3), { maxZoom: 17 });
      else map.setView(item.at, Math.min(map.getZoom() + 2, 18));
    });
  }

  function stationMarker(item) {
    const [station] = item.stations;
    const state = MARKS[station.state] ? station.state : "unknown";
    const body = document.createDocumentFragment();
    body.appendChild(make("span", `map-mark map-${state}`, MARKS[state]));
    if (station.demo) body.appendChild(make("span", "map-demo map-demo-tag", words["demo-mark"]));
    body.appendChild(make("span", "map-name", station.name));
    const holder = make("span", item.isColumn ? "map-station map-in-column" : "map-station");
    holder.appendChild(body);
    const label = [station.name, words[state], station.demo ? words.demo : ""].filter(Boolean).join(" · ");
    const result = marker(item, holder, label, "map-spot", () => select(station));
    result.station = station;
    return result;
  }

  function highlight() {
    drawn.forEach((one) => {
      const element = one.getElement();
      if (!element || !one.station) return;
      const isChosen = one.station.id === selected;
      element.classList.toggle("map-selected", isChosen);
      one.setZIndexOffset(isChosen ? 1000 : 0);
    });
  }

  function select(station) {
    selected = station.id;
    highlight();
    if (!isFramed || address.get("links") === "m") {
      open(station.id);
      return;
    }
    showPopup(station);
    tell({ type: "station", id: station.id });
  }

  function open(id) {
    const url = `/m/station/${encodeURIComponent(id)}?lang=${encodeURIComponent(config.lang)}`;
    try {
      window.parent.location.origin === location.origin && window.parent.location.assign(url);
    } catch {
      // Framed by another site, which may not be steered from here.
      window.open(url, "_blank", "noopener");
    }
  }

  function showPopup(station) {
    const state = MARKS[station.state] ? station.state : "unknown";
    const content = make("div", "map-popup");
    content.appendChild(make("strong", "", station.name));
    const line = make("div", "map-popup-state");
    line.appendChild(make("span", `map-mark map-mark-small map-${state}`, MARKS[state]));
    line.appendChild(make("span", "", words[state]));
    content.appendChild(line);
    if (station.approximate) content.appendChild(make("div", "map-popup-note", words.approximate));
    if (station.demo) content.appendChild(make("div", "map-popup-note", words.demo));
    const spot = [...drawn.values()].find((one) => one.station && one.station.id === station.id);
    const anchor = spot ? spot.getIcon().options.iconAnchor : [TOUCH / 2, TOUCH / 2];
    const offset = [TOUCH / 2 - anchor[0], TOUCH / 2 - anchor[1] - 12];
    popup = L.popup({ offset, maxWidth: 260, autoPanPadding: [16, 16] })
      .setLatLng([station.lat, station.lng]).setContent(content).openOn(map);
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", words.close);
  }

  // --- asking for what the viewport shows

  let running = null;
  let timer = 0;
  let lastAsked = "";
  let hasFailed = false;

  // Widened to a grid of 64 pixels: a small drag asks nothing new, and the middle of the box, which is where the driver
  // stands after "my position", is not told to the server more exactly than that.
  function bbox() {
    const step = 360 / 2 ** (Math.round(map.getZoom()) + 2);
    const size = map.getBounds();
    const snap = (round, value, limit) => Math.max(-limit, Math.min(limit, round(value / step) * step)).toFixed(5);
    return [
      snap(Math.floor, size.getWest(), 180), snap(Math.floor, size.getSouth(), 90),
      snap(Math.ceil, size.getEast(), 180), snap(Math.ceil, size.getNorth(), 90),
    ].join();
  }

  function askSoon(wait = 120) {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  }

  async function ask() {
    if (!map.getSize().x || !map.getSize().y) return;
    const query = new URLSearchParams(filters);
    query.set("lang", config.lang);
    query.set("bbox", bbox());
    query.set("zoom", map.getZoom());
    if (query.toString() === lastAsked && !hasFailed) return;
    lastAsked = query.toString();
    if (running) running.abort();
    const mine = (running = new AbortController());
    try {
      const reply = await fetch("/map/stations?" + lastAsked, { signal: mine.signal });
      if (!reply.ok) throw new Error(String(reply.status));
      answer = await reply.json();
      hasFailed = false;
      hush("fetch");
      if (answer.total) hush("none");
      else say("none", words["none-here"]);
      redraw();
    } catch (problem) {
      if (problem.name === "AbortError") return;
      hasFailed = true;
      say("fetch", words["fetch-failed"]);
    } finally {
      if (running === mine) running = null;
    }
  }

  // --- where the driver is: known to this page only

  const hereLayer = L.layerGroup().addTo(map);

  function showHere({ lat, lng, accuracy }) {
    hereLayer.clearLayers();
    if (accuracy > 15) {
      L.circle([lat, lng], { radius: accuracy, color: "#1a5fb4", weight: 1, fillOpacity: 0.12, interactive: false }).addTo(hereLayer);
    }
    const dot = make("span", "map-here");
    dot.title = words.here;
    const icon = L.divIcon({ html: dot, className: "map-spot", iconSize: [22, 22] });
    L.marker([lat, lng], { icon, interactive: false, keyboard: false, zIndexOffset: 500 }).addTo(hereLayer);
  }

  function locate() {
    if (!navigator.geolocation) {
      say("here", words["position-unavailable"], 9);
      return;
    }
    say("here", words.locating, 20);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        hush("here");
        const here = { lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy };
        showHere(here);
        map.setView([here.lat, here.lng], Math.max(map.getZoom(), 13));
        tell({ type: "here", ...here });
      },
      (problem) => say("here", words[problem.code === 1 ? "position-denied" : "position-unavailable"], 9),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 }
    );
  }

  // --- pick a place

  const pinLayer = L.layerGroup().addTo(map);

  function setPicking(on) {
    isPicking = Boolean(on);
    map.getContainer().classList.toggle("map-picking", isPicking);
    if (isPicking) say("pick", words.pick);
    else hush("pick");
  }

  function pick({ lat, lng }) {
    const icon = L.divIcon({ html: make("span", "map-pin"), className: "map-spot", iconSize: [26, 26], iconAnchor: [13, 26] });
    pinLayer.clearLayers();
    L.marker([lat, lng], { icon, interactive: false, keyboard: false }).addTo(pinLayer);
    setPicking(false);
    tell({ type: "place", lat, lng });
  }

  // --- controls

  function button(parent, text, label, act) {
    const element = make("button", "map-button", text);
    element.type = "button";
    element.title = label;
    element.setAttribute("aria-label", label);
    element.addEventListener("click", act);
    parent.appendChild(element);
    return element;
  }

  function control(position, build) {
    const result = L.control({ position });
    result.onAdd = () => {
      const box = make("div", "map-control");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      build(box);
      return box;
    };
    return result.addTo(map);
  }

  function legendRow(mark, text) {
    const row = make("div", "map-legend-row");
    row.append(mark, make("span", "", text));
    return row;
  }

  function legend(box) {
    const details = make("details", "map-legend");
    details.open = map.getSize().x >= 700 && map.getSize().y >= 560;
    details.appendChild(make("summary", "", words.legend));
    Object.keys(MARKS).forEach((state) =>
      details.appendChild(legendRow(make("span", `map-mark map-mark-small map-${state}`, MARKS[state]), words[state])));
    const cluster = make("span", "map-cluster map-cluster-small", "8");
    cluster.style.setProperty("--open", "220deg");
    details.appendChild(legendRow(cluster, words["legend-cluster"]));
    details.appendChild(legendRow(make("span", "map-demo", words["demo-mark"]), words.demo));
    box.appendChild(details);
  }

  function layersControl(tiles) {
    const bases = tiles ? { [words.plain]: plain, [config.tiles.name]: tiles } : {};
    const control_ = L.control.layers(bases, { [words.names]: names, [words.boundaries]: boundaries }, { position: "topright" });
    control_.addTo(map);
    const toggle = control_.getContainer().querySelector(".leaflet-control-layers-toggle");
    toggle.title = words.layers;
    toggle.setAttribute("aria-label", words.layers);
    toggle.appendChild(sheets());
  }

  function sheets() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = { viewBox: "0 0 24 24", width: 24, height: 24, fill: "none", stroke: "currentColor", "stroke-width": 2, "aria-hidden": true };
    Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
    ["M12 3 2 8.5 12 14l10-5.5z", "m2 13 10 5.5L22 13"].forEach((d) => {
      svg.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", d);
    });
    return svg;
  }

  const plain = L.layerGroup();

  function start() {
    const lat = number(address.get("lat"));
    const lng = number(address.get("lng"));
    const zoom = number(address.get("zoom"));
    if (lat !== null && lng !== null && Math.abs(lat) <= 85 && Math.abs(lng) <= 180) {
      map.setView([lat, lng], zoom === null ? 14 : Math.max(3, Math.min(18, zoom)), { animate: false });
    } else if (zoom !== null) map.setZoom(Math.max(3, Math.min(18, zoom)), { animate: false });
    boundaries.addTo(map);
    names.addTo(map);
    control("topleft", (box) => {
      button(box, "+", words["zoom-in"], () => map.zoomIn(1));
      button(box, "−", words["zoom-out"], () => map.zoomOut(1));
    });
    control("topleft", (box) => button(box, "", words.locate, locate).classList.add("map-locate"));
    const credit = L.control.attribution({ prefix: false });
    credit.addTo(map).addAttribution(
      `<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">${words.attribution}</a>`
    );
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    control("bottomleft", legend);
    const tiles = config.tiles ? onlineTiles(config.tiles) : null;
    layersControl(tiles);
    (tiles || plain).addTo(map);
  }

  const receive = {
    filters: ({ query }) => {
      filters = String(query || "");
      map.closePopup();
      askSoon(0);
    },
    show: ({ lat, lng, zoom, id }) => {
      if (id !== undefined && id !== null) selected = String(id);
      if (typeof lat === "number" && typeof lng === "number") map.setView([lat, lng], zoom || Math.max(map.getZoom(), 14));
      else if (zoom) map.setZoom(zoom);
      highlight();
    },
    here: ({ lat, lng, accuracy }) => typeof lat === "number" && typeof lng === "number" && showHere({ lat, lng, accuracy }),
    pick: ({ on }) => setPicking(on),
  };

  window.addEventListener("message", (event) => {
    if (!isFramed || event.origin !== location.origin || event.source !== window.parent) return;
    const message = event.data || {};
    if (Object.hasOwn(receive, message.type)) receive[message.type](message);
  });

  start();
  loadBasemap();
  map.on("moveend", () => { loadBasemap(); showNames(); askSoon(); });
  map.on("zoomend", redraw);
  map.on("resize", () => askSoon());
  map.on("click", (event) => isPicking && pick(event.latlng));
  window.addEventListener("online", () => askSoon(0));
  new ResizeObserver(() => map.invalidateSize()).observe(map.getContainer());
  ask();
  tell({ type: "ready" });
}
