/* A ranking to drag, or to move by buttons and arrow keys. Hidden selects hold the answer, empty
   until the first move. The others go around a moved row: so it keeps focus and finger. ES2018. */
(function () {
  "use strict";
  function make(tag, name, words) {
    return Object.assign(document.createElement(tag), { className: name }, words);
  }
  function place(row) { return row.querySelector("select"); }
  function text(row) { return row.querySelector("label").textContent; }
  function middle(row) {
    var at = row.getBoundingClientRect();
    return (at.top + at.bottom) / 2;
  }
  function swap(row, by) {
    var other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) row.parentNode.insertBefore(other, by < 0 ? row.nextSibling : row);
  }

  function ready(box) {
    var list = box.querySelector("ol"), words = box.dataset, items = Array.from(list.children);
    var keep = make("input", "keep", { type: "button" }), status = make("output", "quiet");

    function index(row) { return [].indexOf.call(list.children, row); }
    function show(ranked) {
      list.classList.toggle("ranked", ranked);
      keep.value = ranked ? words.clear : words.keep;
      items.forEach((row) => {
        place(row).value = ranked ? index(row) + 1 : "";
        row.querySelector("b").textContent = ranked ? index(row) + 1 : "–";
      });
    }
    function answer(ranked, row) {
      show(ranked);
      status.textContent = row ? text(row) + ", " + words.at.replace("{}", index(row) + 1) : "";
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function drag(row) {
      var before = index(row);
      row.classList.add("held");
      row.onpointermove = (event) => {
        var y = event.clientY;
        while (row.nextElementSibling && y > middle(row.nextElementSibling)) swap(row, 1);
        while (row.previousElementSibling && y < middle(row.previousElementSibling)) swap(row, -1);
        scrollBy(0, y < 50 ? -8 : y > innerHeight - 50 ? 8 : 0);
        show(list.classList.contains("ranked"));
      };
      row.onlostpointercapture = () => {
        row.onpointermove = null;
        row.classList.remove("held");
        if (index(row) !== before) answer(true, row);
      };
    }

    items.forEach((row) => {
      place(row).hidden = true;
      row.prepend(make("span", "grip"), make("b", ""));
      [["↑", -1, words.up], ["↓", 1, words.down]].forEach((way) => {
        var button = make("input", "step", { type: "button", value: way[0] });
        button.setAttribute("aria-label", way[2] + ": " + text(row));
        button.onclick = () => { swap(row, way[1]); answer(true, row); };
        row.append(button);
      });
      row.onkeydown = (event) => {
        var by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        swap(row, by);
        answer(true, row);
      };
      row.onpointerdown = (event) => {
        var on = event.target, mouse = event.pointerType === "mouse" && on.type !== "button";
        if (event.button || !mouse && on.className !== "grip") return;
        event.preventDefault();
        row.setPointerCapture(event.pointerId);
        drag(row);
      };
    });
    keep.onclick = () => answer(!list.classList.contains("ranked"));
    box.append(keep, status);
    box.classList.add("movable");
    box.querySelector(".hint").textContent = words.start;

    var given = items.map((row) => Number(place(row).value));
    var whole = items.every((row, i) => given.includes(i + 1));
    if (whole) items.forEach((row, i) => list.append(items[given.indexOf(i + 1)]));
    show(whole);
  }

  function look() { document.querySelectorAll(".ranking:not(.movable)").forEach(ready); }
  new MutationObserver(look)
    .observe(document.getElementById("live") || document.body, { childList: true });
  look();
})();
