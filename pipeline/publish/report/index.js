const facets = ["r", "f", "c", "y"];
const query = document.getElementById("q");
const selects = facets.map((name) => document.getElementById(name));
const items = [...document.querySelectorAll("main .findings > li, main tbody > tr")].map((node) => ({
  node,
  words: null,
  facets: Object.fromEntries(facets.map((name) => [name, (node.dataset[name] || "").split(" ")])),
}));

function isWanted(item, chosen, words) {
  for (const [name, value] of chosen) {
    if (!item.facets[name].includes(value)) return false;
  }
  if (!words.length) return true;
  item.words ??= item.node.textContent.toLowerCase();
  return words.every((word) => item.words.includes(word));
}

function filter() {
  const chosen = selects.filter((one) => one.value).map((one) => [one.id, one.value]);
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const any = chosen.length > 0 || words.length > 0;
  let shown = 0;
  for (const item of items) {
    const wanted = isWanted(item, chosen, words);
    item.node.hidden = !wanted;
    shown += wanted;
  }
  for (const count of document.querySelectorAll(".count[data-all]")) {
    const list = count.closest("section, details").querySelectorAll(".findings > li, tbody > tr");
    const left = [...list].filter((node) => !node.hidden).length;
    count.textContent = any ? `${left} / ${count.dataset.all}` : count.dataset.all;
  }
  document.querySelector(".filters").classList.toggle("on", any);
  document.getElementById("found").textContent = any ? `${shown} / ${items.length}` : "";
}

function remember() {
  for (const select of selects) {
    if (select.value) state.set(select.id, select.selectedOptions[0].textContent);
    else state.delete(select.id);
  }
  if (query.value) state.set("q", query.value);
  else state.delete("q");
  keepState();
}

// The address names a release by its id, not by its number, which another release may move.
function recall() {
  for (const select of selects) {
    const wanted = state.get(select.id);
    const option = [...select.options].find((one) => one.value && one.textContent === wanted);
    select.value = option ? option.value : "";
  }
  query.value = state.get("q") || "";
}

function changed() {
  filter();
  remember();
}

document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
document.querySelector(".filters").addEventListener("input", changed);
document.querySelector(".filters").addEventListener("reset", () => setTimeout(changed));

function step(forward) {
  const shown = items.map((item) => item.node).filter((node) => node.offsetParent);
  if (!shown.length) return;
  const at = shown.indexOf(document.activeElement);
  const next = shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + (forward ? 1 : -1)))];
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (query.value || selects.some((one) => one.value))) {
    document.querySelector(".filters").reset();
    return;
  }
  if (!isPlainKey(event)) return;
  const steps = { j: true, k: false };
  if (event.key in steps) step(steps[event.key]);
  else if (event.key === "/") query.focus();
  else if (event.key === "Enter" && items.some((item) => item.node === event.target)) {
    event.target.querySelector("a")?.click();
  } else return;
  event.preventDefault();
});

// Somebody may change the address by hand, or follow a link within the page.
window.addEventListener("hashchange", () => {
  const fresh = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : state);
  for (const name of [...state.keys()]) state.delete(name);
  for (const [name, value] of fresh) state.set(name, value);
  recall();
  filter();
});

recall();
filter();
