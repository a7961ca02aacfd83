/* Says how many points are left while they are given out. ES2018, no library. */
(function () {
  "use strict";
  function count(box) {
    var words = box.dataset, status = box.querySelector("[role=status]"), sum = 0, filled = false;
    box.querySelectorAll("input").forEach(function (field) {
      filled = filled || field.value.trim() !== "";
      sum += parseInt(field.value, 10) || 0;
    });
    var left = words.total - sum;
    if (!words.start) words.start = status.textContent;
    status.className = "hint" + (left < 0 ? " over" : left ? "" : " done");
    status.textContent = !filled ? words.start : left === 0 ? words.done
      : (left > 0 ? words.left : words.over).replace("{}", Math.abs(left));
  }
  function look() { document.querySelectorAll(".give").forEach(count); }
  document.addEventListener("input", function (event) {
    var box = event.target.closest(".give");
    if (box) count(box);
  });
  new MutationObserver(look).observe(document.getElementById("live") || document.body, { childList: true });
  look();
})();
