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

  /* What must not be lost is kept on the phone; where that is forbidden, at least in this page. */
  var memory = {};
  var mine = base + "/" + live.dataset.me + "/";
  function keep(name, value) {
    memory[name] = value;
    try {
      if (value === null) localStorage.removeItem(mine + name);
      else localStorage.setItem(mine + name, JSON.stringify(value));
    } catch (e) { /* forbidden or full: memory has it */ }
  }
  function kept(name) {
    if (name in memory) return memory[name];
    try { return JSON.parse(localStorage.getItem(mine + name)); } catch (e) { return null; }
  }
  /* No request may hang for ever: the phone would stop following. */
  function ask(path, options) {
    var patience = window.AbortController ? new AbortController() : null;
    var timer = patience && setTimeout(function () { patience.abort(); }, 12000);
    var chosen = Object.assign({ cache: "no-store", credentials: "same-origin" }, options || {});
    if (patience) chosen.signal = patience.signal;
    return fetch(base + path, chosen).then(
      function (r) { clearTimeout(timer); return r; },
      function (e) { clearTimeout(timer); throw e; }
    );
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
  function step() {
    var f = form();
    return f ? f.elements.step.value : "";
  }
  function pairs() {
    return Array.from(new FormData(form()).entries()).filter(function (p) { return p[0].indexOf(":") > 0; });
  }
  function remember() {
    if (!form()) return;
    var texts = Array.from(form().elements).filter(function (field) {
      return (field.type === "text" || field.type === "textarea") && field.value.trim();
    }).map(function (field) { return field.value; });
    keep("draft", { step: step(), pairs: pairs(), texts: texts });
  }
  function restore() {
    var f = form(), draft = kept("draft");
    if (!draft) return;
    if (!f || draft.step !== step()) { remind(draft); return; }
    Array.from(f.elements).forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = draft.pairs.some(function (p) { return p[0] === field.name && p[1] === field.value; });
      } else if (field.name.indexOf(":") > 0) {
        draft.pairs.forEach(function (p) { if (p[0] === field.name) field.value = p[1]; });
      }
    });
  }
  /* A form that is gone took nothing with it: what was typed and not sent stays to be read. */
  function remind(draft) {
    var now = document.getElementById("now");
    if (!now || !draft.texts || !draft.texts.length || now.querySelector(".kept:not(.ours)")) return;
    var box = document.createElement("section"), head = document.createElement("h2");
    box.className = "kept unsent";
    head.textContent = live.dataset.unsent;
    box.appendChild(head);
    draft.texts.forEach(function (text) {
      var line = document.createElement("p");
      line.dir = "auto";
      line.textContent = text;
      box.appendChild(line);
    });
    now.appendChild(box);
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

  /* Her name and team, as the facilitator has them now. */
  function greet(next) {
    if (!next) return;
    ["name", "team"].forEach(function (what) {
      document.getElementById("my-" + what).textContent = next.dataset[what];
    });
  }

  /* Look again when the bell has rung; a form that is still the right one is left alone. */
  function look() {
    if (looking) return;
    looking = true;
    ask("/now").then(function (r) {
      if (r.status === 410) { location.reload(); return; }
      if (!r.ok) throw new Error("status " + r.status);
      var revision = Number(r.headers.get("x-revision"));
      return r.text().then(function (html) {
        var box = document.createElement("div");
        box.innerHTML = html;
        var next = box.firstElementChild;
        shown = Math.max(shown, revision);
        greet(next);
        if (!next || next.dataset.scene !== scene()) put(html, revision);
        say("");
      });
    }).catch(function () {
      say(live.dataset.lost);
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
    lastRing = 0;
    stream.onmessage = function (event) { say(""); ring(Number(event.data)); flush(); };
    stream.onerror = function () { lastRing = 0; };
  }
  /* Where streams are blocked, ask every few seconds. */
  setInterval(function () {
    if (document.hidden) return;
    /* The server rings at least every 20 seconds, so that a dead line is noticed. */
    var alive = stream && stream.readyState === 1 && Date.now() - lastRing < 45000;
    if (stream && (stream.readyState === 2 || (lastRing && !alive))) listen();
    if (alive) return;
    ask("/revision").then(function (r) { return r.text(); }).then(function (text) {
      say("");
      if (Number(text) > shown) { heard = Number(text); look(); }
      flush();
    }).catch(function () { say(live.dataset.lost); });
  }, 3000);

  /* Sending: what has no network waits on the phone and goes out by itself, once. */
  var sending = false;
  function flush() {
    var waiting = kept("waiting");
    if (!waiting || sending) return;
    sending = true;
    busy(true);
    ask("/answer", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-part": "now" },
      body: waiting.body
    }).then(function (r) {
      if (r.redirected) { location.reload(); throw new Error("joined no more"); }
      var revision = r.headers.get("x-revision");
      /* Only the kit itself says so: neither a hotel's page nor an error has taken the answer. */
      if (r.status >= 500 || revision === null) throw new Error("status " + r.status);
      return r.text().then(function (html) {
        var draft = kept("draft");
        var same = draft && JSON.stringify(draft.pairs) === waiting.pairs;
        keep("waiting", null);
        if (r.ok && (same || !draft || draft.step !== waiting.step)) keep("draft", null);
        var next = r.headers.get("x-next");
        if (next) { location.href = next; return; }
        put(html, Number(revision));
        say(r.ok && draft && !same ? live.dataset.changed : "");
      });
    }).catch(function () {
      say(live.dataset.waiting);
      setTimeout(function () { flush(); }, 3000);
    }).then(function () { sending = false; busy(false); });
  }
  function busy(on) {
    var f = form(), button = f && f.querySelector("button");
    if (!button) return;
    if (on) { button.dataset.label = button.textContent; button.textContent = live.dataset.sending; }
    else if (button.dataset.label) button.textContent = button.dataset.label;
    button.disabled = on;
  }
  document.addEventListener("submit", function (event) {
    if (event.target !== form() || !window.fetch || !window.URLSearchParams) return;
    event.preventDefault();
    if (sending) return;
    form().elements.sending.value = fresh();
    remember();
    keep("waiting", {
      step: step(),
      pairs: JSON.stringify(pairs()),
      body: new URLSearchParams(new FormData(form())).toString()
    });
    flush();
  });
  document.addEventListener("input", remember);
  document.addEventListener("change", remember);

  /* The clock of an open step. */
  var until = 0;
  function tick() {
    var clock = live.querySelector(".clock");
    if (!clock) { until = 0; end(null); return; }
    if (clock.dataset.seconds) {
      until = Date.now() + 1000 * Number(clock.dataset.seconds);
      delete clock.dataset.seconds;
    }
    var left = Math.max(0, Math.round((until - Date.now()) / 1000));
    clock.textContent = Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2);
    end(left);
  }
  setInterval(tick, 1000);

  /* The end of a talk: words and a colour; it also trembles, and sounds where that was asked for. */
  var counting = false, touched = false, audio = null;
  function end(left) {
    var words = live.querySelector(".ending"), up = !!words && left === 0, counted = counting;
    counting = !!words && left > 0;
    document.documentElement.classList.toggle("up", up);
    if (up && words.textContent !== words.dataset.words) words.textContent = words.dataset.words;
    /* Who wakes her phone later is told, but no more signalled. */
    label();
    if (up && counted && Date.now() - until < 5000) signal();
  }
  function signal() {
    if (touched && navigator.vibrate) navigator.vibrate(300);
    if (!audio || !kept("sound")) return;
    [659, 523].forEach(function (pitch, number) {
      var tone = audio.createOscillator(), loud = audio.createGain(), start = audio.currentTime + 0.5 * number;
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0, start);
      loud.gain.linearRampToValueAtTime(0.2, start + 0.05);
      loud.gain.linearRampToValueAtTime(0, start + 0.9);
      tone.connect(loud);
      loud.connect(audio.destination);
      tone.start(start);
      tone.stop(start + 1);
    });
  }
  function label() {
    var button = live.querySelector(".sound"), Audio = window.AudioContext || window.webkitAudioContext;
    if (!button || !Audio) return;
    var on = !!kept("sound");
    button.hidden = false;
    button.setAttribute("aria-pressed", on);
    button.textContent = on ? button.dataset.on : button.dataset.off;
  }
  /* Browsers let a page sound and tremble only after a tap on it. */
  document.addEventListener("click", function (event) {
    var Audio = window.AudioContext || window.webkitAudioContext;
    touched = true;
    if (event.target.className === "sound") { keep("sound", kept("sound") ? null : true); label(); }
    if (!kept("sound") || !Audio) return;
    if (!audio) audio = new Audio();
    if (audio.state !== "running") audio.resume();
  });

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
