// The map: one cell for each size, its colour and number the speed-up of the best forked way.

/** From -1 to 1; no difference, or none that can be told, has no colour, any other is to be seen. */
function colored(point, most) {
  const { outcome, speed_up } = point.verdict;
  if (outcome !== "pays" && outcome !== "costs") return 0;
  const change = Math.log2(speed_up.median);
  return Math.sign(change) * (0.3 + 0.7 * Math.min(1, Math.abs(change) / most));
}

function drawMap(chosen, choose) {
  const { colors } = theme;
  const narrow = element("map").clientWidth < 420;
  const most = Math.max(Math.log2(1.2), ...points.map((point) => Math.abs(Math.log2(point.verdict.speed_up.median))));
  const cells = points.map((point) => ({
    value: [batches.indexOf(point.batch), sizes.indexOf(point.hidden), colored(point, most)],
    point,
    itemStyle: {
      borderColor: point === chosen ? colors.text : colors.back,
      borderWidth: point === chosen ? 3 : 2,
    },
  }));
  cells.sort((a, b) => (a.point === chosen) - (b.point === chosen)); // its border lies above the others
  const chart = draw("map", `Map of ${points.length} sizes. ${report.headline} The table of all numbers has each of them.`, {
    grid: { left: 4, right: 8, top: 8, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
    xAxis: axis("rows of a batch B", { type: "category", data: batches.map(String), splitLine: { show: false } }),
    yAxis: axis("channels C", { type: "category", data: sizes.map(String), nameGap: 40, splitLine: { show: false } }),
    visualMap: {
      show: false,
      dimension: 2,
      min: -1,
      max: 1,
      inRange: { color: [colors.costs, colors.even, colors.pays] },
    },
    tooltip: {
      confine: true,
      backgroundColor: colors.panel,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 13 },
      formatter: ({ data }) =>
        `C ${data.point.hidden}, B ${data.point.batch}: ${MODE_NAMES[data.point.verdict.mode]} ${spread(data.point.verdict.speed_up)}<br>${data.point.verdict.title}`,
    },
    series: [
      {
        type: "heatmap",
        data: cells,
        emphasis: { itemStyle: { borderColor: colors.accent, borderWidth: 3 } },
        label: {
          show: true,
          color: colors.text,
          fontSize: narrow ? 12 : 14,
          lineHeight: narrow ? 15 : 18,
          formatter: ({ data }) => {
            const verdict = data.point.verdict;
            const first = `{big|${times(verdict.speed_up.median)} ${SIGNS[verdict.outcome]}}`;
            return narrow ? first : `${first}\n{small|${verdict.mode}}`;
          },
          rich: {
            big: { fontWeight: 600, fontSize: narrow ? 12 : 14, color: colors.text },
            small: { fontSize: 11, color: colors.text },
          },
        },
      },
    ],
  });
  chart.off("click");
  chart.on("click", ({ data }) => choose(data.point));
}
