// Presence when the network of the room falls: kept in this browser with its moment, sent later.
(() => {
  "use strict";
  const STORE = "journeys:queue";
  const english = document.documentElement.lang === "en";
  const words = english
    ? {
        sheet: (hour) => `The network does not answer: what you ticked at ${hour} is kept in this browser and will leave by itself. Keep this page open, or open it again later.`,
        signature: (hour) => `The network does not answer: your signature of ${hour} is kept in this phone and will leave by itself. Keep this page open, or open it again within seven days.`,
        open: "The sheet is not closed: you will close it when the network is back.",
        full: "The network does not answer, and this browser can keep nothing: leave this page open and try again when the network is back, or sign the printed sheet.",
        sent: "What was waiting has been sent.",
        out: "Something is waiting: sign in again in another tab, then reload this page: it will leave by itself.",
        refused: "What was waiting was refused:",
        shut: "its page does not open for the account signed in here.",
        fresh: "See the sheet as it stands",
        again: "Try again",
        drop: "Remove it from this device",
      }
    : {
        sheet: (hour) => `Le réseau ne répond pas : ce que vous avez coché à ${hour} est gardé dans ce navigateur et partira tout seul. Laissez cette page ouverte, ou rouvrez-la plus tard.`,
        signature: (hour) => `Le réseau ne répond pas : votre signature de ${hour} est gardée dans ce téléphone et partira toute seule. Laissez cette page ouverte, ou rouvrez-la d’ici sept jours.`,
        open: "La feuille n’est pas close : vous la clorez quand le réseau sera revenu.",
        full: "Le réseau ne répond pas, et ce navigateur ne peut rien garder : laissez cette page ouverte et recommencez quand le réseau revient, ou signez la feuille imprimée.",
        sent: "Ce qui attendait est parti.",
        out: "Une présence attend : reconnectez-vous dans un autre onglet, puis rechargez cette page : elle partira toute seule.",
        refused: "Ce qui attendait a été refusé :",
        shut: "sa page ne s’ouvre pas au compte connecté ici.",
        fresh: "Voir la feuille à jour",
        again: "Réessayer",
        drop: "Retirer de cet appareil",
      };
  // The store may be refused (private window, full disk): nothing is kept, and the page says so.
  const read = () => {
    try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; }
  };
  const write = (waiting) => {
    try { localStorage.setItem(STORE, JSON.stringify(waiting)); return true; } catch { return false; }
  };
  // On a shared phone each signature has the ticket of its own page; a sheet is one for all.
  const name = (one) =>
    one.kind === "signature" ? `${one.action} ${new URLSearchParams(one.body).get("ticket")}` : one.action;
  const others = (one) => read().filter((other) => name(other) !== name(one));
  const same = (one) => read().find((other) => name(other) === name(one));
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
        write([...others(one), { ...(same(one) || one), refused: "" }]);
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
  const tell = (one) => {
    const kept = words[one.kind || "sheet"](hour(one.at));
    said(new URLSearchParams(one.body).has("close") ? `${kept} ${words.open}` : kept);
  };
  let busy = false;
  // A presence sent twice writes the same line: trying again is safe.
  const flush = async () => {
    const waiting = read();
    const first = waiting.find((one) => !one.refused);
    if (!first) return waiting[0] && refuse(waiting[0]);
    if (busy) return;
    busy = true;
    let sent = false;
    try {
      const answer = await post(first);
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      const inside = !answer.url.includes("/connexion/");
      const told = plain ? await answer.text() : "";
      const now = same(first);
      // What was ticked while this one travelled waits for its own turn.
      const stands = now && now.at === first.at && now.body === first.body;
      if (answer.ok && inside) {
        sent = !stands || write(others(first));
        const line = said(told || words.sent);
        if (first.action === document.querySelector("form[data-queue=sheet]")?.action && !line?.querySelector("button"))
          line?.append(button(words.fresh, () => location.reload()));
        if (sent) known(first);
        if (line && first.action === here()) document.querySelector("form[data-queue=signature]")?.remove();
      } else if ([404, 409, 410, 422].includes(answer.status) && inside) {
        const refused = { ...first, refused: told || words.shut };
        if (stands) {
          write([...others(first), refused]);
          refuse(refused);
        } else sent = Boolean(now);
      } else said(words.out);
    } catch {
      tell(first);
    } finally {
      busy = false;
    }
    if (sent && read().some((one) => !one.refused)) return flush();
  };
  const here = () => document.querySelector("form[data-queue=signature]")?.action;
  // The page is older than what has just left it: what it showed is told anew.
  const known = (one) => {
    const form = document.querySelector("form[data-queue=sheet]");
    const box = form?.elements.shown;
    if (!box || form.action !== one.action) return;
    const shown = new URLSearchParams(box.value);
    new URLSearchParams(one.body).forEach((value, name) => {
      if (name.startsWith("p-") && value) shown.set(name, value);
    });
    box.value = shown.toString();
    form.querySelectorAll("[type=checkbox]").forEach((tick) => {
      if (shown.has(tick.name)) tick.defaultChecked = shown.get(tick.name) !== "absent";
    });
  };
  const touched = new Set();
  document.addEventListener("change", (event) => {
    if (event.target.closest("form[data-queue]")) touched.add(event.target.name);
  });
  document.addEventListener("htmx:afterSwap", () => touched.clear());
  // Only what was changed in this browser is kept: what a colleague wrote meanwhile stays hers.
  // A box set back to what the page showed was changed too: it undoes what waits already.
  const changed = (form, data) => {
    ["shown", "mode", "page", "then", "territoire"].forEach((name) => data.delete(name));
    form.querySelectorAll("select").forEach((one) => {
      const shown = !one.value || one.selectedOptions[0]?.defaultSelected;
      if (shown && !touched.has(one.name)) data.delete(one.name);
    });
    form.querySelectorAll("[type=checkbox]").forEach((one) => {
      if (!touched.has(one.name)) data.delete(one.name);
      else if (!one.checked) data.set(one.name, one.defaultChecked ? "absent" : "");
    });
    return data;
  };
  // htmx sends the form; only when nothing answers is it kept, one for each sheet.
  const keep = (form, sent) => {
    const kind = form.dataset.queue;
    const data = changed(form, new URLSearchParams(sent));
    const waits = same({ action: form.action, kind, body: data.toString() });
    const body = new URLSearchParams(waits?.body || "");
    // A sheet is never closed from here: that it was asked is only told back.
    body.delete("close");
    data.forEach((value, name) => body.set(name, value));
    // One signs once: her first moment stays. A sheet goes on: its last moment counts.
    const at = kind === "signature" && waits ? waits.at : Date.now();
    const one = { action: form.action, kind, body: body.toString(), at };
    if (!write([...others(one), one])) return said(words.full);
    tell(one);
    if (kind === "signature") form.querySelector("button").disabled = true;
  };
  // No network, no answer in time, or a server that is starting again: all the same in the room.
  const lost = (event) => {
    const form = event.detail.elt.closest("[data-queue]");
    const status = event.detail.xhr?.status || 0;
    const out = [401, 403].includes(status);
    if (!form || (status && status < 500 && !out)) return;
    keep(form, event.detail.requestConfig.formData);
    if (out) said(words.out);
  };
  // What reached the server from this page is not sent a second time, older.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form[data-queue=sheet]");
    const waits = form && event.detail.successful && same({ action: form.action, kind: "sheet" });
    if (!waits) return;
    const body = new URLSearchParams(waits.body);
    touched.forEach((name) => body.delete(name));
    const left = [...body.keys()].some((name) => name.startsWith("p-"));
    write(left ? [...others(waits), { ...waits, body: body.toString() }] : others(waits));
  });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => document.addEventListener(name, lost));
  addEventListener("online", flush);
  setInterval(flush, 20000);
  flush();
})();
