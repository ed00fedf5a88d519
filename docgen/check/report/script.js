// Without this script everything on the page is visible and every link works. With it: the filter,
// the panels that open where a link leads, larger pictures, and a print that holds everything.
(() => {
  "use strict";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const form = document.querySelector(".filters");
  const status = document.getElementById("status");
  const field = (id) => document.getElementById(id)?.value ?? "";
  const plain = (text) => text.toLocaleLowerCase("id").normalize("NFKD").replace(/\p{M}/gu, "");

  const rows = all("tr.letter").map((element) => ({ element, text: plain(element.textContent) }));
  const groups = all(".group").map((element) => ({
    element,
    title: plain(element.querySelector("h3").textContent),
    items: all(".finding", element).map((item) => ({ element: item, text: plain(item.textContent) })),
  }));

  // A letter fits the search by its own row or by what was found about it.
  const words = () => plain(field("cari")).split(/\s+/).filter(Boolean);
  const holds = (text, wanted) => wanted.every((word) => text.includes(word));

  function apply() {
    const wanted = words();
    const set = field("bagian");
    const states = field("keadaan").split(" ").filter(Boolean);
    const [kind, value] = field("jenis").split(/:(.*)/);
    const placed = ({ dataset }) =>
      (!set || dataset.set === set) && (!states.length || states.includes(dataset.state));
    const found = new Map();
    let findings = 0;
    for (const group of groups) {
      let shown = 0;
      for (const item of group.items) {
        const { code, severity } = item.element.dataset;
        const fits = !kind || (kind === "sev" ? severity === value : code === value);
        const visible =
          fits && placed(group.element) && holds(`${group.title} ${item.text}`, wanted);
        item.element.hidden = !visible;
        shown += visible;
        // What follows from a finding stands inside it.
        const cause = item.element.parentElement.closest(".finding");
        if (visible && cause) cause.hidden = false;
      }
      group.element.hidden = !shown;
      findings += shown;
      const back = group.element.querySelector(".back a");
      if (back) found.set(back.hash.slice(1), shown);
    }
    let letters = 0;
    for (const row of rows) {
      const { codes, severities } = row.element.dataset;
      const list = (kind === "sev" ? severities : codes).split(" ");
      const visible =
        placed(row.element) &&
        (!kind || list.includes(value)) &&
        (holds(row.text, wanted) || (wanted.length > 0 && found.get(row.element.id) > 0));
      row.element.hidden = !visible;
      letters += visible;
    }
    const empty = document.querySelector("[data-empty]");
    if (empty) empty.hidden = letters > 0;
    const every = groups.reduce((sum, group) => sum + group.items.length, 0);
    status.textContent = status.dataset.words
      .replace("{surat}", letters)
      .replace("{semua_surat}", rows.length)
      .replace("{temuan}", findings)
      .replace("{semua_temuan}", every);
  }

  // Where a link leads must be visible: open its panel, drop a filter that hides it, move there.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    let panel = target.closest("details") ?? target.querySelector("details");
    for (; panel; panel = panel.parentElement.closest("details")) panel.open = true;
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  const panels = all(".group details");
  for (const panel of all("details.effects")) panel.open = false;
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = panels.filter((panel) => !panel.open);
    closed.forEach((panel) => { panel.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((panel) => { panel.open = false; }));

  const zoom = document.querySelector(".zoom");
  const { enlarge } = document.currentScript.dataset;
  zoom.querySelector("[data-close]").addEventListener("click", () => zoom.close());
  for (const picture of all("img.face")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.setAttribute("aria-label", `${enlarge}: ${picture.alt}`);
    picture.replaceWith(button);
    button.append(picture);
    button.addEventListener("click", () => {
      const large = picture.cloneNode();
      large.loading = "eager";
      zoom.querySelector("[data-zoom]").replaceChildren(large);
      zoom.showModal();
    });
  }

  for (const button of all("[data-open]")) {
    button.addEventListener("click", () => {
      panels.forEach((panel) => { panel.open = button.dataset.open === "all"; });
    });
  }
  document.querySelector(".tools")?.removeAttribute("hidden");
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);
  // A link to where one is already changes no address.
  for (const link of all('a[href^="#"]')) {
    link.addEventListener("click", () => { if (link.hash === location.hash) reveal(); });
  }
  apply();
  reveal();
})();
