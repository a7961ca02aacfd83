/* The end of a talk: words and a colour; it also trembles, and sounds where that was asked for.
   ES2018, no library. */
(function () {
  "use strict";
  var kit = window.kit;
  if (!kit) return;
  var live = kit.live, counting = false, touched = false, audio = null;
  var Audio = window.AudioContext || window.webkitAudioContext;

  kit.on("tick", function () {
    var words = live.querySelector(".ending"), up = !!words && kit.left === 0, counted = counting;
    counting = !!words && kit.left > 0;
    document.documentElement.classList.toggle("up", up);
    if (up && words.textContent !== words.dataset.words) words.textContent = words.dataset.words;
    label();
    if (up && counted && kit.justNow) signal();
  });
  function signal() {
    if (touched && navigator.vibrate) navigator.vibrate(300);
    if (!audio || !kit.kept("sound")) return;
    [659, 523].forEach(function (pitch, number) {
      var tone = audio.createOscillator(), loud = audio.createGain(), start = audio.currentTime + 0.5 * number;
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0, start);
      loud.gain.linearRampToValueAtTime(0.2, start + 0.05);
      loud.gain.linearRampToValueAtTime(0, start + 0.9);
      tone.connect(loud);
      loud.connect(audio.destination);
      tone.start(start);
      tone.stop(start + 1);
    });
  }
  function label() {
    var button = live.querySelector(".sound"), on = !!kit.kept("sound");
    if (!button || !Audio) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", on);
    button.textContent = on ? button.dataset.on : button.dataset.off;
  }
  /* Browsers let a page sound and tremble only after a tap on it. */
  document.addEventListener("click", function (event) {
    touched = true;
    if (event.target.className === "sound") { kit.keep("sound", kit.kept("sound") ? null : true); label(); }
    if (!kit.kept("sound") || !Audio) return;
    if (!audio) audio = new Audio();
    if (audio.state !== "running") audio.resume();
  });
  kit.tick();
})();
