"use strict";

// What is remembered between pages; a browser that keeps nothing for local files is no obstacle.
const memory = {
  get(name) {
    try { return window.localStorage.getItem(name); } catch { return null; }
  },
  set(name, value) {
    try { window.localStorage.setItem(name, value); } catch { /* kept in the address alone */ }
  },
};

const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

function keepState() {
  const kept = state.toString();
  history.replaceState(null, "", kept ? `#${kept}` : location.pathname + location.search);
}

function setLanguage(language, keep) {
  const root = document.documentElement;
  root.dataset.lang = language;
  root.lang = language === "zh" ? "zh-Hant-TW" : "en";
  for (const button of document.querySelectorAll("[data-set-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
  }
  for (const named of document.querySelectorAll("[data-en]")) {
    const words = named.dataset[language];
    if (named.tagName === "OPTION") named.textContent = words;
    else named.setAttribute("aria-label", words);
    const placeholder = named.dataset[`${language}Placeholder`];
    if (placeholder) named.placeholder = placeholder;
  }
  if (!keep) return;
  memory.set("lang", language);
  state.set("lang", language);
  keepState();
}

function firstLanguage() {
  const asked = state.get("lang") || new URLSearchParams(location.search).get("lang");
  const wanted = asked || memory.get("lang") || navigator.language || "en";
  return wanted.toLowerCase().startsWith("zh") ? "zh" : "en";
}

async function copyEntry(button) {
  const words = button.parentElement.querySelector("pre");
  try {
    await navigator.clipboard.writeText(words.textContent);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(words);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  }
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}

document.addEventListener("click", (event) => {
  const language = event.target.closest("[data-set-lang]");
  if (language) setLanguage(language.dataset.setLang, true);
  const copy = event.target.closest("button.copy");
  if (copy) copyEntry(copy);
  const link = event.target.closest("a[href*='.html']");
  if (link && state.get("lang")) {
    const url = new URL(link.href);
    const target = new URLSearchParams(url.hash.slice(1));
    target.set("lang", state.get("lang"));
    url.hash = target.toString();
    link.href = url.href;
  }
});

function isTyping(target) {
  return target.matches("input, select, textarea");
}

function isPlainKey(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}

// Printed pages show what is folded away on the screen.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

setLanguage(firstLanguage(), false);
