// Where rows are, from top to bottom: the names of processes, their rows, their counters.

const LANE = 18;
const FOLDED_LANE = 3;
const GROUP = 22;
const STRIP = 17;
const COUNTER = 40;
const MARGIN = 4;
const GAP = 4;
const NARROW = 600;

const layout = {
  items: [],
  rowItems: [],
  height: 0,
  narrow: false,
  gutter: 0,
  folded: new Set(),
};

function groupsOf(trace) {
  const groups = new Map();
  const group = (name) => {
    if (!groups.has(name)) groups.set(name, { name, rows: [], counters: [] });
    return groups.get(name);
  };
  for (const row of trace.rows) group(row.group).rows.push(row);
  for (const counter of trace.counters) group(counter.group).counters.push(counter);
  return [...groups.values()];
}

function layOut(trace, width) {
  layout.narrow = width < NARROW;
  layout.gutter = layout.narrow ? 0 : Math.min(230, Math.round(width * 0.2));
  layout.items = [];
  layout.rowItems = [];
  let y = 0;
  const put = (item, height) => {
    layout.items.push({ ...item, y, height });
    y += height;
    return layout.items[layout.items.length - 1];
  };
  const strip = layout.narrow ? STRIP : MARGIN;
  for (const group of groupsOf(trace)) {
    put({ type: "group", name: group.name }, GROUP);
    for (const row of group.rows) {
      const lane = layout.folded.has(row.number) ? FOLDED_LANE : LANE;
      const height = strip + Math.max(row.lanes * lane, layout.narrow ? 6 : LANE) + GAP;
      layout.rowItems[row.number] = put({ type: "row", row, lane, strip }, height);
    }
    for (const counter of group.counters) put({ type: "counter", counter, strip }, strip + COUNTER + GAP);
  }
  layout.height = y;
}

/** The item at `y`, which counts from the top of all rows; or undefined. */
function itemAt(y) {
  let low = 0;
  let high = layout.items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (layout.items[middle].y <= y) low = middle + 1;
    else high = middle;
  }
  const item = layout.items[low - 1];
  return item && y < item.y + item.height ? item : undefined;
}

function laneY(item, lane) {
  return item.y + item.strip + lane * item.lane;
}
