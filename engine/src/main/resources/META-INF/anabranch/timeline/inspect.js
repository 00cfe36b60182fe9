// What is under the pointer, and what is selected.

/** The span at a place of the canvas, give or take two pixels; or -1. */
function spanAt(trace, x, y) {
  const item = y > AXIS && x >= layout.gutter ? itemAt(y - AXIS + view.scroll) : undefined;
  if (item?.type !== "row") return -1;
  const number = Math.floor((y - AXIS + view.scroll - item.y - item.strip) / item.lane);
  if (number < 0 || number >= item.row.lanes) return -1;
  const lane = trace.lanes[item.row.firstLane + number];
  const time = timeOf(x);
  const near = 2 * nanosPerPixel();
  const at = above(trace.start, time, lane.from, lane.to);
  for (const index of [at - 1, at]) {
    const inside = index >= lane.from && index < lane.to;
    if (inside && trace.start[index] - near <= time && trace.end[index] + near >= time) return index;
  }
  return -1;
}

function instantAt(trace, x, y) {
  const item = y > AXIS && x >= layout.gutter ? itemAt(y - AXIS + view.scroll) : undefined;
  if (item?.type !== "row" || y - AXIS + view.scroll < item.y + item.height - 11) return -1;
  const near = 4 * nanosPerPixel();
  const time = timeOf(x);
  return trace.instants.findIndex((one) => one.row === item.row.number && Math.abs(one.time - time) <= near);
}

/** [name, facts] of a span. */
function describeSpan(trace, index) {
  const lane = laneOf(trace, index);
  const row = trace.rows[lane.row];
  const facts = [
    ["time", duration(trace.end[index] - trace.start[index])],
    ["from", moment(trace.start[index], 1)],
    ["row", `${row.group}: ${row.name}`],
  ];
  const category = trace.text(trace.category[index]);
  if (category) facts.push(["category", category]);
  if (trace.kind[index] !== WORK) facts.push(["kind", KINDS[trace.kind[index]]]);
  return [trace.text(trace.name[index]), facts.concat(trace.details.of(index))];
}

function describeInstant(trace, index) {
  const instant = trace.instants[index];
  const facts = [["at", moment(instant.time, 1)]];
  return [trace.text(instant.name), facts.concat(trace.instantDetails.of(index))];
}

function describeCounter(trace, x, y) {
  const item = y > AXIS && x >= layout.gutter ? itemAt(y - AXIS + view.scroll) : undefined;
  if (item?.type !== "counter") return null;
  const { counter } = item;
  const at = above(counter.times, timeOf(x), 0, counter.times.length) - 1;
  return [counter.name, [["value", at < 0 ? "none yet" : whole(counter.values[at])], ["at", moment(timeOf(x), nanosPerPixel())]]];
}

function factsElement(name, facts, most) {
  const box = document.createDocumentFragment();
  box.append(element("b", name.length > 500 ? `${name.slice(0, 500)}\u2026` : name));
  const list = element("div", "", "facts");
  for (const [key, value] of facts.slice(0, most)) {
    list.append(element("span", key), element("span", value.length > 300 && most < 20 ? `${value.slice(0, 300)}\u2026` : value));
  }
  box.append(list);
  if (facts.length > most) box.append(element("div", `and ${facts.length - most} more: click`));
  return box;
}

function hover(trace, x, y) {
  const tip = document.getElementById("tip");
  const instant = instantAt(trace, x, y);
  const span = instant < 0 ? spanAt(trace, x, y) : -1;
  const found = instant >= 0 ? describeInstant(trace, instant) : span >= 0 ? describeSpan(trace, span) : describeCounter(trace, x, y);
  if (!found) {
    tip.hidden = true;
    return;
  }
  tip.replaceChildren(factsElement(found[0], found[1], 9));
  tip.hidden = false;
  const canvas = document.getElementById("timeline");
  const top = canvas.offsetTop;
  const left = Math.min(x + 14, view.width - tip.offsetWidth - 4);
  const below = top + y + 16;
  const fits = below + tip.offsetHeight < top + view.height;
  tip.style.left = `${Math.max(left, 4)}px`;
  tip.style.top = `${fits ? below : Math.max(top + y - tip.offsetHeight - 10, 2)}px`;
}

function select(trace, index) {
  view.selected = index;
  const box = document.getElementById("selection");
  box.hidden = index < 0;
  if (index >= 0) {
    const [name, facts] = describeSpan(trace, index);
    box.replaceChildren(factsElement(name, facts, 100));
    box.dataset.span = index;
    announce(`${name}, ${facts.slice(0, 3).map((fact) => fact.join(" ")).join(", ")}`);
  }
  redraw();
}

function selectNeighbour(trace, step) {
  if (view.selected < 0) return;
  const lane = laneOf(trace, view.selected);
  const index = view.selected + step;
  if (index >= lane.from && index < lane.to) {
    select(trace, index);
    reveal(trace, index, false);
  }
}

function announce(text) {
  document.getElementById("live").textContent = text;
}
