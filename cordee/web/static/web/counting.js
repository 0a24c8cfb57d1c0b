// The browser's twin of cordee/kernel/counting.py: same rules, same results (a test compares them).
(() => {
  "use strict";
  const LINE_WIDTH = 95;
  const PAGE_LINES = 46;
  // What Python calls white space.
  const WHITE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  const ENDS = new RegExp(`^${WHITE}+|${WHITE}+$`, "gu");
  const RUNS = new RegExp(`${WHITE}+`, "u");
  const length = (text) => [...text].length;

  const tidy = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\0/g, "").replace(ENDS, "");
  const characters = (text) => length(tidy(text));
  const words = (text) => tidy(text).split(RUNS).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
  const wrapped = (paragraph, width) => {
    let [count, used] = [0, 0];
    for (const word of paragraph.split(/[ \t\f\v]+/).filter(Boolean)) {
      const size = length(word);
      if (count && used + 1 + size <= width) {
        used += 1 + size;
        continue;
      }
      count += Math.ceil(size / width);
      used = size % width || width;
    }
    return count;
  };
  const lines = (text, width = LINE_WIDTH) =>
    tidy(text).split("\n").reduce((sum, paragraph) => sum + wrapped(paragraph, width), 0);
  const pages = (text) => Math.ceil(lines(text) / PAGE_LINES);
  const measures = { characters, words, lines, pages };
  globalThis.counting = measures;
  if (typeof document === "undefined") return;

  const english = document.documentElement.lang === "en";
  const names = english
    ? { characters: ["character", "characters"], words: ["word", "words"], lines: ["line", "lines"], pages: ["page", "pages"] }
    : { characters: ["caractère", "caractères"], words: ["mot", "mots"], lines: ["ligne", "lignes"], pages: ["page", "pages"] };
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const plural = (count, [one, many]) => `${number(count)}\u00a0${(english ? count === 1 : count < 2) ? one : many}`;
  const said = (used, limit, unit) => {
    if (used <= limit) return `${plural(used, names[unit])} ${english ? "of" : "sur"} ${number(limit)}`;
    const over = plural(used - limit, names[unit]);
    return english ? `${over} too many (${number(limit)} at most)` : `${over} de trop (${number(limit)} au plus)`;
  };

  const refresh = (line, control) => {
    const { unit, limit } = line.dataset;
    const used = measures[unit](control.value);
    line.textContent = said(used, Number(limit), unit);
    line.classList.toggle("counter-over", used > limit);
    // Read aloud only when the end comes near.
    line.setAttribute("aria-live", used > 0.9 * limit ? "polite" : "off");
  };
  document.addEventListener("input", (event) => {
    const line = event.target.id && document.querySelector(`[data-counter="${CSS.escape(event.target.id)}"]`);
    if (!line) return;
    clearTimeout(line.waiting);
    line.waiting = setTimeout(() => refresh(line, event.target), 250);
  });
})();
