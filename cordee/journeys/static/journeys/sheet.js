// The sheet on a tablet: one tap notes what is chosen above it, the count follows.
(() => {
  "use strict";
  const THERE = ["present", "late"];
  const absent = document.documentElement.lang === "en" ? "absent" : "absent·e";
  const sheet = () => document.querySelector("form[data-queue=sheet]");
  const mode = () => sheet().querySelector("[name=mode]:checked");
  const seen = (label) => {
    const box = label.querySelector("[type=checkbox]");
    return "there" in label.dataset || Boolean(box?.checked && THERE.includes(box.value === "tick" ? mode().value : box.value));
  };
  const seenHere = () => [...sheet().querySelectorAll(".taps label, .taps p")].filter(seen).length;
  let others = 0;
  const count = () => {
    const line = document.querySelector("[data-there-count]");
    if (line && sheet()) line.textContent = others + seenHere();
  };
  // What the other pages count does not change here.
  const begin = () => {
    const line = document.querySelector("[data-there-count]");
    if (line && sheet()) others = Number(line.textContent) - seenHere();
  };
  const say = (box) => {
    const label = box.closest("label");
    label.querySelector("[data-said]")?.remove();
    const words = box.checked ? box.value !== "present" && mode().parentElement.textContent.trim() : box.defaultChecked && absent;
    if (!words) return;
    const told = document.createElement("small");
    told.dataset.said = "";
    told.textContent = words;
    label.append(" ", told);
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name === "mode") count();
    if (!box.matches("form[data-queue=sheet] [type=checkbox]")) return;
    const wanted = mode().value;
    // Already noted otherwise: the tap corrects it; a second one takes it back.
    if (!box.checked && box.value !== wanted && box.value !== "tick") box.checked = true;
    if (box.checked) box.value = wanted;
    say(box);
    count();
  });
  // What is ticked and not sent yet holds the page back; what is kept for want of network does not.
  let unsent = false;
  document.addEventListener("change", (event) => { unsent ||= Boolean(event.target.closest("form[data-queue=sheet]")); });
  document.addEventListener("htmx:beforeRequest", () => { unsent = false; });
  addEventListener("beforeunload", (event) => unsent && event.preventDefault());
  document.addEventListener("htmx:afterSwap", begin);
  begin();
})();
