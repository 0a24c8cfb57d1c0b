// The sheet when the network of the room falls: kept in this browser, sent when it comes back.
(() => {
  "use strict";
  const STORE = "journeys:queue";
  const english = document.documentElement.lang === "en";
  const words = english
    ? {
        waiting: "The network does not answer: this sheet is kept in this browser and will leave by itself.",
        sent: "The sheet that was waiting has been sent.",
        out: "A sheet is waiting: sign in again in another tab, it will leave by itself.",
        refused: "The sheet that was waiting was refused. Open it again to see why.",
      }
    : {
        waiting: "Le réseau ne répond pas : cette feuille est gardée dans ce navigateur et partira toute seule.",
        sent: "La feuille qui attendait est partie.",
        out: "Une feuille attend : reconnectez-vous dans un autre onglet, elle partira toute seule.",
        refused: "La feuille qui attendait a été refusée. Rouvrez-la pour voir pourquoi.",
      };
  const read = () => JSON.parse(localStorage.getItem(STORE) || "[]");
  const write = (waiting) => localStorage.setItem(STORE, JSON.stringify(waiting));
  const say = (text) => {
    const line = document.querySelector("[data-queue-state]");
    if (line && line.textContent !== text) line.textContent = text;
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const post = (sheet) => {
    const body = new URLSearchParams(sheet.body);
    if (token()) body.set("csrfmiddlewaretoken", token());
    return fetch(sheet.action, { method: "POST", body, credentials: "same-origin" });
  };
  // A sheet sent twice writes the same lines: trying again is safe.
  const flush = async () => {
    const [first, ...rest] = read();
    if (!first) return;
    try {
      const answer = await post(first);
      if (answer.ok && !answer.url.includes("/connexion/")) {
        write(rest);
        say(words.sent);
        return flush();
      }
      if (answer.status === 422) {
        write(rest);
        return say(words.refused);
      }
      say(words.out);
    } catch {
      say(words.waiting);
    }
  };
  // htmx sends the form; only when nothing answers is the sheet kept, the latest of each meeting.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt.closest("[data-queue]");
    if (!form) return;
    const body = new URLSearchParams(event.detail.requestConfig.formData).toString();
    write([...read().filter((one) => one.action !== form.action), { action: form.action, body }]);
    say(words.waiting);
  });
  addEventListener("online", flush);
  setInterval(flush, 20000);
  flush();
})();
