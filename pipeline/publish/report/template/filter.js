(() => {
  "use strict";
  const form = document.getElementById("filter");
  if (!form) return;
  const told = form.querySelector("output");
  const nothing = document.querySelector(".nothing");
  const textOf = (node) => node.textContent.toLowerCase();
  const units = Array.from(document.querySelectorAll(".unit"), (node) => ({
    node,
    items: Array.from(node.querySelectorAll(".problems > li")),
    heading: null,
    texts: null,
  }));
  const total = units.reduce((sum, unit) => sum + unit.items.length, 0);

  // Texts are taken when they are first searched: a page of 1,000 units opens without.
  const read = (unit) => {
    if (unit.texts) return;
    unit.heading = textOf(unit.node.querySelector("h3")) + textOf(unit.node.querySelector(".file"));
    unit.texts = unit.items.map(textOf);
  };
  const wanted = () => ({
    levels: new Set(Array.from(form.querySelectorAll("[name=level]:checked"), (box) => box.value)),
    every: !form.querySelector("[name=level]:not(:checked)"),
    state: form.elements.state.value,
    kind: form.elements.kind.value,
    words: form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean),
  });
  const matches = (unit, at, want) => {
    const item = unit.items[at];
    if (want.kind && item.dataset.kind !== want.kind) return false;
    if (!want.levels.has(item.className)) return false;
    return want.words.every((word) => unit.heading.includes(word) || unit.texts[at].includes(word));
  };
  const filter = (unit, want) => {
    const right = !want.state || unit.node.dataset.state === want.state;
    if (want.words.length) read(unit);
    let shown = 0;
    unit.items.forEach((item, at) => {
      const fits = right && matches(unit, at, want);
      item.hidden = !fits;
      shown += fits;
    });
    const clean = !unit.items.length && !want.kind && want.every &&
      want.words.every((word) => unit.heading.includes(word));
    unit.node.hidden = !(right && (shown || clean));
    return shown;
  };
  const apply = () => {
    const want = wanted();
    const shown = units.reduce((sum, unit) => sum + filter(unit, want), 0);
    const open = units.filter((unit) => !unit.node.hidden).length;
    told.textContent = shown === total ? `共 ${total} 处问题`
      : `显示 ${shown} 处，共 ${total} 处；${open} 份提交`;
    nothing.hidden = open > 0;
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.dataset.kind) {
      form.reset();
      form.elements.kind.value = link.dataset.kind;
      apply();
      return;
    }
    const target = document.getElementById(link.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      apply();
    }
  });
  form.hidden = false;
  apply();
})();
