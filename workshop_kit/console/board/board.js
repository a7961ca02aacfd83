/* Cards on piles, to be dragged by mouse, pen or finger: onto another card, onto a pile, or back to
   the single ones. What people wrote is only ever set as text. */
export default function ({ data, parentElement, setTriggerValue }) {
  const now = JSON.stringify(data), before = parentElement.kitBoard;
  if (before && (before.held || before.shown === now)) return;
  const state = { shown: now, held: null };
  parentElement.kitBoard = state;
  const old = parentElement.querySelector(".board"), top = old ? old.scrollTop : 0;
  if (old) old.remove();

  const make = (tag, className, text) =>
    Object.assign(document.createElement(tag), { className, textContent: text || "" });
  const board = make("div", "board");

  function under(event) {
    const found = parentElement.getRootNode().elementFromPoint(event.clientX, event.clientY);
    const place = found && found.closest ? found.closest("li, section") : null;
    return place && board.contains(place) && place !== state.held.item ? place : null;
  }
  function mark(place) {
    for (const marked of board.querySelectorAll(".over")) marked.classList.remove("over");
    if (place) place.classList.add("over");
  }
  function hold(item, card) {
    item.addEventListener("pointerdown", event => {
      if (event.button) return;
      state.held = { item, card, x: event.clientX, y: event.clientY, moved: false };
      item.setPointerCapture(event.pointerId);
    });
    item.addEventListener("pointermove", event => {
      const held = state.held;
      if (!held) return;
      const x = event.clientX - held.x, y = event.clientY - held.y;
      if (!held.moved && Math.abs(x) + Math.abs(y) < 6) return;
      held.moved = true;
      item.classList.add("dragged");
      item.style.transform = `translate(${x}px,${y}px)`;
      mark(under(event));
    });
    const end = event => {
      const held = state.held;
      if (!held) return;
      const place = held.moved && event.type === "pointerup" ? under(event) : null;
      state.held = null;
      mark(null);
      item.classList.remove("dragged");
      item.style.transform = "";
      if (place) setTriggerValue("dropped", { card, onto: place.dataset.card || "", pile: place.dataset.pile });
    };
    item.addEventListener("pointerup", end);
    item.addEventListener("pointercancel", end);
  }

  for (const pile of [...data.piles, ""]) {
    const cards = data.cards.filter(card => card.pile === pile);
    const section = make("section", "pile"), list = make("ul", "");
    const single = data.piles.length ? "Single cards" : "Drag a card onto another one that says the same";
    const heading = make("h4", "", pile || single);
    heading.append(make("small", "", ` ${cards.length}`));
    section.dataset.pile = pile;
    for (const card of cards) {
      const item = make("li", "", card.text);
      Object.assign(item.dataset, { card: card.id, pile });
      hold(item, card.id);
      list.append(item);
    }
    section.append(heading, list);
    board.append(section);
  }
  parentElement.append(board);
  board.scrollTop = top;
}
