/* Keeps the page where the workshop is. ES2018, no library; the other scripts come after this one
   in the same file, and find here what they share. */
(function () {
  "use strict";
  var live = document.getElementById("live");
  if (!live) return;
  var kit = window.kit = { live: live, words: live.dataset };
  var base = live.dataset.base;
  var line = document.getElementById("line");
  var shown = Number(live.dataset.revision);
  var heard = shown;
  var looking = null;
  var stream = null;
  var lastRing = 0;
  var own = null;
  var last = live.innerHTML;

  /* What must not be lost is kept on the phone; where that is forbidden, at least in this page. */
  var memory = {};
  var mine = base + "/" + live.dataset.me + "/";
  kit.keep = function (name, value) {
    try {
      if (value === null) localStorage.removeItem(mine + name);
      else localStorage.setItem(mine + name, JSON.stringify(value));
      delete memory[name];
    } catch (e) { memory[name] = value; }
  };
  kit.kept = function (name) {
    if (name in memory) return memory[name];
    try { return JSON.parse(localStorage.getItem(mine + name)); } catch (e) { return null; }
  };
  kit.names = function () {
    var found = Object.keys(memory);
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (key.indexOf(mine) === 0) found.push(key.slice(mine.length));
      });
    } catch (e) { /* forbidden */ }
    return found;
  };
  kit.tell = function (what) { document.dispatchEvent(new CustomEvent("kit:" + what)); };
  kit.on = function (what, then) { document.addEventListener("kit:" + what, then); };

  /* No request may hang for ever, nor hold up a phone that wakes: what it had asked is asked anew. */
  var asked = [];
  kit.ask = function (path, options) {
    var patience = window.AbortController ? new AbortController() : null;
    var timer = patience && setTimeout(function () { patience.abort(); }, 12000);
    var chosen = Object.assign({ cache: "no-store", credentials: "same-origin" }, options || {});
    if (patience) { chosen.signal = patience.signal; asked.push(patience); }
    function done() {
      clearTimeout(timer);
      asked = asked.filter(function (one) { return one !== patience; });
    }
    return fetch(base + path, chosen).then(
      function (r) { done(); return r; },
      function (e) { done(); throw e; }
    );
  };

  /* The connection: a dot that is always there, and a line of words where there is something to say. */
  var said = {};
  kit.say = function (what, text) {
    if (text) said[what] = text; else delete said[what];
    var told = said.waiting || said.lost || "";
    if (line.textContent !== told) line.textContent = told;
    document.documentElement.classList.toggle("cut", !!(said.waiting || said.lost));
  };
  function reached(yes) { kit.say("lost", yes ? "" : live.dataset.lost); }

  function now() { return document.getElementById("now"); }
  kit.now = now;

  /* Shows a part of the page; a field that had the focus keeps it, and the caret its place. */
  kit.put = function (html, revision) {
    var active = document.activeElement, id = active && live.contains(active) && active.id;
    var start = id && active.selectionStart, end = id && active.selectionEnd;
    if (revision) shown = Math.max(shown, revision);
    last = html;
    live.innerHTML = html;
    kit.tell("put");
    tick();
    var field = id && document.getElementById(id);
    if (!field) return;
    field.focus();
    try { field.setSelectionRange(start, end); } catch (e) { /* not a field of text */ }
  };
  kit.again = function () { kit.put(last, 0); };
  kit.behind = function (revision) { return revision < shown; };

  /* Her name and team, as the facilitator has them now. */
  function greet(next) {
    ["name", "team"].forEach(function (what) {
      document.getElementById("my-" + what).textContent = next.dataset[what];
    });
  }

  /* Takes over what the server shows now; a form that is still the right one is left alone. */
  function take(html, revision) {
    if (kit.behind(revision)) return;
    var box = document.createElement("div");
    box.innerHTML = html;
    var next = box.firstElementChild, here = now();
    if (!next || !next.dataset.scene) throw new Error("not the kit");
    shown = Math.max(shown, revision);
    greet(next);
    var other = !here || next.dataset.scene !== here.dataset.scene;
    if (other || next.dataset.mine !== here.dataset.mine) kit.put(html, revision);
    if (other) window.scrollTo(0, 0);
    reached(true);
  }

  /* Looks again when the bell has rung. */
  function look() {
    if (looking) return;
    var mine = looking = {};
    kit.ask("/now").then(function (r) {
      if (r.status === 410) { location.reload(); return; }
      var revision = Number(r.headers.get("x-revision"));
      if (!r.ok || !revision && revision !== 0) throw new Error("status " + r.status);
      return r.text().then(function (html) { if (looking === mine) take(html, revision); });
    }).catch(function () {
      if (looking !== mine) return;
      reached(false);
      setTimeout(function () { if (heard > shown) look(); }, 2000);
    }).then(function () {
      if (looking !== mine) return;
      looking = null;
      if (heard > shown) setTimeout(look, 300);
    });
  }
  kit.look = look;
  /* The number of a ring is the workshop's revision; with it comes how often she has answered,
     wherever: in another tab, or on another phone of hers. */
  function ring(revision, answers) {
    lastRing = Date.now();
    heard = Math.max(heard, revision);
    if (heard > shown || own !== null && own !== answers) look();
    own = answers;
    reached(true);
    kit.tell("reached");
  }
  /* A ring brings the page along, packed, where the phone can unpack it: that spares it a way to
     the server and back. Where it cannot, or comes without, the phone looks by itself. */
  var unpacks = window.DecompressionStream && window.Blob && Blob.prototype.stream;
  function unpacked(page) {
    var bytes = Uint8Array.from(atob(page), function (letter) { return letter.charCodeAt(0); });
    var opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(opened).text();
  }
  var before = Promise.resolve();  /* one after the other: unpacking takes a moment */
  function hear(event) {
    var told = event.data.split(" "), revision = Number(told[0]), answers = event.lastEventId;
    before = before.then(function () { return told[1] && unpacked(told[1]); }).then(function (html) {
      if (!html) return;
      take(html, revision);
      own = answers;
    }).catch(function () { /* it looks by itself */ }).then(function () { ring(revision, answers); });
  }
  function listen() {
    if (!window.EventSource) return;
    hangUp();
    stream = new EventSource(base + "/bell" + (unpacks ? "?pages" : ""));
    lastRing = 0;
    stream.onmessage = hear;
    stream.onerror = function () { lastRing = 0; };
  }
  function hangUp() {
    if (stream) stream.close();
    stream = null;
  }
  /* Where streams are blocked, ask every few seconds. */
  setInterval(function () {
    if (document.hidden) return;
    /* The server rings at least every 20 seconds, so that a dead line is noticed. */
    var alive = stream && stream.readyState === 1 && Date.now() - lastRing < 45000;
    if (stream && (stream.readyState === 2 || (lastRing && !alive))) listen();
    if (alive) return;
    kit.ask("/revision").then(function (r) {
      var answers = r.headers.get("x-own");
      if (!r.ok || answers === null) throw new Error("not the kit");
      return r.text().then(function (text) { ring(Number(text), answers); lastRing = 0; });
    }).catch(function () { reached(false); });
  }, 3000);

  /* The clock of an open step. */
  var until = 0;
  function tick() {
    var clock = live.querySelector(".clock"), left = null;
    if (clock) {
      if (clock.dataset.seconds) {
        until = Date.now() + 1000 * Number(clock.dataset.seconds);
        delete clock.dataset.seconds;
      }
      left = Math.max(0, Math.round((until - Date.now()) / 1000));
      clock.textContent = Math.floor(left / 60) + ":" + ("0" + (left % 60)).slice(-2);
    }
    /* Who wakes her phone later is told of an end, but no more signalled. */
    kit.left = left;
    kit.justNow = Date.now() - until < 5000;
    kit.tell("tick");
  }
  kit.tick = tick;
  /* A clock that has jumped was asleep: not every browser says so otherwise. */
  var beat = Date.now();
  setInterval(function () {
    var slept = Date.now() - beat > 4000;
    beat = Date.now();
    if (slept) wake(); else tick();
  }, 1000);

  /* Waking up: be right at once. What was asked before the sleep may hang, so it is let go. */
  function wake() {
    if (document.hidden) return;
    looking = null;
    asked.splice(0).forEach(function (patience) { patience.abort(); });
    listen();
    look();
    tick();
    kit.tell("wake");
  }
  document.addEventListener("visibilitychange", wake);
  document.addEventListener("resume", wake);
  window.addEventListener("pageshow", function (event) { if (event.persisted) wake(); });
  window.addEventListener("pagehide", hangUp);  /* else no browser keeps the page for going back */
  window.addEventListener("online", wake);
  window.addEventListener("offline", function () { reached(false); });

  /* A page that a browser brought back from its memory may be an old one. */
  var way = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  kit.start = function () {
    tick();
    listen();
    if (way && (way.type === "back_forward" || way.transferSize === 0)) look();
  };
})();
