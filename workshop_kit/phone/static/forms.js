/* Helps with a form: one team at a time, and how much room is left in a field. Without this a form is
   whole, and what is too long is told when it is sent. ES2018, no library. */
(function () {
  "use strict";
  var kit = window.kit;
  if (!kit) return;
  var live = kit.live, words = kit.words;

  function make(tag, name, more) {
    return Object.assign(document.createElement(tag), { className: name }, more);
  }

  /* Counters. Nothing is cut off: what is pasted stays whole, and says by how much it is too long. */
  function counted(field) {
    var longest = field.maxLength, near = Math.max(10, Math.min(60, longest / 5));
    var count = make("p", "hint count"), aloud = make("output", "quiet");
    field.removeAttribute("maxlength");
    count.setAttribute("aria-hidden", "true");
    field.parentNode.append(count, aloud);
    function show() {
      var left = longest - Array.from(field.value.trim()).length, over = left < 0;
      var told = (over ? words.over : words.left).replace("{}", Math.abs(left));
      count.hidden = left > near;
      count.textContent = told;
      count.classList.toggle("excess", over);
      field.classList.toggle("excess", over);
      /* Read out now and then only, not with each letter. */
      if (left > near) aloud.textContent = "";
      else if (!aloud.textContent || left % 10 === 0 || over) aloud.textContent = told;
    }
    field.addEventListener("input", show);
    show();
  }

  /* A quick run through the teams: where one tap answers about a team, it also leads to the next. */
  var run = null;
  function answered(section) {
    return Array.from(section.querySelectorAll("input,textarea,select")).some(function (field) {
      return /radio|checkbox/.test(field.type) ? field.checked && field.value
        : field.name && field.value.trim();
    });
  }
  function quick(section) {
    var names = Array.from(section.querySelectorAll("[name]")).map(function (field) {
      return field.type === "radio" ? field.name : "";
    });
    return names.every(function (name) { return name && name === names[0]; });
  }
  function led(form) {
    var sections = Array.from(form.querySelectorAll("section.about"));
    if (sections.length < 2) { run = null; return; }
    var step = form.elements.step.value, send = form.querySelector("button:not([type=button])");
    var bar = make("div", "bar"), where = make("p", "", { dir: "ltr" });
    var back = make("button", "second small", { type: "button", textContent: words.back });
    var next = make("button", "small", { type: "button", textContent: words.next });
    bar.append(back, where, next);
    sections[sections.length - 1].after(bar);
    form.classList.add("run");
    form.insertBefore(form.querySelector(".who"), sections[0]);

    function show(at) {
      run = { step: step, at: at, to: function (section) { show(sections.indexOf(section)); } };
      sections.forEach(function (section, number) { section.hidden = number !== at; });
      where.textContent = at + 1 + " / " + sections.length;
      back.style.visibility = at ? "" : "hidden";
      next.hidden = at === sections.length - 1;
      send.hidden = !next.hidden && !live.querySelector(".sent");
    }
    function go(at) {
      var head = sections[at].querySelector("h2");
      show(at);
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      var top = form.getBoundingClientRect().top;
      if (top < 0) scrollBy(0, top - 12);
    }
    back.onclick = function () { go(run.at - 1); };
    next.onclick = function () { go(run.at + 1); };
    form.onclick = function (event) {
      var at = run.at, tapped = event.target.type === "radio" && event.detail;
      if (!tapped || next.hidden || !quick(sections[at])) return;
      setTimeout(function () { if (form.isConnected && run.at === at) go(at + 1); }, 300);
    };
    form.onkeydown = function (event) {
      if (event.key !== "Enter" || event.target.type !== "text" || next.hidden) return;
      event.preventDefault();
      go(run.at + 1);
    };
    var open = sections.findIndex(function (section) { return !answered(section); });
    var same = run && run.step === step && !live.querySelector(".sent:not(.changed)");
    show(same ? run.at : Math.max(0, open));
  }

  function ready() {
    var form = document.getElementById("form");
    if (!form) return;
    Array.from(form.elements).forEach(function (field) { if (field.maxLength > 9) counted(field); });
    led(form);
  }
  live.addEventListener("kit:send", function (event) {
    var over = live.querySelector("textarea.excess,input.excess");
    if (!over) return;
    event.preventDefault();
    if (run) run.to(over.closest("section"));
    over.focus();
  });
  kit.on("put", ready);
  ready();
})();
