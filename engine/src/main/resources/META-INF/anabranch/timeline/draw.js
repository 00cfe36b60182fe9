// Draws what is visible. Spans narrower than a pixel are drawn together, column by column; the
// columns are fixed in time, so that they do not flicker while one moves.

const MOST_ARROWS = 400;
const FONT = "11px system-ui, sans-serif";

const pen = {};
let scheduled = false;

function redraw() {
  if (scheduled || !pen.trace) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    drawAll();
  });
}

function fitCanvas(canvas) {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function drawAll() {
  const began = performance.now();
  const canvas = document.getElementById("timeline");
  const context = fitCanvas(canvas);
  const trace = pen.trace;
  if (view.width !== canvas.clientWidth || view.height !== canvas.clientHeight || pen.stale) {
    view.width = canvas.clientWidth;
    view.height = canvas.clientHeight;
    pen.stale = false;
    layOut(trace, view.width);
    const most = Math.max(0, layout.height - (view.height - AXIS));
    view.scroll = Math.min(view.scroll, most);
  }
  context.font = FONT;
  context.textBaseline = "middle";
  context.fillStyle = theme.colors.back;
  context.fillRect(0, 0, view.width, view.height);
  context.save();
  context.beginPath();
  context.rect(0, AXIS, view.width, view.height - AXIS);
  context.clip();
  drawGrid(context);
  const visible = layout.items.filter(
    (item) => item.y + item.height > view.scroll && item.y < view.scroll + view.height - AXIS,
  );
  pen.drawn = 0;
  for (const item of visible) drawItem(context, trace, item);
  drawInstants(context, trace);
  if (view.critical) drawPath(context, trace);
  drawArrows(context, trace);
  drawSelected(context, trace);
  for (const item of visible) drawName(context, item);
  context.restore();
  drawAxis(context, trace);
  drawScrollbar(context);
  drawOverview(trace);
  pen.millis = performance.now() - began;
  afterDraw(trace);
}

function screenY(y) {
  return y - view.scroll + AXIS;
}

function tickStep() {
  const rough = nanosPerPixel() * (layout.narrow ? 80 : 110);
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, power * [1, 2, 5, 10].find((factor) => power * factor >= rough));
}

function* ticks() {
  const step = tickStep();
  for (let tick = Math.ceil(view.from / step); tick * step <= view.to; tick++) yield tick * step;
}

function drawGrid(context) {
  context.fillStyle = theme.colors.faint;
  for (const time of ticks()) context.fillRect(Math.round(xOf(time)), AXIS, 1, view.height);
}

function drawAxis(context, trace) {
  context.fillStyle = theme.colors.panel;
  context.fillRect(0, 0, view.width, AXIS);
  context.fillStyle = theme.colors.line;
  context.fillRect(0, AXIS - 1, view.width, 1);
  const step = tickStep();
  context.textAlign = "left";
  for (const time of ticks()) {
    const x = Math.round(xOf(time));
    if (x < layout.gutter) continue;
    context.fillStyle = theme.colors.line;
    context.fillRect(x, AXIS - 7, 1, 6);
    const label = moment(time, step);
    if (x + 3 + context.measureText(label).width > view.width) continue;
    context.fillStyle = theme.colors.soft;
    context.fillText(label, x + 3, AXIS / 2 - 1);
  }
  context.setLineDash([4, 3]);
  for (const mark of trace.header.marks) {
    const x = xOf(mark.time);
    if (x < layout.gutter || x > view.width) continue;
    context.strokeStyle = theme.colors.soft;
    context.beginPath();
    context.moveTo(x, AXIS);
    context.lineTo(x, view.height);
    context.stroke();
  }
  context.setLineDash([]);
}

function drawScrollbar(context) {
  const visible = view.height - AXIS;
  if (layout.height <= visible) return;
  const length = Math.max(20, (visible * visible) / layout.height);
  const y = AXIS + ((visible - length) * view.scroll) / (layout.height - visible);
  context.fillStyle = theme.colors.line;
  context.fillRect(view.width - 5, y, 4, length);
}

function drawItem(context, trace, item) {
  const y = screenY(item.y);
  if (item.type === "group") {
    context.fillStyle = theme.colors.panel;
    context.fillRect(0, y, view.width, item.height);
    return;
  }
  context.fillStyle = theme.colors.faint;
  context.fillRect(0, y + item.height - 1, view.width, 1);
  if (item.type === "counter") drawCounter(context, item);
  else for (let lane = 0; lane < item.row.lanes; lane++) drawLane(context, trace, item, lane);
}

