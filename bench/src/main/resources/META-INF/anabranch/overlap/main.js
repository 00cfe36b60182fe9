// Puts the page together, and follows the choice of a size.

let chosen = points.reduce((most, point) => (point.verdict.speed_up.median > most.verdict.speed_up.median ? point : most));

function drawAll() {
  drawMap(chosen, choose);
  drawByWidth(chosen);
  drawOverlap(chosen);
  drawBySize();
  drawByFloor(chosen.batch);
}

function choose(point) {
  chosen = point;
  showSize(point);
  markRow(point);
  drawAll();
}

/** A link may name a size and a theme: #c=512&b=8&theme=dark. */
function linked() {
  const wished = new URLSearchParams(location.hash.slice(1));
  return pointAt(Number(wished.get("c")), Number(wished.get("b"))) ?? chosen;
}

function main() {
  chooseTheme(drawAll);
  showWords();
  showRegions();
  showTable();
  showPeaks();
  fillPickers(choose);
  choose(linked());
  new ResizeObserver(() => {
    for (const chart of charts.values()) chart.resize();
    drawMap(chosen, choose);
  }).observe(document.body);
  document.body.dataset.ready = "yes";
}

try {
  main();
} catch (error) {
  element("problem").hidden = false;
  element("problem").textContent = `The page cannot show its data: ${error.message}`;
  document.body.dataset.ready = "failed";
  throw error;
}
