/* After the kit was away, this page is back within seconds: Streamlit by itself waits up to a
   quarter of a minute. The control room is told meanwhile; the room, which sees the screen, not. */
(function () {
  "use strict";
  if (window.kitWatch) return;
  window.kitWatch = true;
  var beat = "", heard = Date.now(), away = false, back = 0;
  function tell(text) {
    var box = document.getElementById("kit-away");
    if (!box && text) {
      box = document.createElement("div");
      box.id = "kit-away";
      box.setAttribute("role", "status");
      document.body.appendChild(box);
    }
    if (box) { box.textContent = text; box.hidden = !text; }
  }
  setInterval(function () {
    var place = document.getElementById("kit-steer"), now = Date.now();
    if (!place) return;
    if (place.dataset.beat !== beat) {
      beat = place.dataset.beat;
      heard = now;
      away = false;
      tell("");
    }
    if (now - heard < 2500) return;
    fetch("/healthz", { cache: "no-store" }).then(function (r) {
      if (!r.ok) throw new Error(r.status);
      if (!away) return;
      back = back || Date.now();
      if (Date.now() - back > 1000) location.reload();
    }).catch(function () {
      away = true;
      back = 0;
      if (!document.querySelector(".on-the-wall")) tell("The kit does not answer. This page is back by itself as soon as it does.");
    });
  }, 1000);
})();
