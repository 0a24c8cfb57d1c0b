// Passkeys: the only step of sign-in that needs JavaScript; a code by e-mail always does without.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !window.webauthnJSON) return;
  const words = document.documentElement.lang === "en"
    ? { no: "The key was not recognised, or the request was cancelled. Try again, or ask for a code.", off: "The server does not answer. Check your connection and try again." }
    : { no: "La clé n’a pas été reconnue, ou la demande a été annulée. Réessayez, ou demandez un code.", off: "Le serveur ne répond pas. Vérifiez votre connexion et réessayez." };

  const asked = async (form) => {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new TypeError("no options");
    return (await response.json()).request_options;
  };
  const given = (form) => JSON.parse(document.getElementById(form.dataset.options).textContent);

  const acts = {
    login: async (form) => window.webauthnJSON.get(await asked(form)),
    prove: async (form) => window.webauthnJSON.get(given(form).request_options),
    add: async (form) => {
      const options = given(form).creation_options;
      const passwordless = form.elements.passwordless?.checked ?? false;
      const wanted = options.publicKey.authenticatorSelection;
      wanted.residentKey = passwordless ? "required" : "discouraged";
      wanted.requireResidentKey = passwordless;
      if (passwordless) wanted.userVerification = "required";
      return window.webauthnJSON.create(options);
    },
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const said = form.querySelector("[data-said]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      said.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(await acts[form.dataset.passkey](form));
        form.submit();
      } catch (trouble) {
        said.textContent = trouble instanceof TypeError ? words.off : words.no;
      }
    });
  });
})();
