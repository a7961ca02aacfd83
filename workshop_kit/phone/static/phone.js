/* Keeps the page where the workshop is, and what was typed on the phone. ES2018, no library. */
(function () {
  "use strict";
  var live = document.getElementById("live");
  if (!live) return;
  var base = live.dataset.base;
  var line = document.getElementById("line");
  var shown = Number(live.dataset.revision);
  var heard = shown;
  var looking = false;
  var stream = null;
  var lastRing = 0;

  function keep(name, value) {
    try {
      if (value === null) localStorage.removeItem(base + name);
      else localStorage.setItem(base + name, JSON.stringify(value));
    } catch (e) { /* private mode: the page still works */ }
  }
  function kept(name) {
    try { return JSON.parse(localStorage.getItem(base + name)); } catch (e) { return null; }
  }
  function say(text) { if (line.textContent !== text) line.textContent = text; }
  function scene() {
    var now = document.getElementById("now");
    return now ? now.dataset.scene : "";
  }
  function form() { return document.getElementById("form"); }
  function fresh() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }

  /* Drafts: each keystroke is kept on the phone until the answer has been saved. */
  function remember() {
    var f = form();
    if (!f) return;
    var pairs = Array.from(new FormData(f).entries()).filter(function (p) { return p[0].indexOf(":") > 0; });
    keep("draft", { scene: scene(), pairs: pairs });
  }
  function restore() {
    var f = form(), draft = kept("draft");
    if (!f || !draft || draft.scene !== scene()) return;
    Array.from(f.elements).forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = draft.pairs.some(function (p) { return p[0] === field.name && p[1] === field.value; });
      } else if (field.name.indexOf(":") > 0) {
        draft.pairs.forEach(function (p) { if (p[0] === field.name) field.value = p[1]; });
      }
    });
  }

  function put(html, revision) {
    var fresh = document.createElement("div");
    fresh.innerHTML = html;
    var next = fresh.firstElementChild;
    if (revision) shown = Math.max(shown, revision);
    live.innerHTML = html;
    restore();
    tick();
    if (next && next.dataset.scene) window.scrollTo(0, 0);
  }

  /* Look again when the bell has rung; a form that is still the right one is left alone. */
  function look() {
    if (looking) return;
    looking = true;
    fetch(base + "/now", { cache: "no-store", credentials: "same-origin" }).then(function (r) {
      if (r.status === 410) { location.reload(); return; }
      if (!r.ok) throw new Error("status " + r.status);
      var revision = Number(r.headers.get("x-revision"));
      return r.text().then(function (html) {
        var box = document.createElement("div");
        box.innerHTML = html;
        var next = box.firstElementChild;
        shown = Math.max(shown, revision);
        if (!next || next.dataset.scene !== scene()) put(html, revision);
        say("");
      });
    }).catch(function () {
      say("No connection. Trying again…");
      setTimeout(function () { if (heard > shown) look(); }, 2000);
    }).then(function () {
      looking = false;
      if (heard > shown) setTimeout(look, 300);
    });
  }
  function ring(revision) {
    lastRing = Date.now();
    heard = Math.max(heard, revision);
    if (heard > shown) look();
  }
  function listen() {
    if (!window.EventSource) return;
    if (stream) stream.close();
    stream = new EventSource(base + "/bell");
    stream.onmessage = function (event) { say(""); ring(Number(event.data)); flush(); };
    stream.onerror = function () { lastRing = 0; };
  }
  /* Where streams are blocked, ask every few seconds. */
  setInterval(function () {
    if (document.hidden) return;
    var alive = stream && stream.readyState === 1 && lastRing;
    if (stream && stream.readyState === 2) listen();
    if (alive) return;
    fetch(base + "/revision", { cache: "no-store" }).then(function (r) { return r.text(); }).then(function (text) {
      say("");
      if (Number(text) > shown) { heard = Number(text); look(); }
      flush();
    }).catch(function () { say("No connection. Trying again…"); });
  }, 3000);

  /* Sending: what has no network waits on the phone and goes out by itself, once. */
  var sending = false;
  function flush() {
    var waiting = kept("waiting");
    if (!waiting || sending) return;
    sending = true;
    busy(true);
    fetch(base + "/answer", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-part": "now" },
      body: waiting.body
    }).then(function (r) {
      if (r.status >= 500) throw new Error("status " + r.status);
      var revision = Number(r.headers.get("x-revision"));
      return r.text().then(function (html) {
        keep("waiting", null);
        if (r.ok) keep("draft", null);
        if (r.redirected) location.reload();
        else put(html, revision);
        say("");
      });
    }).catch(function () {
      say("Not sent yet. Your answer waits on this phone.");
      setTimeout(function () { flush(); }, 3000);
    }).then(function () { sending = false; busy(false); });
  }
  function busy(on) {
    var f = form(), button = f && f.querySelector("button");
    if (!button) return;
    if (on) { button.dataset.label = button.textContent; button.textContent = "Sending…"; }
    else if (button.dataset.label) button.textContent = button.dataset.label;
    button.disabled = on;
  }
  document.addEventListener("submit", function (event) {
    if (event.target !== form() || !window.fetch || !window.URLSearchParams) return;
    event.preventDefault();
    if (sending) return;
    form().elements.sending.value = fresh();
    remember();
    keep("waiting", { body: new URLSearchParams(new FormData(form())).toString() });
    flush();
  });
  document.addEventListener("input", remember);
  document.addEventListener("change", remember);

  /* The clock of an open step. */
  var until = 0;
  function tick() {
    var clock = live.querySelector(".clock");
    if (!clock) { until = 0; return; }
    if (clock.dataset.seconds) {
      until = Date.now() + 1000 * Number(clock.dataset.seconds);
      delete clock.dataset.seconds;
    }
    var left = Math.max(0, Math.round((until - Date.now()) / 1000));
    clock.textContent = Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2);
  }
  setInterval(tick, 1000);

  /* Waking up: be right at once. */
  function wake() { if (!document.hidden) { listen(); look(); flush(); } }
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", function (event) { if (event.persisted) wake(); });
  window.addEventListener("online", wake);

  restore();
  tick();
  listen();
  flush();
})();
