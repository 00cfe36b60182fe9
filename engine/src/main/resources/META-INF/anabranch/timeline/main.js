// Reads the data, draws it, and says how long that took.

/**
 * A link may name a part of the time, a theme and a search: #from=NANOS&to=NANOS&theme=dark&search=TEXT. The part may
 * reach past the trace's end, so that two pages can be shown at one scale.
 */
function followLink(trace) {
  const wished = new URLSearchParams(location.hash.slice(1));
  if (wished.has("theme")) applyTheme(wished.get("theme") === "dark");
  if (wished.has("search")) {
    document.getElementById("search").value = wished.get("search");
    findSpans(trace, wished.get("search"));
    nextFound(trace, 1);
  }
  if (wished.has("from") && wished.has("to")) {
    const [from, to] = [Number(wished.get("from")), Number(wished.get("to"))];
    view.whole = [Math.min(view.whole[0], from), Math.max(view.whole[1], to)];
    show(from, to);
  }
  if (wished.has("summary")) document.getElementById("summary").open = wished.get("summary") === "open";
  redraw();
}

let summarized = "";

/** After each picture: the numbers of what is in view. */
function afterDraw(trace) {
  const key = `${view.from} ${view.to}`;
  if (key !== summarized) {
    summarized = key;
    summarizeView(trace);
  }
  const data = document.body.dataset;
  data.from = view.from;
  data.to = view.to;
  data.drawMillis = pen.millis.toFixed(1);
  data.drawn = pen.drawn;
  data.ready = "yes";
  document.getElementById("status").textContent =
    `${moment(Math.max(view.from, 0), nanosPerPixel())} to ${moment(view.to, nanosPerPixel())}` +
    ` \u00b7 ${whole(trace.count)} spans, read in ${data.readMillis} ms, drawn in ${pen.millis.toFixed(1)} ms` +
    (pen.hiddenArrows > 0 ? ` \u00b7 ${whole(pen.hiddenArrows)} arrows are too many to draw: zoom in` : "");
}

function fail(error) {
  const problem = document.getElementById("problem");
  problem.hidden = false;
  problem.textContent = `The page cannot show its data: ${error.message}`;
  document.body.dataset.ready = "failed";
}

async function main() {
  chooseTheme();
  if (innerWidth < NARROW || innerHeight < 600) document.getElementById("summary").open = false;
  const began = performance.now();
  const trace = await readTrace();
  rankNames(trace);
  document.body.dataset.readMillis = Math.round(performance.now() - began);
  pen.trace = trace;
  pen.labels = new Map();
  findSpans(trace, "");
  startView(trace);
  summarize(trace);
  listen(trace);
  followLink(trace);
  addEventListener("hashchange", () => followLink(trace));
  document
    .getElementById("timeline")
    .setAttribute("aria-label", `Timeline of ${trace.header.title}: ${whole(trace.count)} spans in ${trace.rows.length} rows`);
  drawAll();
}

main().catch(fail);
