// Presence when the network of the room falls: kept in this browser with its moment, sent later.
(() => {
  "use strict";
  const STORE = "journeys:queue";
  const english = document.documentElement.lang === "en";
  const words = english
    ? {
        sheet: (hour) => `The network does not answer: what you ticked at ${hour} is kept in this browser and will leave by itself. Keep this page open, or open it again later.`,
        signature: (hour) => `The network does not answer: your signature of ${hour} is kept in this phone and will leave by itself. Keep this page open, or open it again within seven days.`,
        sent: "What was waiting has been sent.",
        out: "Something is waiting: sign in again in another tab, it will leave by itself.",
        refused: "What was waiting was refused:",
        again: "Try again",
        drop: "Remove it from this device",
      }
    : {
        sheet: (hour) => `Le réseau ne répond pas : ce que vous avez coché à ${hour} est gardé dans ce navigateur et partira tout seul. Laissez cette page ouverte, ou rouvrez-la plus tard.`,
        signature: (hour) => `Le réseau ne répond pas : votre signature de ${hour} est gardée dans ce téléphone et partira toute seule. Laissez cette page ouverte, ou rouvrez-la d’ici sept jours.`,
        sent: "Ce qui attendait est parti.",
        out: "Une présence attend : reconnectez-vous dans un autre onglet, elle partira toute seule.",
        refused: "Ce qui attendait a été refusé :",
        again: "Réessayer",
        drop: "Retirer de cet appareil",
      };
  const read = () => JSON.parse(localStorage.getItem(STORE) || "[]");
  const write = (waiting) => localStorage.setItem(STORE, JSON.stringify(waiting));
  const others = (one) => read().filter((other) => other.action !== one.action);
  const line = () => document.querySelector("[data-queue-state]");
  const said = (text) => {
    const here = line();
    if (!here || here.firstChild?.textContent === text) return here;
    const told = document.createElement("p");
    told.textContent = text;
    here.replaceChildren(told);
    here.classList.add("notice");
    return here;
  };
  const hour = (at) => {
    const when = new Date(at);
    const minutes = String(when.getMinutes()).padStart(2, "0");
    return english ? `${when.getHours()}:${minutes}` : `${when.getHours()}\u00a0h\u00a0${minutes}`;
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  // The phone tells how long it waited, not the hour: its clock may be wrong.
  const post = (one) => {
    const body = new URLSearchParams(one.body);
    if (token()) body.set("csrfmiddlewaretoken", token());
    body.set("waited", Math.max(0, Math.round((Date.now() - one.at) / 1000)));
    return fetch(one.action, { method: "POST", body, credentials: "same-origin", headers: { "X-Queued": "1" } });
  };
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-primary";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  // What the server refused stays here until somebody decides: it is never thrown away by itself.
  const refuse = (one) => {
    const here = said(`${words.refused} ${one.refused}`);
    if (!here || here.querySelector("button")) return;
    const row = document.createElement("p");
    row.className = "actions";
    row.append(
      button(words.again, () => {
        write([...others(one), { ...one, refused: "" }]);
        flush();
      }),
      button(words.drop, () => {
        write(others(one));
        here.replaceChildren();
        here.classList.remove("notice");
      }),
    );
    here.append(row);
  };
  let busy = false;
  // A presence sent twice writes the same line: trying again is safe.
  const flush = async () => {
    const waiting = read();
    const first = waiting.find((one) => !one.refused);
    if (!first) return waiting[0] && refuse(waiting[0]);
    if (busy) return;
    busy = true;
    try {
      const answer = await post(first);
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      if (answer.ok && !answer.url.includes("/connexion/")) {
        write(others(first));
        said(plain ? await answer.text() : words.sent);
        if (line() && first.action === here()) document.querySelector("form[data-queue=signature]")?.remove();
        busy = false;
        if (read().some((one) => !one.refused)) return flush();
      } else if ([404, 409, 410, 422].includes(answer.status) && !answer.url.includes("/connexion/")) {
        const reason = plain ? await answer.text() : `${answer.status}.`;
        const refused = { ...first, refused: reason };
        write([...others(first), refused]);
        refuse(refused);
      } else said(words.out);
    } catch {
      said(words[first.kind || "sheet"](hour(first.at)));
    } finally {
      busy = false;
    }
  };
  const here = () => document.querySelector("form[data-queue=signature]")?.action;
  // Only what was changed in this browser is kept: what a colleague wrote meanwhile stays hers.
  const changed = (form, data) => {
    form.querySelectorAll("select").forEach((one) => {
      if (one.selectedOptions[0]?.defaultSelected) data.delete(one.name);
    });
    return data;
  };
  // htmx sends the form; only when nothing answers is it kept, one for each sheet.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt.closest("[data-queue]");
    if (!form) return;
    const kind = form.dataset.queue;
    const known = read().find((one) => one.action === form.action);
    const data = changed(form, new URLSearchParams(event.detail.requestConfig.formData));
    const body = new URLSearchParams(known?.body || "");
    data.forEach((value, name) => body.set(name, value));
    // One signs once: her first moment stays. A sheet goes on: its last moment counts.
    const at = kind === "signature" && known ? known.at : Date.now();
    const one = { action: form.action, kind, body: body.toString(), at };
    write([...others(one), one]);
    said(words[kind](hour(at)));
    if (kind === "signature") form.querySelector("button").disabled = true;
  });
  addEventListener("online", flush);
  setInterval(flush, 20000);
  flush();
})();