/** Names go on top, so that nothing drawn before reaches into them. */
function drawName(context, item) {
  const y = screenY(item.y);
  context.textAlign = "left";
  if (item.type === "group") {
    context.fillStyle = theme.colors.text;
    context.font = `600 ${FONT}`;
    context.fillText(clipped(context, item.name, view.width - 16), 8, y + item.height / 2);
    context.font = FONT;
    return;
  }
  const name = item.type === "row" ? item.row.name : item.counter.name;
  const fold = item.type === "row" && item.row.lanes > 1 ? (layout.folded.has(item.row.number) ? "\u25b8 " : "\u25be ") : "";
  if (layout.narrow) {
    context.fillStyle = theme.colors.soft;
    context.fillText(clipped(context, fold + name + share(item), view.width - 12), 6, y + STRIP / 2);
    return;
  }
  context.fillStyle = theme.colors.back;
  context.fillRect(0, y, layout.gutter - 1, item.height - 1);
  context.fillStyle = theme.colors.line;
  context.fillRect(layout.gutter - 1, y, 1, item.height);
  context.fillStyle = theme.colors.text;
  context.fillText(clipped(context, fold + name, layout.gutter - 62), 8, y + item.strip + LANE / 2);
  context.textAlign = "right";
  context.fillStyle = theme.colors.soft;
  context.fillText(share(item).replace(", ", ""), layout.gutter - 8, y + item.strip + LANE / 2);
  context.textAlign = "left";
}

/** How busy a row is, how high a counter goes. */
function share(item) {
  if (item.type === "counter") return `, ${amount(item.counter.max)}`;
  const wall = item.row.wall;
  return wall > 0 && item.row.busy > 0 ? `, ${Math.round((100 * item.row.busy) / wall)} %` : "";
}

function clipped(context, text, width) {
  if (width < 8) return "";
  const long = context.measureText(text).width;
  if (long <= width) return text;
  const fits = Math.floor((text.length * (width - 8)) / long);
  return fits < 1 ? "" : `${text.slice(0, fits)}\u2026`;
}

function drawLane(context, trace, item, lane) {
  const { from, to } = trace.lanes[item.row.firstLane + lane];
  const { start, end } = trace;
  const y = screenY(laneY(item, lane));
  const height = item.lane > 6 ? item.lane - 1 : item.lane;
  const pixel = nanosPerPixel();
  let i = Math.max(from, above(start, view.from, from, to) - 1);
  if (i < to && end[i] < view.from) i++;
  while (i < to && start[i] <= view.to) {
    pen.drawn++;
    if (end[i] - start[i] >= pixel) {
      drawSpan(context, trace, i, y, height);
      i++;
      continue;
    }
    const cell = Math.floor(start[i] / pixel);
    let next = reaching(start, (cell + 1) * pixel, i + 1, to);
    if (next - 1 > i && end[next - 1] - start[next - 1] >= pixel) next--;
    drawColumn(context, trace, i, next, xOf(cell * pixel), y, height);
    i = next;
  }
}

/** Spans [from, to), all within one pixel: the fuller it is, the stronger. */
function drawColumn(context, trace, from, to, x, y, height) {
  const full = (trace.sums[to] - trace.sums[from]) / nanosPerPixel();
  let shown = from;
  let matched = !search.active;
  for (let i = from; i < to && !matched; i++) {
    if (search.matches[trace.name[i]]) {
      shown = i;
      matched = true;
    }
  }
  context.globalAlpha = (matched ? 1 : 0.25) * Math.min(1, Math.max(0.35, full));
  const working = trace.kind[shown] !== WAIT && trace.kind[shown] !== ASYNC;
  context.fillStyle = working ? theme.fills[trace.color[trace.name[shown]]] : theme.colors.wait;
  context.fillRect(x, y, 1, height);
  context.globalAlpha = 1;
}

