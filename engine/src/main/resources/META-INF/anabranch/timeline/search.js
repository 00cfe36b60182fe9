// Finds spans by a part of their name.

const search = {
  active: false,
  matches: new Uint8Array(0),
  found: [],
  at: -1,
};

function findSpans(trace, text) {
  const wanted = text.trim().toLowerCase();
  search.active = wanted !== "";
  search.matches = new Uint8Array(trace.texts);
  search.at = -1;
  let names = 0;
  if (search.active) {
    const used = new Uint8Array(trace.texts);
    for (let i = 0; i < trace.count; i++) used[trace.name[i]] = 1;
    for (let name = 0; name < trace.texts; name++) {
      if (used[name] && trace.text(name).toLowerCase().includes(wanted)) {
        search.matches[name] = 1;
        names++;
      }
    }
  }
  search.found = names === 0 ? new Uint32Array(0) : matching(trace);
  showFound();
  redraw();
}

/** The spans that match, in the order of time. */
function matching(trace) {
  let count = 0;
  for (let i = 0; i < trace.count; i++) count += search.matches[trace.name[i]];
  const found = new Uint32Array(count);
  count = 0;
  for (let i = 0; i < trace.count; i++) if (search.matches[trace.name[i]]) found[count++] = i;
  return found.sort((a, b) => trace.start[a] - trace.start[b]);
}

function showFound() {
  const at = search.at < 0 ? "" : `${whole(search.at + 1)} of `;
  const output = document.getElementById("found");
  output.textContent = search.active ? `${at}${whole(search.found.length)}` : "";
  output.dataset.count = search.found.length;
}

function nextFound(trace, step) {
  const n = search.found.length;
  if (n === 0) return;
  if (search.at < 0 && step > 0) {
    search.at = search.found.findIndex((index) => trace.start[index] >= view.from);
    search.at = Math.max(search.at, 0);
  } else {
    search.at = (search.at + step + n) % n;
  }
  showFound();
  select(trace, search.found[search.at]);
  reveal(trace, search.found[search.at], false);
}
