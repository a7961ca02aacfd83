/* For who hears the page instead of seeing it: the focus goes to what is new, which is then read out.
   Who goes on typing keeps it, and hears a word that her answer was saved. ES2018, no library. */
(function () {
  "use strict";
  var kit = window.kit;
  if (!kit) return;
  var told = document.getElementById("told"), before = heading(), clear = 0;
  function heading() {
    var found = kit.live.querySelector("h1");
    return found ? found.textContent : "";
  }
  function say(words) {
    told.textContent = words;
    clearTimeout(clear);
    clear = setTimeout(function () { told.textContent = ""; }, 3000);
  }
  new MutationObserver(function () {
    var saved = kit.live.querySelector(".sent"), other = heading() !== before;
    before = heading();
    if (kit.live.contains(document.activeElement)) {
      if (saved) say(kit.words.saved);
      return;
    }
    var target = !other && saved || kit.live.querySelector("h1");
    if (!target) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }).observe(kit.live, { childList: true });
})();