function drawSpan(context, trace, i, y, height) {
  const x0 = Math.max(xOf(trace.start[i]), -4);
  const x1 = Math.min(xOf(trace.end[i]), view.width + 4);
  const width = Math.max(x1 - x0 - (x1 - x0 > 3 ? 0.6 : 0), 0.8);
  const kind = trace.kind[i];
  const name = trace.name[i];
  const matched = !search.active || search.matches[name];
  context.globalAlpha = matched ? 1 : 0.22;
  if (kind === WORK) context.fillStyle = theme.fills[trace.color[name]];
  else if (kind === WAIT) context.fillStyle = height > 6 ? stripes(context) : theme.colors.wait;
  else context.fillStyle = theme.colors.faint;
  context.fillRect(x0, y, width, height);
  if (kind !== WORK && height > 6 && width > 3) {
    context.strokeStyle = theme.colors.wait;
    context.setLineDash(kind === NOTE ? [] : [3, 2]);
    context.strokeRect(x0 + 0.5, y + 0.5, width - 1, height - 1);
    context.setLineDash([]);
  }
  if (height > 10) drawLabel(context, trace, i, x0, x1, y, height);
  context.globalAlpha = 1;
}

function drawLabel(context, trace, i, x0, x1, y, height) {
  const left = Math.max(x0, layout.gutter);
  const kind = trace.kind[i];
  // The name of a wait leaves some of the stripes to be seen.
  const room = (x1 - left) * (kind === WAIT ? 0.7 : 1) - 7;
  if (room < 20) return;
  const text = labelFor(context, trace, trace.name[i], room);
  if (!text) return;
  if (kind === WAIT) {
    context.fillStyle = theme.colors.back;
    context.fillRect(left + 2, y + 2, context.measureText(text).width + 4, height - 4);
  }
  context.fillStyle = kind === WORK ? theme.colors.onFill : theme.colors.text;
  context.textAlign = "left";
  context.fillText(text, left + 4, y + height / 2 + 0.5);
}

/** As `clipped`, with the width of each name measured once. */
function labelFor(context, trace, name, room) {
  let label = pen.labels.get(name);
  if (!label) {
    const text = trace.text(name).replace(/\s+/g, " ").slice(0, 400);
    label = { text, width: context.measureText(text).width };
    pen.labels.set(name, label);
  }
  if (label.width <= room) return label.text;
  const fits = Math.floor((label.text.length * (room - 7)) / label.width);
  return fits < 2 ? "" : `${label.text.slice(0, fits)}\u2026`;
}

function drawCounter(context, item) {
  const { times, values, max, min } = item.counter;
  const top = screenY(item.y + item.strip) + 3;
  const height = COUNTER - 4;
  const range = max - min || 1;
  const yOf = (value) => top + height - ((value - min) / range) * height;
  const base = yOf(0);
  const right = view.width;
  context.beginPath();
  context.moveTo(layout.gutter, base);
  let at = Math.max(0, above(times, view.from, 0, times.length) - 1);
  let before = times.length > 0 && times[at] <= view.from ? values[at] : 0;
  for (let x = layout.gutter; x < right && times.length > 0; x++) {
    const until = timeOf(x + 1);
    let value = before;
    for (; at < times.length && times[at] < until; at++) {
      before = values[at];
      if (Math.abs(before) > Math.abs(value)) value = before;
    }
    context.lineTo(x, yOf(value));
    context.lineTo(x + 1, yOf(value));
  }
  context.lineTo(right, base);
  context.globalAlpha = 0.35;
  context.fillStyle = theme.colors.accent;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = theme.colors.accent;
  context.stroke();
}

function drawInstants(context, trace) {
  const seen = new Set();
  context.fillStyle = theme.colors.strong;
  for (const instant of trace.instants) {
    if (instant.time < view.from || instant.time > view.to) continue;
    const item = layout.rowItems[instant.row];
    const x = Math.round(xOf(instant.time));
    const cell = instant.row * 65536 + x;
    if (seen.has(cell)) continue;
    seen.add(cell);
    const y = screenY(item.y + item.height) - 2;
    context.beginPath();
    context.moveTo(x, y - 6);
    context.lineTo(x + 3.5, y);
    context.lineTo(x - 3.5, y);
    context.fill();
  }
}

