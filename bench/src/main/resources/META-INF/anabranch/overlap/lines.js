// Charts over widths and over sizes.

/** A point of a line that shows how far the rounds scatter when looked at. */
function mark(run, values) {
  return run ? { value: values.median, run, values } : null;
}

/** The speed-up of each mode over sequential on the least width, over the widths, at one size. */
function drawByWidth(point) {
  const where = `C ${point.hidden}, B ${point.batch}`;
  element("by-width-caption").textContent = `Speed-up over sequential on ${count(widths[0])}, by ${unit}s; ${where}`;
  draw("by-width", `Speed-up over sequential on ${count(widths[0])} at ${where}, by ${unit}s. ${describeWidths(point)}`, {
    legend: legend(MODES.map((mode) => MODE_NAMES[mode])),
    tooltip: {
      ...charted(),
      formatter: ({ data, seriesName }) =>
        `${seriesName} on ${count(data.run.width)}: ${spread(data.values)}<br>${duration(data.run.median_s)} a run`,
    },
    xAxis: axis(`${unit}s`, { type: "category", data: widths.map(String) }),
    yAxis: axis("speed-up (\u00d7)", { type: "value", min: 0, nameGap: 34 }),
    series: MODES.map((mode, i) => ({
      name: MODE_NAMES[mode],
      type: "line",
      symbol: SYMBOLS[i],
      symbolSize: 9,
      color: theme.colors[mode],
      lineStyle: { width: 2, type: mode === "sequential" ? "dashed" : "solid" },
      data: widths.map((width) => {
        const run = runOf(point, mode, width);
        return mark(run, run?.speed_up_over_least);
      }),
      markLine: i === 0 ? evenLine() : undefined,
    })),
  });
}

function describeWidths(point) {
  return point.runs.map((run) => `${MODE_NAMES[run.mode]} on ${count(run.width)} ${times(run.speed_up_over_least.median)}`).join(", ");
}

/** How many operations were under way at once, at one size. */
function drawOverlap(point) {
  const where = `C ${point.hidden}, B ${point.batch}`;
  element("overlap-caption").textContent = `Overlap: operations under way at once, on average; ${where}`;
  draw("by-overlap", `Overlap at ${where}. ${point.runs.map((run) => `${MODE_NAMES[run.mode]} on ${count(run.width)} ${run.overlap.toFixed(2)}`).join(", ")}`, {
    legend: legend(MODES.map((mode) => MODE_NAMES[mode])),
    tooltip: {
      ...charted(),
      formatter: ({ data, seriesName }) => `${seriesName} on ${count(data.run.width)}: ${data.run.overlap.toFixed(2)} at once`,
    },
    xAxis: axis(`${unit}s`, { type: "category", data: widths.map(String) }),
    yAxis: axis("at once", { type: "value", min: 0, nameGap: 34 }),
    series: MODES.map((mode) => ({
      name: MODE_NAMES[mode],
      type: "bar",
      barMaxWidth: 34,
      color: theme.colors[mode],
      label: { show: widths.length < 4, position: "top", color: theme.colors.text, fontSize: 11, formatter: ({ value }) => value.toFixed(2) },
      data: widths.map((width) => {
        const run = runOf(point, mode, width);
        return run ? { value: run.overlap, run } : null;
      }),
    })),
  });
}

/** The speed-up of the best forked way over sequential, over the channels, a line for each batch. */
function drawBySize() {
  const names = batches.map((batch) => `B ${batch}`);
  element("by-size-caption").textContent = `Speed-up of the best forked way over sequential, both on ${count(widest)}`;
  draw("by-size", `Speed-up of the best forked way over sequential by channels, a line for each batch. ${report.headline}`, {
    legend: legend(names),
    tooltip: {
      ...charted(),
      formatter: ({ data }) =>
        `C ${data.point.hidden}, B ${data.point.batch}: ${MODE_NAMES[data.point.verdict.mode]} ${spread(data.point.verdict.speed_up)}`,
    },
    xAxis: axis("channels C", { type: "category", data: sizes.map(String) }),
    yAxis: axis("speed-up (\u00d7)", { type: "value", nameGap: 40, min: ({ min }) => Math.floor(10 * Math.min(1, min)) / 10, axisLabel: { color: theme.colors.soft, formatter: (value) => value.toFixed(1) } }),
    series: batches.map((batch, i) => ({
      name: names[i],
      type: "line",
      symbol: SYMBOLS[i % SYMBOLS.length],
      symbolSize: 9,
      color: shade(i, batches.length),
      lineStyle: { width: 2 },
      data: sizes.map((hidden) => {
        const point = pointAt(hidden, batch);
        return point ? { value: point.verdict.speed_up.median, point } : null;
      }),
      markLine: i === 0 ? evenLine() : undefined,
    })),
  });
}

/** How near each mode comes to the floor on the greatest width, over the channels, at one batch. */
function drawByFloor(batch) {
  element("by-floor-caption").textContent = `Share of the speed that the peaks allow, on ${count(widest)}; B ${batch}`;
  draw("by-floor", `Share of the floor by channels, with B ${batch}, on ${count(widest)}. The table has these numbers.`, {
    legend: legend(MODES.map((mode) => MODE_NAMES[mode])),
    tooltip: {
      ...charted(),
      formatter: ({ data, seriesName }) =>
        `C ${data.point.hidden}, ${seriesName}: ${percent(data.run.floor_share)}<br>` +
        `${duration(data.run.median_s)}; floor ${duration(Math.max(data.run.floor_compute_s, data.run.floor_memory_s))}, ` +
        `set by ${data.point.verdict.floor_set_by === "memory" ? "reading weights" : "multiply-adds"}`,
    },
    xAxis: axis("channels C", { type: "category", data: sizes.map(String) }),
    yAxis: axis("of the floor (%)", { type: "value", min: 0, nameGap: 40 }),
    series: MODES.map((mode, i) => ({
      name: MODE_NAMES[mode],
      type: "line",
      symbol: SYMBOLS[i],
      symbolSize: 9,
      color: theme.colors[mode],
      lineStyle: { width: 2, type: mode === "sequential" ? "dashed" : "solid" },
      data: sizes.map((hidden) => {
        const point = pointAt(hidden, batch);
        const run = point && runOf(point, mode, widest);
        return run ? { value: 100 * run.floor_share, run, point } : null;
      }),
    })),
  });
}

function charted() {
  const { colors } = theme;
  return { confine: true, backgroundColor: colors.panel, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 13 } };
}
