/* Keys and clickers steer the workshop from the control room and from the screen. */
(function () {
  "use strict";
  if (window.kitKeys) return;
  window.kitKeys = true;
  var MOVES = {
    PageDown: "forward", ArrowRight: "forward", " ": "forward", PageUp: "backward", ArrowLeft: "backward",
    b: "blank", B: "blank", ".": "blank", p: "pause", P: "pause"
  };
  var HELP = [
    ["Page down, →, space", "What comes next: open, reveal, next picture, next step"], ["Page up, ←", "Back"],
    ["B or .", "Make the screen dark, and light again"], ["P", "Pause, and go on"], ["?", "Show this"]
  ];
  var moved = 0, sure = "", asked = 0, busy = false, hide = 0;
  function here() { return document.getElementById("kit-steer"); }
  function say(text) {
    var box = document.getElementById("kit-said");
    if (!box) {
      box = document.createElement("div");
      box.id = "kit-said";
      box.setAttribute("role", "alert");
      document.body.appendChild(box);
    }
    box.textContent = text;
    box.hidden = !text;
    clearTimeout(hide);
    hide = setTimeout(function () { box.hidden = true; }, 6000);
  }
  function help() {
    var box = document.getElementById("kit-help");
    if (box) { box.remove(); return; }
    box = document.createElement("dl");
    box.id = "kit-help";
    HELP.forEach(function (line) {
      ["dt", "dd"].forEach(function (tag, i) {
        var element = document.createElement(tag);
        element.textContent = line[i];
        box.appendChild(element);
      });
    });
    document.body.appendChild(box);
  }
  function press(move) {
    var place = here(), code = place.dataset.code;
    var seen = String(Math.max(moved, Number(place.dataset.moves)));
    if (busy) return;
    busy = true;
    fetch("/remote/" + code + "/move", {
      method: "POST",
      body: new URLSearchParams({ move: move, seen: seen, sure: sure === move + seen && Date.now() - asked > 500 ? "1" : "" })
    }).then(function (r) {
      return r.json().then(function (said) {
        if (r.ok) moved = said.moves;
        sure = said.again ? move + seen : "";
        asked = Date.now();
        say(said.told || "");
      });
    }).catch(function () { say("No connection. Please press again."); })
      .then(function () { busy = false; });
  }
  var held = null;
  document.addEventListener("focusin", function (event) {
    held = event.target.closest ? event.target.closest(".st-key-controls button") : null;
  });
  setInterval(function () {  // a button that is gone or cannot be pressed hands its focus to the likely one
    if (!held || document.activeElement !== document.body || (held.isConnected && !held.disabled)) return;
    var likely = document.querySelector(".st-key-controls button[kind=primary]:not(:disabled)");
    if (likely) likely.focus();
  }, 300);
  document.addEventListener("keydown", function (event) {
    var place = here(), on = event.target;
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (on.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName)) return;
    if (event.key === " " && on.closest && on.closest("button, a, summary, [role=button]")) return;
    if (event.key === "?") { help(); return; }
    if (event.key === "Escape") { var box = document.getElementById("kit-help"); if (box) box.remove(); return; }
    var move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    press(move);
  }, true);
})();
