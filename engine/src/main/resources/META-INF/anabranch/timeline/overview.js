// The strip above: how many rows are busy over the whole time, and what part of it is shown.

function busyColumns(trace, width) {
  if (pen.columns && pen.columns.length === width) return pen.columns;
  const columns = new Float64Array(width);
  const [first, last] = view.whole;
  const step = (last - first) / width;
  trace.rows.forEach((row, number) => {
    if (!row.counted) return;
    let before = 0;
    for (let x = 0; x < width; x++) {
      const until = busyUntil(trace.busy[number], first + (x + 1) * step);
      columns[x] += (until - before) / step;
      before = until;
    }
  });
  pen.columns = columns;
  return columns;
}

function drawOverview(trace) {
  const canvas = document.getElementById("overview");
  const context = fitCanvas(canvas);
  const left = layout.gutter;
  const width = Math.max(1, canvas.clientWidth - left);
  const height = canvas.clientHeight;
  const columns = busyColumns(trace, width);
  const most = Math.max(1, trace.header.most);
  context.fillStyle = theme.colors.back;
  context.fillRect(0, 0, left + width, height);
  context.fillStyle = theme.colors.accent;
  for (let x = 0; x < width; x++) {
    const high = (columns[x] / most) * (height - 4);
    context.fillRect(left + x, height - high, 1, high);
  }
  const [first, last] = view.whole;
  const x0 = left + ((view.from - first) / (last - first)) * width;
  const x1 = left + ((view.to - first) / (last - first)) * width;
  context.globalAlpha = 0.65;
  context.fillStyle = theme.colors.back;
  context.fillRect(left, 0, x0 - left, height);
  context.fillRect(x1, 0, left + width - x1, height);
  context.globalAlpha = 1;
  context.strokeStyle = theme.colors.text;
  context.strokeRect(x0 + 0.5, 0.5, Math.max(x1 - x0 - 1, 2), height - 1);
  labelOverview(context, trace.header.most);
}

/** Beside the strip, or on it where there is no room beside. */
function labelOverview(context, most) {
  const label = `busy, up to ${most}`;
  context.font = FONT;
  context.textBaseline = "top";
  context.fillStyle = theme.colors.back;
  context.globalAlpha = 0.8;
  if (layout.narrow) context.fillRect(3, 3, context.measureText(label).width + 6, 14);
  context.globalAlpha = 1;
  context.fillStyle = theme.colors.text;
  context.fillText(label, layout.narrow ? 6 : 8, layout.narrow ? 4 : 16);
}
