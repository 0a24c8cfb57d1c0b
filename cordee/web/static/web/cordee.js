// Progressive enhancement only: every page works without this file.
(() => {
  "use strict";
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  // The error summary takes the focus, so that it is read at once.
  const focusErrors = (root) => root.querySelector("[data-focus]")?.focus();

  // Countdowns: the sentence stays the server's; the page is asked again when the instant comes.
  const plural = (count, word) => `${count} ${word}${count < 2 ? "" : "s"}`;
  const saidLeft = (milliseconds) => {
    const minutes = Math.floor(milliseconds / 60000);
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
    if (days) return plural(days, "jour") + (hours ? ` et ${plural(hours, "heure")}` : "");
    if (hours) return plural(hours, "heure") + (rest ? ` et ${plural(rest, "minute")}` : "");
    return rest ? plural(rest, "minute") : "moins d’une minute";
  };
  const tick = () =>
    each("[data-until]", (line) => {
      const left = Date.parse(line.dataset.until) - Date.now();
      const said = line.querySelector("b");
      if (said && left > 0 && document.documentElement.lang === "fr") said.textContent = saidLeft(left);
    });

  // A text being written survives a change of language and a session that ended.
  const key = () => `kept:${location.pathname}`;
  const typed = () => {
    const kept = {};
    each("main form[method=post] :is(input, textarea, select)", (control) => {
      if (!control.name || /^(hidden|password|file|submit)$/.test(control.type)) return;
      if (/checkbox|radio/.test(control.type) && !control.checked) return;
      (kept[control.name] ||= []).push(control.value);
    });
    return kept;
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(key()) || "null");
    sessionStorage.removeItem(key());
    if (!kept) return;
    each("main form[method=post] :is(input, textarea, select)", (control) => {
      if (!control.name || /^(hidden|password|file|submit)$/.test(control.type)) return;
      const values = kept[control.name] || [];
      if (/checkbox|radio/.test(control.type)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values.shift();
      control.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-keeps-text]")) sessionStorage.setItem(key(), JSON.stringify(typed()));
  });

  // Autosave: the state line says what happened, never more.
  const state = (element) => element?.closest("form, section, main")?.querySelector("[data-save-state]");
  const say = (line, kind, text) => {
    if (!line) return;
    line.className = `save-state save-state-${kind}`;
    line.textContent = text;
  };
  const words = document.documentElement.lang === "en"
    ? { saving: "Saving…", saved: "Saved", lost: "Not saved: the network does not answer. Your text stays on this page.", out: "Not saved: your session ended. Copy your text, then sign in again.", no: "Not saved." }
    : { saving: "Enregistrement…", saved: "Enregistré", lost: "Non enregistré : le réseau ne répond pas. Votre texte reste sur cette page.", out: "Non enregistré : votre session a expiré. Copiez votre texte, puis reconnectez-vous.", no: "Non enregistré." };
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.closest("[data-autosave]")) say(state(event.detail.elt), "saving", words.saving);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr, failed } = event.detail;
    if (!elt.closest("[data-autosave]")) return;
    if (successful) say(state(elt), "saved", words.saved);
    else if (failed && xhr.status) say(state(elt), "failed", [401, 403].includes(xhr.status) ? words.out : words.no);
  });
  document.addEventListener("htmx:sendError", (event) => say(state(event.detail.elt), "failed", words.lost));

  // Long texts given back by an error page are selected at once when entered.
  document.addEventListener("focusin", (event) => event.target.matches("[data-copyable]") && event.target.select());

  document.addEventListener("DOMContentLoaded", () => {
    restore();
    focusErrors(document);
    tick();
    setInterval(tick, 30000);
  });
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));
})();
