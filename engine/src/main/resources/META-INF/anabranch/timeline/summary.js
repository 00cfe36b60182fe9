// The numbers above the picture, for the whole trace and for what is in view.

function tile(key, title, text, value) {
  const box = element("div");
  box.append(element("dt", title));
  const number = element("dd", text);
  number.id = key;
  number.dataset.value = value;
  const more = element("dd", "", "more");
  more.id = `${key}-in-view`;
  box.append(number, more);
  document.getElementById("tiles").append(box);
}

function summarize(trace) {
  const { wall, total, busy, most, critical, spans, arrows, notes } = trace.header;
  const overlap = wall > 0 ? busy / wall : 0;
  const rows = trace.rows.some((row) => row.counted && row.stream) ? "streams" : "threads";
  tile("overlap", "\u03a3 busy / wall", overlap.toFixed(2), overlap);
  tile("wall", "wall time", duration(wall), wall);
  tile("busy", "\u03a3 busy", duration(busy), busy);
  tile("most", `${rows} busy at once`, `up to ${most}`, most);
  tile("critical-path", "critical path", critical < 0 ? "unknown" : duration(critical), critical);
  tile("spans", "spans", whole(spans), spans);
  tile("arrow-count", "arrows", whole(arrows), arrows);
  const of = rows === "streams" ? `${duration(total)}, host and devices` : "the wall time";
  document.getElementById("critical-path-in-view").textContent =
    critical < 0 ? "the trace has no arrows" : `${percent(total > 0 ? critical / total : 0)} of ${of}`;
  document.getElementById("headline").textContent =
    ` ${overlap.toFixed(2)} ${rows} busy on average, up to ${most}; wall time ${duration(wall)}`;
  summarizeRows(trace);
  summarizePath(trace);
  document.getElementById("notes").append(...notes.map((note) => element("li", note)));
}

function bar(share) {
  const box = element("span", "", "bar");
  const fill = element("i");
  fill.style.width = `${Math.min(100, 100 * share)}%`;
  box.append(fill);
  return box;
}

function summarizeRows(trace) {
  const body = document.querySelector("#rows tbody");
  for (const row of trace.rows) {
    const wall = row.wall || 1;
    const line = element("tr", "", row.counted ? "" : "uncounted");
    const name = element("th", `${row.group}: ${row.name}`);
    name.scope = "row";
    name.title = name.textContent;
    const share = element("td", "", "share");
    share.append(bar(row.busy / wall), percent(row.busy / wall));
    share.title = `of ${duration(row.wall)}, from the first work of any ${row.stream ? "stream" : "thread"} to the last`;
    row.inView = element("td");
    line.append(name, element("td", whole(row.spans)), element("td", duration(row.busy)), share, row.inView);
    line.dataset.busy = row.busy;
    body.append(line);
  }
}

function summarizePath(trace) {
  const { shares, critical } = trace.header;
  document.getElementById("shares").hidden = shares.length === 0;
  const body = document.querySelector("#shares tbody");
  for (const share of shares) {
    const line = element("tr");
    const name = element("th", trace.text(share.name));
    name.scope = "row";
    name.title = name.textContent;
    const cell = element("td", "", "share");
    cell.append(bar(share.nanos / critical), percent(share.nanos / critical));
    line.append(name, element("td", duration(share.nanos)), cell);
    body.append(line);
  }
}

/** Whatever of the wall time is in view. */
function summarizeView(trace) {
  const length = view.to - view.from;
  let sum = 0;
  trace.rows.forEach((row, number) => {
    const busy = busyIn(trace.busy[number], view.from, view.to);
    row.inView.textContent = percent(busy / length);
    if (row.counted) sum += busy;
  });
  document.getElementById("overlap-in-view").textContent = `in view ${(sum / length).toFixed(2)}`;
  document.getElementById("wall-in-view").textContent = `in view ${duration(length)}`;
  document.getElementById("busy-in-view").textContent = `in view ${duration(sum)}`;
}
