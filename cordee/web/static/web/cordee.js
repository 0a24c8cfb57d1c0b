// Progressive enhancement only: every page works without this file.
(() => {
  "use strict";
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  // The error summary takes the focus, so that it is read at once.
  const focusErrors = (root) => root.querySelector("[data-focus]")?.focus();

  // On a phone the menu unfolds under its button (the stylesheet folds it only where scripts run).
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".menu-button");
    if (button) button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true");
  });

  // Countdowns: the sentence stays the server's; the page is asked again when the instant comes.
  const plural = (count, word) => `${count} ${word}${count < 2 ? "" : "s"}`;
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

  // A text being written survives a change of language, a session that ended, a lost network:
  // it waits in this tab until the server has it.
  const key = () => `kept:${location.pathname}`;
  const controls = (act) =>
    each("main form[method=post] :is(input, textarea, select)", (control) => {
      // What a page keeps by itself, on this device, is left to it.
      if (control.closest("[data-writing]")) return;
      if (control.name && !/^(hidden|password|file|submit)$/.test(control.type)) act(control);
    });
  const keep = () => {
    const kept = {};
    controls((control) => {
      if (/checkbox|radio/.test(control.type) && !control.checked) return;
      (kept[control.name] ||= []).push(control.value);
    });
    sessionStorage.setItem(key(), JSON.stringify(kept));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(key()) || "null");
    sessionStorage.removeItem(key());
    if (!kept) return;
    controls((control) => {
      const values = kept[control.name] || [];
      if (/checkbox|radio/.test(control.type)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values.shift();
      else return;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".site-footer [data-keeps-text]")) keep();
  });

  // Autosave: the state line says what happened, never more; what failed is tried again.
  const english = document.documentElement.lang === "en";
  const words = english
    ? {
        saving: "Saving…",
        saved: "Saved",
        lost: "Not saved: the network does not answer. Your text stays here; we keep trying.",
        out: "Not saved: your session ended. Sign in again in another tab, then reload this page: your text will come back.",
        no: "Not saved.",
      }
    : {
        saving: "Enregistrement…",
        saved: "Enregistré",
        lost: "Non enregistré : le réseau ne répond pas. Votre texte reste ici, nous réessayons.",
        out: "Non enregistré : votre session a expiré. Reconnectez-vous dans un autre onglet, puis rechargez cette page : votre texte y reviendra.",
        no: "Non enregistré.",
      };
  const failed = new Set();
  const saver = (event) => event.detail.elt.closest("[data-autosave]");
  const say = (element, kind, text) => {
    const scope = element.closest("[data-saves], form, section, main");
    const line = scope?.querySelector("[data-save-state]");
    if (!line) return;
    line.className = `save-state save-state-${kind}`;
    if (line.textContent !== text) line.textContent = text;
  };
  const retry = () => failed.forEach((element) => htmx.trigger(element, "retry"));
  const lose = (element, text) => {
    failed.add(element);
    keep();
    say(element, "failed", text);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (saver(event) && !failed.size) say(event.detail.elt, "saving", words.saving);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr } = event.detail;
    if (!saver(event) || !xhr.status) return;
    if (!successful) return lose(elt, [401, 403].includes(xhr.status) ? words.out : words.no);
    failed.delete(elt);
    if (failed.size) return;
    sessionStorage.removeItem(key());
    // The server may have said more precisely what it did.
    const said = xhr.getResponseHeader("X-Saved");
    say(elt, xhr.getResponseHeader("X-Kept-Aside") ? "failed" : "saved", said ? decodeURIComponent(said) : words.saved);
  });
  document.addEventListener("htmx:sendError", (event) => saver(event) && lose(event.detail.elt, words.lost));
  addEventListener("online", retry);
  setInterval(retry, 15000);
  addEventListener("beforeunload", (event) => failed.size && event.preventDefault());

  // Long texts given back by an error page are selected at once when entered.
  document.addEventListener("focusin", (event) => event.target.matches("[data-copyable]") && event.target.select());

  document.addEventListener("DOMContentLoaded", () => {
    setTimeout(restore); // once htmx listens
    focusErrors(document);
    // On a phone the parts of a file stand on one line: the present one is brought in sight.
    each(".file-tabs [aria-current]", (tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
    tick();
    setInterval(tick, 30000);
  });
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));
})();
