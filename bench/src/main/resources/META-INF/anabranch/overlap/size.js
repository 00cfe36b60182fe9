// One size: which one, and what was measured there.

function fillPickers(choose) {
  for (const [id, values] of [["pick-c", sizes], ["pick-b", batches]]) {
    for (const value of values) add(element(id), "option", String(value), { value });
    element(id).addEventListener("change", () => {
      const point = pointAt(Number(element("pick-c").value), Number(element("pick-b").value));
      if (point) choose(point);
    });
  }
}

function tile(name, value, more, number) {
  const box = add(element("tiles"), "div");
  add(box, "dt", name);
  add(box, "dd", value, { "data-value": number });
  add(box, "dd", more, { class: "more" });
}

function showSize(point) {
  element("pick-c").value = point.hidden;
  element("pick-b").value = point.batch;
  element("size-answer").textContent = worded(point.verdict.sentence);
  element("tiles").replaceChildren();
  const best = bestOf(point);
  const sequential = runOf(point, "sequential", widest);
  const least = runOf(point, "sequential", widths[0]);
  const floor = Math.max(best.floor_compute_s, best.floor_memory_s);
  tile("speed-up", times(best.speed_up.median), `${MODE_NAMES[best.mode]}, over sequential`, best.speed_up.median);
  if (widest > widths[0]) {
    tile(`over ${count(widths[0])}`, times(best.speed_up_over_least.median), `sequential took ${duration(least.median_s)}`, best.speed_up_over_least.median);
  }
  tile("sequential", duration(sequential.median_s), `on ${count(widest)}, T = ${point.steps}`, sequential.median_s);
  tile("forked", duration(best.median_s), `on ${count(widest)}, T = ${point.steps}`, best.median_s);
  tile("overlap", best.overlap.toFixed(2), `sequential ${sequential.overlap.toFixed(2)}`, best.overlap);
  tile("of the floor", percent(best.floor_share), `${duration(floor)}, by ${point.verdict.floor_set_by === "memory" ? "reading weights" : "multiply-adds"}`, best.floor_share);
  tile("work", `${figures(point.gflop)} GFLOP`, `${bytes(point.weight_bytes_per_step)} of weights a step`, point.gflop);
}
