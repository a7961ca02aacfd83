/* Many people to choose from: a field finds names, and who has been chosen stands on top and is
   never filtered away. Without this the list is whole. ES2018, no library. */
(function () {
  "use strict";
  function make(tag, name, words) {
    return Object.assign(document.createElement(tag), { className: name }, words);
  }
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }
  function ready(box) {
    var words = box.dataset, people = Array.from(box.querySelectorAll("label"));
    box.classList.add("ready");
    if (people.length < words.many) return;
    var top = make("div", "find"), label = make("label", ""), status = make("output", "hint");
    var field = make("input", "", { type: "search", autocomplete: "off", enterKeyHint: "done" });
    label.append(make("b", "", { textContent: words.find }), field);
    top.append(label, status);
    box.prepend(top);

    function chosen(one) { return one.querySelector("input").checked; }
    function show() {
      var sought = plain(field.value), any = false, names = people.filter(chosen);
      people.forEach(function (one) {
        var found = plain(one.textContent).includes(sought);
        one.hidden = !found && !chosen(one);
        any = any || found;
      });
      box.querySelectorAll("fieldset").forEach(function (team) {
        team.hidden = !team.querySelector("label:not([hidden])");
      });
      names = names.map(function (one) { return one.textContent.trim(); });
      var over = names.length > words.most;
      status.className = over ? "hint over" : "hint";
      status.textContent = !any ? words.nobody : !names.length ? words.start
        : (over ? words.over : words.chosen).replace("{}", function () { return names.join(", "); });
    }
    field.addEventListener("input", show);
    field.addEventListener("focus", field.select);
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      field.blur();
    });
    box.addEventListener("change", show);
    show();
  }
  function look() { document.querySelectorAll(".pick:not(.ready)").forEach(ready); }
  new MutationObserver(look)
    .observe(document.getElementById("live") || document.body, { childList: true });
  look();
})();
