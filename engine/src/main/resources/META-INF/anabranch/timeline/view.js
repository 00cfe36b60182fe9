// What part of the trace is on the screen.

const AXIS = 22;

const view = {
  from: 0,
  to: 1,
  scroll: 0,
  width: 1,
  height: 1,
  selected: -1,
  hovered: null,
  arrows: true,
  critical: true,
  whole: [0, 1],
};

function startView(trace) {
  const nanos = Math.max(trace.header.nanos, 1);
  const margin = nanos * 0.01;
  view.whole = [-margin, nanos + margin];
  [view.from, view.to] = view.whole;
}

function plotWidth() {
  return Math.max(1, view.width - layout.gutter);
}

function nanosPerPixel() {
  return (view.to - view.from) / plotWidth();
}

function xOf(time) {
  return layout.gutter + (time - view.from) / nanosPerPixel();
}

function timeOf(x) {
  return view.from + (x - layout.gutter) * nanosPerPixel();
}

/** Shows [from, to], at least 20 ns and at most everything. */
function show(from, to) {
  const [first, last] = view.whole;
  const length = Math.min(Math.max(to - from, 20), last - first);
  const middle = (from + to) / 2;
  view.from = Math.min(Math.max(middle - length / 2, first), last - length);
  view.to = view.from + length;
  redraw();
}

/** Makes what is shown `factor` times as long; `time` stays where it is. */
function zoom(factor, time) {
  show(time - (time - view.from) * factor, time + (view.to - time) * factor);
}

function pan(nanos) {
  const length = view.to - view.from;
  const [first, last] = view.whole;
  const from = Math.min(Math.max(view.from + nanos, first), last - length);
  show(from, from + length);
}

function scrollBy(pixels) {
  const most = Math.max(0, layout.height - (view.height - AXIS));
  view.scroll = Math.min(Math.max(view.scroll + pixels, 0), most);
  redraw();
}

function middleTime() {
  return (view.from + view.to) / 2;
}

/** The lane that holds span `index`. */
function laneOf(trace, index) {
  let low = 0;
  let high = trace.lanes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (trace.lanes[middle].to <= index) low = middle + 1;
    else high = middle;
  }
  return trace.lanes[low];
}

/** Brings a span into view: its time, and its row. */
function reveal(trace, index, zoomIn) {
  const start = trace.start[index];
  const end = trace.end[index];
  if (zoomIn) {
    const margin = Math.max((end - start) * 0.15, 10);
    show(start - margin, end + margin);
  } else if (end < view.from || start > view.to) {
    const half = (view.to - view.from) / 2;
    show(start - half, start + half);
  }
  const lane = laneOf(trace, index);
  const item = layout.rowItems[lane.row];
  const top = laneY(item, lane.lane);
  const visible = view.height - AXIS;
  if (top < view.scroll) scrollBy(top - view.scroll - GAP);
  else if (top + LANE > view.scroll + visible) scrollBy(top + LANE - view.scroll - visible + GAP);
}
