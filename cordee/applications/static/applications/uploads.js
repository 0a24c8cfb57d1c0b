// Large files leave piece by piece, each with its SHA-256; a cut line goes on where it stopped.
// Without this script, or without its means, the form sends the file in one go.
(() => {
  "use strict";
  const TRIES = 6;
  const later = (tries) => new Promise((done) => setTimeout(done, 500 * 2 ** tries));
  const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");

  class Refused extends Error {}

  const send = async (form, url, body, headers = {}) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token, ...headers } });
        if (answer.status === 422) throw new Refused((await answer.json()).faults.join(" "));
        // Nobody is there any more: trying again would only make her wait.
        if ([401, 403].includes(answer.status)) throw new Refused(form.dataset.out);
        if (answer.ok || answer.status === 409) return await answer.json();
        throw new Error(answer.status);
      } catch (wrong) {
        if (wrong instanceof Refused || tries >= TRIES) throw wrong;
        await later(tries);
      }
    }
  };

  const upload = async (form, file, said, bar) => {
    const told = new URLSearchParams({ name: file.name, size: file.size });
    const way = await send(form, form.dataset.upload, told);
    let { received } = way;
    while (received < file.size) {
      const bytes = await file.slice(received, received + way.piece).arrayBuffer();
      const digest = hex(await crypto.subtle.digest("SHA-256", bytes));
      const headers = { "X-Start": received, "X-Digest": digest, "Content-Type": "application/octet-stream" };
      received = (await send(form, way.url, bytes, headers)).received;
      bar.value = Math.round((100 * received) / file.size);
      said.textContent = `${file.name} : ${bar.value} %`;
    }
    return (await send(form, `${way.url}achever/`, new URLSearchParams())).url;
  };

  for (const form of document.querySelectorAll("form[data-upload]")) {
    if (!window.crypto || !crypto.subtle) continue;
    form.addEventListener("submit", async (event) => {
      const { files } = form.querySelector("input[type=file]");
      if (!files.length) return;
      event.preventDefault();
      const said = form.querySelector("[role=status]");
      const bar = form.querySelector("progress");
      const button = form.querySelector("button");
      said.classList.remove("field-errors");
      bar.hidden = false;
      button.disabled = true;
      try {
        let url = "";
        for (const file of files) url = await upload(form, file, said, bar);
        window.location.assign(url);
      } catch (wrong) {
        said.textContent = wrong instanceof Refused ? wrong.message : form.dataset.failed;
        said.classList.add("field-errors");
        bar.hidden = true;
        button.disabled = false;
      }
    });
  }
})();
