// The numbers behind the charts, and what stands around them.

function showRegions() {
  for (const region of report.regions) {
    const item = add(element("regions"), "li", undefined, { "data-outcome": region.outcome, "data-reason": region.reason });
    add(item, "h3", `${SIGNS[region.outcome]} ${region.title}: ${region.where}`);
    add(item, "p", worded(region.sentence));
  }
}

const COLUMNS = [
  ["C", (point) => point.hidden],
  ["B", (point) => point.batch],
  ["T", (point) => point.steps],
  ["forking", (point) => `${SIGNS[point.verdict.outcome]} ${point.verdict.outcome}`, true],
  ["best forked", (point) => point.verdict.mode, true],
  ["speed-up (middle half)", (point) => spread(point.verdict.speed_up)],
  [`over ${count(widths[0])}`, (point) => times(bestOf(point).speed_up_over_least.median)],
  [`sequential, ${count(widths[0])}`, (point) => duration(runOf(point, "sequential", widths[0]).median_s)],
  [`sequential, ${count(widest)}`, (point) => duration(runOf(point, "sequential", widest).median_s)],
  ["directions forked", (point) => duration(runOf(point, "directions", widest).median_s)],
  ["members forked", (point) => duration(runOf(point, "members", widest).median_s)],
  ["overlap", (point) => bestOf(point).overlap.toFixed(2)],
  ["sequential of floor", (point) => percent(point.verdict.floor_share)],
  ["forked of floor", (point) => percent(bestOf(point).floor_share)],
  ["floor set by", (point) => (point.verdict.floor_set_by === "memory" ? "reading weights" : "multiply-adds"), true],
  ["why", (point) => point.verdict.title, true],
];

function showTable() {
  const table = element("numbers");
  add(table, "caption", `Times are medians of ${report.rounds} rounds; forked ways on ${count(widest)}.`);
  const head = add(add(table, "thead"), "tr");
  for (const [name, , words] of COLUMNS) add(head, "th", name, { scope: "col", class: words ? "words-cell" : "" });
  const body = add(table, "tbody");
  for (const point of points) {
    const row = add(body, "tr", undefined, { id: rowOf(point) });
    for (const [, text, words] of COLUMNS) add(row, "td", String(text(point)), { class: words ? "words-cell" : "" });
  }
  const fewer = points.filter((point) => point.steps < Math.max(...points.map((p) => p.steps))).length;
  element("steps-note").textContent =
    fewer > 0 ? `T is the number of time steps. ${fewer} sizes were run with fewer, so that the sweep ended in time.` : "T is the number of time steps.";
}

function rowOf(point) {
  return `c${point.hidden}-b${point.batch}`;
}

function markRow(point) {
  for (const row of element("numbers").querySelectorAll("tbody tr")) {
    row.setAttribute("aria-selected", String(row.id === rowOf(point)));
  }
}

function showPeaks() {
  const table = element("peaks");
  const head = add(add(table, "thead"), "tr");
  for (const name of ["peak", "on", "working set", "rate"]) add(head, "th", name, { scope: "col" });
  const body = add(table, "tbody");
  const cpu = report.width_counts === "threads";
  const on = (peak) => (cpu ? count(peak.width) : "the device");
  for (const peak of report.peaks.compute) row(body, cpu ? "multiply-adds" : "matrix products", on(peak), "", `${figures(peak.gflops)} GFLOP/s`);
  for (const peak of report.peaks.memory) {
    row(body, cpu ? "reading memory" : "copying memory", on(peak), bytes(peak.working_set_bytes), `${figures(peak.gb_per_s)} GB/s`);
  }
  for (const peak of report.peaks.fork) row(body, "a fork and its await", count(peak.width), "", duration(peak.seconds));
}

function row(body, ...cells) {
  const line = add(body, "tr");
  for (const cell of cells) add(line, "td", cell);
}

function showWords() {
  const cpu = report.width_counts === "threads";
  element("machine").textContent = `${report.device}: ${report.environment.device}; ${report.members} bidirectional LSTMs, ${report.precision}`;
  element("emulated").hidden = !report.emulated;
  element("headline").textContent = worded(report.headline);
  element("map-caption").textContent = `How many times as fast as sequential the best forked way ran, both on ${count(widest)}. Which way that is stands below the number.`;
  element("word-sequential").textContent = cpu
    ? "nothing is forked; each large operation is sliced over all threads, but for those on one thread"
    : "nothing is forked; all operations are on one stream";
  element("word-overlap").textContent = cpu
    ? "busy time summed over the threads that called operations, over the time from the first operation to the last, by the profiler. An operation counts once, however many threads its slices use, so sequential has 1 at most"
    : "busy time summed over the streams, over the time from the first operation to the last, by the device's own clock";
  element("word-floor").textContent =
    "the roofline: the greater of the time that the matrix products take at the peak of this run, and of the time that it takes to read the weights, the recurrent ones in each step. " +
    (cpu ? "" : "The rate is that of copies; a share above 100 % says that a cache served the weights faster. ") +
    "A share of 100 % would be as fast as can be";
  element("environment").textContent =
    `${report.rounds} rounds, each running every way once; ${duration(report.seconds)} in all. ` +
    `${report.environment.threads} host threads of ${report.environment.cpus} CPUs granted; Java ${report.environment.java}; ${report.environment.os}.`;
}