function drawPath(context, trace) {
  context.strokeStyle = theme.colors.strong;
  context.fillStyle = theme.colors.strong;
  context.lineWidth = 1;
  let before = null;
  for (const piece of trace.path) {
    const item = layout.rowItems[piece.row];
    const y = screenY(item.y + item.strip) - 1;
    if (piece.end >= view.from && piece.start <= view.to) {
      const x0 = Math.max(xOf(piece.start), 0);
      const x1 = Math.min(xOf(piece.end), view.width);
      context.fillRect(x0, y - 1.5, Math.max(x1 - x0, 1), 3);
    }
    if (before && before.row !== piece.row && piece.start >= view.from && before.end <= view.to) {
      const from = layout.rowItems[before.row];
      context.setLineDash([2, 2]);
      context.beginPath();
      context.moveTo(xOf(before.end), screenY(from.y + from.strip) - 1);
      context.lineTo(xOf(piece.start), y);
      context.stroke();
      context.setLineDash([]);
    }
    before = piece;
  }
}

/** Arrows of one kind are drawn if not too many are in view; those at the selected span always. */
function drawArrows(context, trace) {
  const near = arrowsOfSelected(trace);
  const inView = view.arrows ? countArrows(trace) : new Map();
  pen.hiddenArrows = 0;
  context.lineWidth = 1;
  for (const [label, count] of inView) {
    if (count > MOST_ARROWS) {
      pen.hiddenArrows += count;
      inView.set(label, 0);
    }
  }
  for (let i = 0; i < trace.arrows.count && inView.size > 0; i++) {
    if (inView.get(trace.arrows.label[i]) > 0 && arrowInView(trace.arrows, i)) {
      drawArrow(context, trace, i, near.size > 0 ? 0.25 : 0.75, theme.colors.text);
    }
  }
  context.lineWidth = 2;
  for (const i of near) drawArrow(context, trace, i, 1, theme.colors.accent);
  context.lineWidth = 1;
  context.globalAlpha = 1;
}

function arrowInView(arrows, i) {
  return Math.max(arrows.from[i], arrows.to[i]) >= view.from && Math.min(arrows.from[i], arrows.to[i]) <= view.to;
}

function countArrows(trace) {
  const counts = new Map();
  const { arrows } = trace;
  for (let i = 0; i < arrows.count; i++) {
    if (arrowInView(arrows, i)) counts.set(arrows.label[i], (counts.get(arrows.label[i]) ?? 0) + 1);
  }
  return counts;
}

function arrowsOfSelected(trace) {
  const near = new Set();
  if (view.selected < 0) return near;
  const lane = laneOf(trace, view.selected);
  const start = trace.start[view.selected];
  const end = trace.end[view.selected];
  const { arrows } = trace;
  for (let i = 0; i < arrows.count; i++) {
    const from = arrows.fromRow[i] === lane.row && arrows.fromLane[i] === lane.lane && arrows.from[i] >= start && arrows.from[i] <= end;
    const to = arrows.toRow[i] === lane.row && arrows.toLane[i] === lane.lane && arrows.to[i] >= start && arrows.to[i] <= end;
    if (from || to) near.add(i);
  }
  return near;
}

function drawArrow(context, trace, i, alpha, color) {
  const { arrows } = trace;
  const from = layout.rowItems[arrows.fromRow[i]];
  const to = layout.rowItems[arrows.toRow[i]];
  const x0 = xOf(arrows.from[i]);
  const y0 = screenY(laneY(from, arrows.fromLane[i]) + from.lane / 2);
  const x1 = xOf(arrows.to[i]);
  const y1 = screenY(laneY(to, arrows.toLane[i]) + to.lane / 2);
  const bend = Math.max(14, Math.min(60, Math.abs(x1 - x0) / 2));
  const width = context.lineWidth;
  context.globalAlpha = alpha;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1 - 4, y1);
  // A seam sets the line off from whatever it crosses.
  context.strokeStyle = theme.colors.back;
  context.lineWidth = width + 2;
  context.stroke();
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x1 - 6, y1 - 3.5);
  context.lineTo(x1 - 6, y1 + 3.5);
  context.fill();
  context.beginPath();
  context.arc(x0, y0, 2, 0, 7);
  context.fill();
}

function drawSelected(context, trace) {
  if (view.selected < 0) return;
  const lane = laneOf(trace, view.selected);
  const item = layout.rowItems[lane.row];
  const x0 = Math.max(xOf(trace.start[view.selected]), -4);
  const x1 = Math.min(xOf(trace.end[view.selected]), view.width + 4);
  context.strokeStyle = theme.colors.text;
  context.lineWidth = 2;
  context.strokeRect(x0, screenY(laneY(item, lane.lane)), Math.max(x1 - x0, 2), Math.max(item.lane - 1, 3));
  context.lineWidth = 1;
}
