"use strict";

// Filter of the schools: shows rows that hold the text, the state and the district chosen, and unfolds what holds them.
for (const form of document.querySelectorAll("[data-filter]")) {
  const list = document.getElementById(form.dataset.filter);
  const rows = list.querySelectorAll("tbody tr");
  const picks = [...document.querySelectorAll("[data-pick]")];
  const none = document.querySelector("[data-none]");
  const opened = new Map();
  const fold = (narrowed) => {
    for (const part of list.querySelectorAll("details, table")) {
      const found = part.querySelectorAll("tbody tr:not([hidden])").length;
      part.hidden = !found;
      if (part.localName === "table") continue;
      part.querySelector("[data-count]").textContent = found;
      if (narrowed === opened.has(part)) continue; // what somebody folds while filtering stays folded
      if (narrowed) opened.set(part, part.open);
      part.open = narrowed || opened.get(part);
      if (!narrowed) opened.delete(part);
    }
  };
  const apply = () => {
    const words = form.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = form.state.value;
    const district = form.district ? form.district.value : "";
    let shown = 0;
    for (const row of rows) {
      const fits = (!state || row.dataset.state === state || (state === "structure" && "structure" in row.dataset))
        && (!district || row.dataset.district === district)
        && words.every((word) => row.dataset.find.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    fold(Boolean(words.length || state || district));
    form.querySelector("[data-shown]").textContent = shown;
    none.hidden = shown > 0;
    for (const pick of picks) pick.setAttribute("aria-current", String(pick.dataset.pick === state));
  };
  for (const pick of picks) {
    pick.addEventListener("click", (event) => {
      event.preventDefault();
      form.state.value = form.state.value === pick.dataset.pick ? "" : pick.dataset.pick;
      apply();
      form.scrollIntoView({ block: "start" });
    });
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(); // a browser that goes back keeps what was chosen
}

// A second press does nothing (the server would not order twice either).
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// Progress of a report, asked once a second; the page itself knows how to show the end.
for (const panel of document.querySelectorAll("[data-progress]")) {
  const find = (name) => panel.querySelector(`[data-${name}]`);
  const say = (name, text) => {
    if (find(name).textContent !== text) find(name).textContent = text;
  };
  const show = (told) => {
    say("word", told.word);
    say("word-en", told.word_en);
    say("count", told.total ? `${told.done}/${told.total}` : "");
    say("step", told.step);
    find("slow").hidden = !told.slow;
    if (told.total) {
      const bar = panel.querySelector("progress");
      bar.max = told.total;
      bar.value = told.done;
    }
  };
  const ask = async () => {
    try {
      const answer = await fetch(panel.dataset.progress, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      find("lost").hidden = true;
      if (told.state === "done" || told.state === "failed") return location.reload();
      show(told);
    } catch {
      find("lost").hidden = false;
    }
    return setTimeout(ask, 1000);
  };
  setTimeout(ask, 500);
}
