"use strict";
// The page works without this script as a record; with it, verdicts are given and saved.
(() => {
  const byId = (id) => document.getElementById(id);
  const queries = [...document.querySelectorAll(".query")];
  const filters = byId("filters");
  const given = JSON.parse(byId("decisions").textContent);
  const store = "jianbao-proof-" + document.body.dataset.key;
  const marks = new Map();
  for (const mark of document.querySelectorAll("mark")) {
    for (const id of mark.dataset.query.split(" ")) {
      marks.set(id, [...(marks.get(id) || []), mark]);
    }
  }

  let verdicts = read();
  let now = null;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(store)) || {};
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(verdicts));
    } catch {
      // Private windows keep nothing: the verdicts last as long as the page.
    }
  }

  function isDecided(query) {
    return query.dataset.id in verdicts || query.dataset.by !== "";
  }

  function shown() {
    return queries.filter((query) => !query.hidden);
  }

  function filter() {
    const wanted = new FormData(filters);
    for (const query of queries) {
      const fits = ["source", "kind", "certainty"].every(
        (name) => !wanted.get(name) || query.dataset[name] === wanted.get(name),
      );
      const decided = wanted.get("decided");
      query.hidden = !fits || (decided && (decided === "yes") !== isDecided(query));
    }
    for (const article of document.querySelectorAll("article.source")) {
      article.hidden = Boolean(wanted.get("source")) && article.dataset.source !== wanted.get("source");
    }
    document.body.classList.toggle("all-marks", wanted.get("marks") !== null);
    byId("none").hidden = shown().length > 0;
    count();
  }

  function count() {
    const all = shown();
    byId("count").textContent = `${all.filter(isDecided).length} / ${all.length}`;
    const waiting = Object.keys(verdicts).length;
    byId("pending").textContent = waiting ? `${byId("pending").dataset.label} ${waiting}` : "";
  }

  function draw(query) {
    const verdict = verdicts[query.dataset.id];
    for (const button of query.querySelectorAll("[data-verdict]")) {
      if (button.dataset.verdict) {
        button.setAttribute("aria-pressed", String(verdict?.verdict === button.dataset.verdict));
      } else {
        button.hidden = !verdict;
      }
    }
    query.toggleAttribute("data-decided", isDecided(query));
    query.querySelector(".other").hidden = verdict?.verdict !== "replace";
    if (verdict?.verdict === "replace") {
      query.querySelector("input").value = verdict.reading;
    }
  }

  function decide(query, verdict) {
    if (!verdict) {
      delete verdicts[query.dataset.id];
    } else if (verdict === "replace") {
      verdicts[query.dataset.id] = { verdict, reading: query.querySelector("input").value };
    } else {
      verdicts[query.dataset.id] = { verdict };
    }
    draw(query);
    keep();
    count();
    if (verdict === "replace") {
      const input = query.querySelector("input");
      input.focus();
      input.select();
    }
  }

  function go(query) {
    if (!query) return;
    if (now) {
      now.classList.remove("now");
      for (const mark of marks.get(now.dataset.id) || []) mark.classList.remove("now");
    }
    now = query;
    query.classList.add("now");
    query.focus({ preventScroll: true });
    query.scrollIntoView({ block: "nearest" });
    const found = marks.get(query.dataset.id) || [];
    for (const mark of found) mark.classList.add("now");
    const place = found[0] || byId("b-" + query.dataset.block);
    if (place && matchMedia("(min-width: 60.01rem)").matches) {
      place.scrollIntoView({ block: "center" });
    }
  }

  function step(by) {
    const all = shown();
    const at = all.indexOf(now);
    go(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  // TOML: a JSON string is a TOML basic string, but for U+007F, which TOML wants escaped.
  const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");

  function toml() {
    const kept = [];
    let skipping = false;
    for (const line of given.text.split("\n")) {
      const table = /^\s*\[\s*"?([^\]"]+)"?\s*\]/.exec(line);
      if (table) skipping = table[1].trim() in verdicts;
      if (!skipping || /^\s*(#|$)/.test(line)) kept.push(line);
    }
    const added = Object.entries(verdicts).map(([id, one]) =>
      [
        `[${id}]`,
        `verdict = "${one.verdict}"`,
        ...(one.verdict === "replace" ? [`reading = ${quoted(one.reading)}`] : []),
        'by = "proof"',
        "",
      ].join("\n"),
    );
    const before = kept.join("\n").trimEnd();
    return (before ? before + "\n\n" : "") + added.join("\n");
  }

  async function save() {
    const button = byId("save");
    if (location.protocol === "file:") {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
      link.download = "decisions.toml";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      return;
    }
    try {
      const answer = await fetch("decisions", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(verdicts),
      });
      if (!answer.ok) throw new Error(answer.statusText);
      for (const id of Object.keys(verdicts)) byId("q-" + id)?.setAttribute("data-by", "proof");
      verdicts = {};
      keep();
      queries.forEach(draw);
      count();
      byId("pending").textContent = button.dataset.saved;
    } catch {
      byId("pending").textContent = button.dataset.failed;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-verdict]");
    const mark = event.target.closest("mark");
    const link = event.target.closest(".where a");
    if (button) {
      const query = button.closest(".query");
      go(query);
      decide(query, button.dataset.verdict);
    } else if (link) {
      go(link.closest(".query"));
    } else if (mark) {
      const query = byId("q-" + mark.dataset.query.split(" ").pop());
      if (query) query.hidden = false;
      go(query);
    }
  });
  document.addEventListener("input", (event) => {
    const query = event.target.closest(".query");
    if (query && query.dataset.id in verdicts) {
      verdicts[query.dataset.id].reading = event.target.value;
      keep();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=text], select")) {
      if (event.key === "Escape" || event.key === "Enter") go(event.target.closest(".query") || now);
      return;
    }
    const keys = {
      j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
      a: () => press("accept"), r: () => press("reject"), e: () => press("replace"), u: () => press(""),
    };
    const action = keys[event.key];
    if (action && (event.key.length === 1 || event.target.closest("#desk"))) {
      event.preventDefault();
      action();
    }
  });

  function press(verdict) {
    const button = now?.querySelector(`[data-verdict="${verdict}"]`);
    if (button && !button.hidden) decide(now, verdict);
  }

  filters.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  byId("save").addEventListener("click", save);
  queries.forEach(draw);
  filter();
})();
