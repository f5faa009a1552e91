// The position is asked of the browser, goes to the server in the body of one request, and is kept in this page only.
(function () {
  "use strict";
  // What a driver tapped on a bad line is sent by whatever page is opened next.
  try {
    if ((localStorage.getItem("stations_reports_queue") || "[]") !== "[]") import("/assets/report.js");
  } catch (error) { /* a private window keeps nothing */ }
  var find = document.getElementById("find"), aed = document.getElementById("aed");
  var form = find || aed, near = document.getElementById("near"), said = document.getElementById("near-said");
  var results = document.getElementById("results"), map = document.getElementById("map");
  var district = document.getElementById("district"), here = "", position = null, asked = 0;

  function say(key) { said.textContent = key ? said.dataset[key] : ""; }

  function fields(limit) {
    var given = new URLSearchParams(), codes = [];
    new FormData(form).forEach(function (value, key) {
      if (key === "facilities") codes.push(value); else if (value) given.set(key, value);
    });
    if (codes.length) given.set("facilities", codes.join(","));
    if (limit) given.set("limit", limit);
    return given;
  }

  // The address bar always holds a link that can be shared: the filters, never the position.
  function remember(address) {
    history.replaceState(null, "", address);
    document.getElementById("twin").search = location.search;
    document.querySelectorAll(".langs a").forEach(function (link) {
      var url = new URL(link.href);
      url.searchParams.set("next", address);
      link.href = url;
    });
  }

  function load(limit) {
    var body = fields(limit), number = ++asked;
    if (find) remember("/m" + (body.toString() ? "?" + body : ""));
    if (here) { body.delete("district"); body.set("near", here); }
    results.classList.add("busy");
    fetch(find ? find.dataset.list : aed.dataset.near, { method: "POST", body: body, credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (html) {
        if (number !== asked) return;
        results.innerHTML = html;
        say("");
        announce();
        tellMap();
      })
      .catch(function () { if (number === asked) say("offline"); })
      .finally(function () { if (number === asked) results.classList.remove("busy"); });
  }

  // Screen readers hear the first lines, not the whole list.
  function announce() {
    var lines = results.querySelectorAll(find ? "h2" : "h2, h3, .problem");
    document.getElementById("told").textContent = [].slice.call(lines, 0, 2).map(function (line) { return line.textContent; }).join(" ");
  }

  // The messages are described at the top of map.js.
  function post(message) { if (map) map.contentWindow.postMessage(message, location.origin); }

  function tellMap() {
    var query = fields();
    query.delete("district");
    if (/^[0-9]+$/.test(query.get("when") || "")) query.set("in", query.get("when"));
    query.delete("when");
    post({ type: "filters", query: query.toString() });
    if (!position) return;
    if (position.type === "here") post(position);
    var list = results.querySelector("[data-zoom]");
    post({ type: "show", lat: position.lat, lng: position.lng, zoom: list ? Number(list.dataset.zoom) : 12 });
  }

  function use(lat, lng, accuracy) {
    here = lat.toFixed(6) + "," + lng.toFixed(6);
    position = { type: accuracy ? "here" : "place", lat: lat, lng: lng, accuracy: accuracy };
    district.value = "";
    load();
  }

  // Without a position the driver taps the map instead, or chooses a district.
  function fail(key) {
    say(key);
    post({ type: "pick", on: true });
  }

  function ask() {
    if (!navigator.geolocation) { fail("failed"); return; }
    say("asking");
    navigator.geolocation.getCurrentPosition(function (at) {
      use(at.coords.latitude, at.coords.longitude, at.coords.accuracy);
    }, function (error) { fail(error.code === 1 ? "refused" : "failed"); },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  }

  near.hidden = false;
  near.addEventListener("click", ask);
  if (aed && !district.value) ask();
  district.addEventListener("change", function () { form.submit(); });
  if (!find) return;
  window.addEventListener("message", function (event) {
    if (event.origin !== location.origin || event.source !== map.contentWindow) return;
    var told = event.data || {};
    if (told.type === "place") use(Number(told.lat), Number(told.lng), 0);
    if (told.type === "here") use(Number(told.lat), Number(told.lng), Number(told.accuracy));
  });
  find.addEventListener("submit", function (event) { event.preventDefault(); load(); });
  find.addEventListener("change", function (event) {
    if (event.target.type === "checkbox" || event.target.name === "when" || event.target.name === "for") load();
  });
  results.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link || !here) return;
    if (link.dataset.limit) { event.preventDefault(); load(link.dataset.limit); }
    if ("clear" in link.dataset) {
      event.preventDefault();
      find.querySelectorAll("input[type=checkbox]").forEach(function (box) { box.checked = false; });
      load();
    }
  });
})();
