/* Where a scale has so many points that a thumb would miss one, a slider takes the place of its
   buttons, which go on holding the answer. It answers nothing before it was moved. ES2018. */
(function () {
  "use strict";
  var THUMB = 44;
  function make(tag, name, words) {
    return Object.assign(document.createElement(tag), { className: name }, words);
  }
  function ready(box) {
    var points = box.querySelector(".points"), buttons = Array.from(points.querySelectorAll("input"));
    box.classList.add("ready");
    if (!points.offsetWidth || buttons[0].parentNode.offsetWidth >= THUMB) return;
    var none = buttons.find(function (one) { return !one.value; });
    var given = buttons.filter(function (one) { return one.value; });
    var ends = box.querySelectorAll(".ends span"), middle = Math.ceil(given.length / 2);
    var slider = make("input", "slide", { type: "range", min: 1, max: given.length, step: 1 });
    var told = make("output", ""), clear = make("button", "clear", { type: "button", textContent: "?" });
    var row = make("div", "sliding");
    slider.setAttribute("aria-label", box.querySelector("legend").textContent);
    row.append(slider, told);
    if (none) {
      clear.setAttribute("aria-label", none.getAttribute("aria-label"));
      row.append(clear);
    }
    points.hidden = true;
    points.after(row);

    function show() {
      var on = given.find(function (one) { return one.checked; });
      slider.value = on ? on.value : middle;
      slider.classList.toggle("unset", !on);
      told.textContent = on ? on.value : "–";
      var end = on && (on === given[0] ? ends[0] : on === given[given.length - 1] ? ends[1] : null);
      slider.setAttribute("aria-valuetext", told.textContent + (end ? ", " + end.textContent : ""));
      clear.hidden = !on;
    }
    function answer(button) {
      if (button.checked) return;
      button.checked = true;
      show();
      button.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function moved(event) {
      event.stopPropagation();
      answer(given[slider.value - 1]);
    }
    slider.addEventListener("input", moved);
    slider.addEventListener("change", function (event) { event.stopPropagation(); });
    slider.addEventListener("click", moved);  /* a tap where it stands already */
    slider.addEventListener("keydown", function (event) { if (event.key === " ") moved(event); });
    clear.onclick = function () { answer(none); slider.focus(); };
    show();
  }
  function look() { document.querySelectorAll(".scale:not(.ready)").forEach(ready); }
  new MutationObserver(look)
    .observe(document.getElementById("live") || document.body, { childList: true, subtree: true });
  look();
})();
