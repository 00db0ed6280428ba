// Keeps an open worklist up to date. What has the focus is never moved or taken away; what changed is said politely.
(() => {
  const live = document.querySelector("[data-live]");
  const said = document.getElementById("live-said");
  if (!live || !said || !window.EventSource) return;
  const source = new EventSource(live.dataset.live);
  const busy = (element) => element.contains(document.activeElement);
  const cards = (root) => new Map([...root.querySelectorAll("[data-version]")].map((card) => [card.id, card]));

  const merge = (fresh) => {
    const old = cards(live), now = cards(fresh);
    if ((!old.size || !now.size) && !busy(live)) {
      live.replaceChildren(...fresh.childNodes);
      return;
    }
    for (const [id, card] of old) {
      const next = now.get(id);
      if (busy(card)) {
        // It stays as it is under somebody's fingers; what is sent from it is checked against what stands now.
        if (!next || next.dataset.version !== card.dataset.version) card.dataset.changed = live.dataset.changed;
      } else if (!next) card.remove();
      else if (next.dataset.version !== card.dataset.version) card.replaceWith(next);
    }
    let before = null;
    for (const id of [...now.keys()].reverse()) {
      const here = document.getElementById(id);
      const list = live.querySelector(".cards");
      if (!here && list) list.insertBefore(now.get(id), before && before.parentNode === list ? before : null);
      before = document.getElementById(id) || before;
    }
  };

  source.addEventListener("changed", async () => {
    const answer = await fetch(live.dataset.cards, { redirect: "error" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-fresh]");
    if (!fresh) return;
    merge(fresh);
    said.textContent = fresh.dataset.fresh;
  });
  source.addEventListener("over", () => source.close());
})();
