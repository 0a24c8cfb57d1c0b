// What is typed waits on this device until the server has it; who else writes is told.
// Progressive enhancement only: the page works without this file.
(() => {
  "use strict";
  const PREFIX = "cordee:text:";
  const LASTS = 30 * 24 * 3600 * 1000;
  const EVERY = 30000;
  const english = document.documentElement.lang === "en";
  const words = english
    ? { back: "Text found again on this device.", changed: "This answer changed since you opened the page.", reload: "Read it" }
    : { back: "Texte retrouvé sur cet appareil.", changed: "Cette réponse a changé depuis que vous avez ouvert la page.", reload: "La lire" };

  // A store that may be refused (private windows, full disk) and is then simply absent.
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* the server still has it */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing to forget */ } },
    keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
  };

  const start = (form) => {
    const sections = [...form.querySelectorAll("[data-question]")];
    const key = (section) => `${PREFIX}${form.dataset.writing}:${section.dataset.question}`;
    const revision = (section) => section.querySelector(`[name="${section.dataset.question}:revision"]`);
    const controls = (section) =>
      [...section.querySelectorAll("input, textarea, select")].filter(
        (one) => one.name && !one.disabled && !/^(hidden|password|file|submit|button)$/.test(one.type),
      );
    const typed = (section) =>
      controls(section)
        .filter((one) => !/checkbox|radio/.test(one.type) || one.checked)
        .map((one) => [one.name, one.value]);
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const shown = new Map(sections.map((section) => [section, typed(section)]));
    const sent = new Map();

    const keep = (section) => {
      const now = typed(section);
      if (same(now, shown.get(section))) return store.drop(key(section));
      store.set(key(section), { typed: now, revision: revision(section).value, at: Date.now() });
    };
    const put = (section, values) => {
      const left = values.map((pair) => [...pair]);
      controls(section).forEach((one) => {
        const rank = left.findIndex(([name, value]) => name === one.name && (!/checkbox|radio/.test(one.type) || value === one.value));
        if (/checkbox|radio/.test(one.type)) one.checked = rank >= 0;
        else if (rank >= 0) one.value = left[rank][1];
        if (rank >= 0) left.splice(rank, 1);
      });
    };
    const say = (section, text, link) => {
      const line = section.querySelector("[data-hand]");
      line.textContent = text;
      if (!link) return;
      const away = document.createElement("a");
      away.href = "";
      away.textContent = link;
      line.append(" ", away);
    };

    // A text that never reached the server comes back with the revision it was typed against:
    // the server saves it, or shows both texts when another hand wrote meanwhile.
    const restore = (section) => {
      const kept = store.get(key(section));
      if (!kept) return;
      if (same(kept.typed, typed(section))) return store.drop(key(section));
      put(section, kept.typed);
      revision(section).value = kept.revision;
      say(section, words.back);
      section.querySelectorAll("textarea, input").forEach((one) => one.dispatchEvent(new Event("input", { bubbles: true })));
    };

    form.addEventListener("input", (event) => {
      const section = event.target.closest("[data-question]");
      if (section) keep(section);
    });
    form.addEventListener("change", (event) => {
      const section = event.target.closest("[data-question]");
      if (section) keep(section);
    });
    form.addEventListener("htmx:beforeRequest", (event) => {
      const section = event.target.closest("[data-question]");
      if (section) sent.set(section, typed(section));
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      const section = event.target.closest("[data-question]");
      if (!section || !event.detail.successful) return;
      shown.set(section, sent.get(section) || typed(section));
      keep(section); // what was typed meanwhile, if anything
    });
    form.addEventListener("htmx:afterSwap", (event) => {
      event.target.querySelectorAll("[data-merge]").forEach((button) => { button.hidden = false; });
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-merge]");
      if (!button) return;
      const section = button.closest("[data-question]");
      const [area] = controls(section);
      area.value = section.querySelector("[data-merged]").value;
      revision(section).value = button.dataset.merge;
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.addEventListener("submit", () => sections.forEach((section) => keep(section)));

    // Who else writes, and what changed meanwhile: asked only of a page one looks at.
    let here = "";
    const ask = async () => {
      if (document.hidden) return;
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      let said;
      try {
        const answer = await fetch(form.dataset.hands, {
          method: "POST",
          headers: { "X-CSRFToken": token ? token.value : "", "X-Requested-With": "fetch" },
          body: new URLSearchParams({ question: here }),
        });
        if (!answer.ok) return;
        said = await answer.json();
      } catch { return; } // the state line already says that the network is away
      sections.forEach((section) => {
        const name = section.dataset.question;
        const text = said.texts[name];
        const old = text && text !== revision(section).value && same(typed(section), shown.get(section));
        if (old) say(section, said.hands[name] || words.changed, words.reload);
        else if (section.querySelector("[data-hand]").textContent !== words.back || said.hands[name]) say(section, said.hands[name] || "");
      });
      here = "";
    };
    form.addEventListener("focusin", (event) => {
      const section = event.target.closest("[data-question]");
      here = section ? section.dataset.question : "";
    });
    form.addEventListener("input", (event) => {
      const section = event.target.closest("[data-question]");
      here = section ? section.dataset.question : here;
    });
    if (sections.length) setInterval(ask, EVERY);
    document.addEventListener("visibilitychange", ask);
    setTimeout(() => sections.forEach(restore)); // once htmx listens
  };

  document.addEventListener("DOMContentLoaded", () => {
    store.keys().forEach((key) => {
      const kept = store.get(key);
      if (!kept || Date.now() - kept.at > LASTS) store.drop(key);
    });
    document.querySelectorAll("[data-writing]").forEach(start);
  });
})();
