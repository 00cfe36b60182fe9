// The report, and its numbers for people.

const report = JSON.parse(document.getElementById("data").textContent);
const points = report.points;
const sizes = [...new Set(points.map((point) => point.hidden))];
const batches = [...new Set(points.map((point) => point.batch))].sort((a, b) => a - b);
const widths = [...new Set(points.flatMap((point) => point.runs.map((run) => run.width)))].sort((a, b) => a - b);
const widest = widths[widths.length - 1];
const unit = report.width_counts.slice(0, -1);
const MODES = ["sequential", "directions", "members"];
const MODE_NAMES = { sequential: "sequential", directions: "directions forked", members: "members forked" };
const SIGNS = { pays: "\u25b2", even: "=", costs: "\u25bc", unclear: "?" };

function element(id) {
  return document.getElementById(id);
}

function pointAt(hidden, batch) {
  return points.find((point) => point.hidden === hidden && point.batch === batch);
}

/** One way to run it; undefined if that was not measured. */
function runOf(point, mode, width) {
  return point.runs.find((run) => run.mode === mode && run.width === width);
}

function bestOf(point) {
  return runOf(point, point.verdict.mode, point.verdict.width);
}

function count(width) {
  return `${width} ${unit}${width === 1 ? "" : "s"}`;
}

function figures(value) {
  return value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
}

function duration(seconds) {
  if (seconds >= 0.9995) return `${figures(seconds)} s`;
  return seconds >= 0.9995e-3 ? `${figures(seconds * 1e3)} ms` : `${figures(seconds * 1e6)} \u00b5s`;
}

function bytes(value) {
  const [scale, name] = [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [1, "B"]].find(([scale]) => value >= scale) ?? [1, "B"];
  return `${figures(value / scale)} ${name}`;
}

function times(ratio) {
  return `${ratio.toFixed(2)}\u00d7`;
}

function percent(share) {
  return `${(100 * share).toFixed(share < 0.095 ? 1 : 0)} %`;
}

/** A sentence of the report, which has ASCII for terminals. */
function worded(sentence) {
  return sentence.replace(/(\d)x\b/g, "$1\u00d7");
}

/** The median, and the middle half in brackets. */
function spread(values) {
  return `${times(values.median)} (${values.low.toFixed(2)} to ${values.high.toFixed(2)})`;
}

function add(parent, tag, text, attributes = {}) {
  const child = document.createElement(tag);
  if (text !== undefined) child.textContent = text;
  for (const [name, value] of Object.entries(attributes)) child.setAttribute(name, value);
  parent.append(child);
  return child;
}
