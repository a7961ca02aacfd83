/* What is typed is kept on the phone with each keystroke, until the answer has been saved; an answer
   without network waits there, and goes out by itself, once. ES2018, no library. */
(function () {
  "use strict";
  var kit = window.kit;
  if (!kit) return;
  var live = kit.live, words = kit.words;
  var saved = "";

  function form() { return document.getElementById("form"); }
  function step() {
    var f = form();
    return f ? f.elements.step.value : "";
  }
  function fields() {
    return Array.from(form().elements).filter(function (field) { return field.name.indexOf(":") > 0; });
  }
  function pairs() {
    return Array.from(new FormData(form()).entries()).filter(function (p) { return p[0].indexOf(":") > 0; });
  }
  function fresh() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }
  function ticked(field) { return field.type === "radio" || field.type === "checkbox"; }

  /* Drafts, one for each step. What is as it was saved needs none. */
  function remember() {
    if (!form()) return;
    var now = pairs(), name = "draft/" + step();
    if (JSON.stringify(now) === saved) kit.keep(name, null);
    else kit.keep(name, { step: step(), at: Date.now(), pairs: now, texts: readable() });
    tellChange();
  }
  /* What was filled in, to be read where its form is gone. */
  function readable() {
    return fields().filter(function (field) {
      if (ticked(field)) return field.checked && !field.defaultChecked && field.value;
      return field.value.trim() && field.value !== field.defaultValue && field.type !== "select-one";
    }).map(function (field) {
      if (!ticked(field)) return field.value;
      var section = field.closest("section"), legend = field.closest("fieldset").querySelector("legend");
      var head = legend && !legend.classList.contains("quiet") ? legend : section.querySelector("h2");
      var words = field.closest("label").textContent.trim();
      return head ? head.textContent + ": " + words : words;
    });
  }
  function restore() {
    kit.say("waiting", waiting().length ? words.waiting : "");
    var f = form();
    if (f) {
      var draft = kit.kept("draft/" + step()), typed = pairs();
      /* What stands there already was typed before this script ran, or put back by the browser. */
      f.reset();
      saved = JSON.stringify(pairs());
      if (draft) fill(draft.pairs);
      else if (JSON.stringify(typed) !== saved) { fill(typed); remember(); }
      /* What was refused stands in the form, but is nowhere saved. */
      if (live.querySelector(".problem.here")) saved = "";
      tellChange();
    }
    remind();
  }
  function fill(found) {
    fields().forEach(function (field) {
      if (ticked(field)) {
        field.checked = found.some(function (p) { return p[0] === field.name && p[1] === field.value; });
      } else {
        found.forEach(function (p) { if (p[0] === field.name) field.value = p[1]; });
      }
    });
  }
  /* "Saved" stands there only while what is saved is what is seen. */
  function tellChange() {
    var note = live.querySelector(".sent");
    if (!note) return;
    var changed = JSON.stringify(pairs()) !== saved;
    if (!note.dataset.words) note.dataset.words = note.textContent;
    var told = changed ? words.changed : note.dataset.words;
    if (note.textContent !== told) note.textContent = told;
    note.classList.toggle("changed", changed);
  }
  /* A form that is gone took nothing with it: what was typed and not sent stays to be read. */
  function remind() {
    var now = kit.now();
    if (!now || form() || now.querySelector(".kept:not(.ours)")) return;
    var queue = waiting();
    var drafts = kit.names().filter(function (name) { return name.indexOf("draft/") === 0; }).map(kit.kept)
      .filter(function (draft) {
        return draft && draft.step !== step() && !draft.seen && draft.texts.length &&
          !queue.some(function (one) { return one.step === draft.step; });
      })
      .sort(function (a, b) { return b.at - a.at; });
    if (!drafts.length) return;
    var box = make("section", "kept unsent"), button = make("button", "second small", words.away);
    box.appendChild(make("h2", "", words.unsent));
    drafts[0].texts.forEach(function (text) { box.appendChild(make("p", "", text)).dir = "auto"; });
    button.type = "button";
    button.onclick = function () {
      drafts[0].seen = true;
      kit.keep("draft/" + drafts[0].step, drafts[0]);
      box.remove();
      remind();
    };
    box.appendChild(button);
    now.appendChild(box);
  }
  function make(tag, name, text) {
    var element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /* Sending. What waits lies in a queue, the newest of each step; every try has the same key. */
  var sending = null;
  function waiting() {
    var queue = kit.kept("waiting");
    return Array.isArray(queue) ? queue : [];
  }
  function queued(change) {
    var queue = change(waiting());
    kit.keep("waiting", queue.length ? queue : null);
  }
  function without(step, body) {
    queued(function (queue) {
      return queue.filter(function (one) { return one.step !== step || body && one.body !== body; });
    });
  }
  function flush() {
    var next = waiting()[0];
    if (!next || sending) return;
    var turn = sending = Object.assign({}, next);
    busy();
    kit.ask("/answer", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-part": "now" },
      body: next.body
    }).then(function (r) {
      if (r.redirected) { location.reload(); throw new Error("joined no more"); }
      var revision = r.headers.get("x-revision");
      /* Only the kit itself says so: neither a hotel's page nor an error has taken the answer. */
      if (r.status >= 500 || revision === null) throw new Error("status " + r.status);
      var next = r.headers.get("x-next");
      return r.text().then(function (html) {
        if (sending === turn) arrived(turn, r.ok, html, Number(revision));
        if (next) location.href = next;
      });
    }).catch(function () {
      if (sending !== turn) return;
      sending = null;
      busy();
      kit.say("waiting", words.waiting);
      setTimeout(flush, 2000 + 2000 * Math.random());
    });
  }
  function arrived(sent, taken, html, revision) {
    var name = "draft/" + sent.step, draft = kit.kept(name);
    sending = null;
    without(sent.step, sent.body);
    if (taken) {
      if (draft && JSON.stringify(draft.pairs) === sent.pairs) kit.keep(name, null);
      kit.keep("saved", Date.now());
    }
    kit.say("waiting", waiting().length ? words.waiting : "");
    if (kit.behind(revision) || taken && sent.step !== step()) kit.look();
    else {
      kit.put(html, revision);
      if (!draft || !taken || JSON.stringify(draft.pairs) === sent.pairs) window.scrollTo(0, 0);
    }
    busy();
    flush();
  }
  /* While an answer of this form is on its way, its button says so; it can't be pressed twice. */
  function busy() {
    var f = form(), button = f && f.querySelector("button:not([type=button])");
    var on = !!sending && sending.step === step();
    if (!button || on === button.disabled) return;
    if (on) button.dataset.label = button.textContent;
    button.textContent = on ? words.sending : button.dataset.label;
    button.disabled = on;
  }
  document.addEventListener("submit", function (event) {
    if (event.target !== form() || !window.fetch || !window.URLSearchParams) return;
    event.preventDefault();
    if (sending && sending.step === step()) return;
    if (!live.dispatchEvent(new CustomEvent("kit:send", { cancelable: true, bubbles: true }))) return;
    form().elements.sending.value = fresh();
    remember();
    var sent = {
      step: step(),
      pairs: JSON.stringify(pairs()),
      body: new URLSearchParams(new FormData(form())).toString()
    };
    without(sent.step);
    queued(function (queue) { return queue.concat([sent]); });
    flush();
  });
  document.addEventListener("input", remember);
  document.addEventListener("change", remember);

  /* Another tab of this phone: what it saved is seen here at once, what it kept when one looks. */
  window.addEventListener("storage", function (event) {
    if (/\/saved$/.test(event.key)) kit.look();
  });
  kit.on("put", function () { restore(); busy(); });
  kit.on("reached", flush);
  kit.on("wake", function () {
    var draft = kit.kept("draft/" + step());
    sending = null;
    if (form() && JSON.stringify(draft ? draft.pairs : pairs()) !== JSON.stringify(pairs())) kit.again();
    flush();
  });
  restore();
  kit.start();
  flush();
})();
