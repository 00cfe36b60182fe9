// Numbers for people, and searches in sorted columns.

const WORK = 0;
const WAIT = 1;
const ASYNC = 2;
const NOTE = 3;
const KINDS = ["work", "wait", "asynchronous", "note"];

const UNITS = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "\u00b5s"],
  [1, "ns"],
];

function unitOf(nanos) {
  const size = Math.abs(nanos);
  return UNITS.find(([scale]) => size >= scale) ?? UNITS[3];
}

/** About four digits. */
function duration(nanos) {
  const [scale, unit] = unitOf(nanos);
  const value = nanos / scale;
  if (scale === 1) return `${Math.round(value)} ns`;
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(Math.abs(value), 1))));
  return `${value.toFixed(digits)} ${unit}`;
}

/** A moment, told apart from others that are `step` away. */
function moment(nanos, step) {
  const [scale, unit] = nanos === 0 ? unitOf(step) : unitOf(Math.max(Math.abs(nanos), step));
  const digits = Math.min(9, Math.max(0, Math.ceil(Math.log10(scale / step) - 1e-9)));
  return `${(nanos / scale).toFixed(digits)} ${unit}`;
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function whole(number) {
  return number.toLocaleString("en-US");
}

function amount(value) {
  const size = Math.abs(value);
  for (const [scale, unit] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ]) {
    if (size >= scale) return `${(value / scale).toFixed(2)} ${unit}`;
  }
  return String(Math.round(value * 1000) / 1000);
}

/** The first index in [from, to) whose value is greater than `value`; `to` if none is. */
function above(values, value, from, to) {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first index in [from, to) whose value is `value` or more, looked for near `from` first. */
function reaching(values, value, from, to) {
  let step = 1;
  let low = from;
  while (low + step < to && values[low + step] < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How long the row was busy until `time`. */
function busyUntil(busy, time) {
  const at = above(busy.from, time, 0, busy.from.length);
  if (at === 0) return 0;
  return busy.sum[at] - Math.max(0, busy.to[at - 1] - time);
}

function busyIn(busy, from, to) {
  return busyUntil(busy, to) - busyUntil(busy, from);
}

/** An element with a class and a text; texts of the trace are never markup. */
function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
