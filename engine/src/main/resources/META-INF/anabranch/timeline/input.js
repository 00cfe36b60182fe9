// Mouse, touch and keyboard.

const CLICK = 4;

function place(event) {
  const box = document.getElementById("timeline").getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function listenToWheel(canvas) {
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const [x] = place(event);
      const unit = event.deltaMode === 1 ? 16 : 1;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        pan((event.deltaX || event.deltaY) * unit * nanosPerPixel());
      } else if (x < layout.gutter) {
        scrollBy(event.deltaY * unit);
      } else {
        zoom(Math.exp(event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)), timeOf(x));
      }
    },
    { passive: false },
  );
}

/** One pointer moves, two zoom, a short touch selects. */
function listenToPointers(trace, canvas) {
  const down = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 1) moved = 0;
    document.getElementById("tip").hidden = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") hover(trace, x, y);
      return;
    }
    moved += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    if (moved > CLICK) {
      if (down.size === 1) {
        pan((before[0] - x) * nanosPerPixel());
        scrollBy(before[1] - y);
      } else {
        pinch(down, event.pointerId, x);
      }
      down.set(event.pointerId, [x, y]);
    }
  });
  const up = (event) => {
    if (down.delete(event.pointerId) && event.type === "pointerup" && moved <= CLICK) click(trace, ...place(event));
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => {
    document.getElementById("tip").hidden = true;
  });
  canvas.addEventListener("dblclick", (event) => {
    const span = spanAt(trace, ...place(event));
    if (span >= 0) reveal(trace, span, true);
  });
}

/** The times under both fingers stay under them. */
function pinch(down, moving, x) {
  const [still] = [...down].find(([pointer]) => pointer !== moving)[1];
  const fixed = timeOf(still);
  const before = Math.abs(down.get(moving)[0] - still);
  const now = Math.max(Math.abs(x - still), 8);
  zoom(Math.max(before, 8) / now, fixed);
}

function click(trace, x, y) {
  const item = itemAt(y - AXIS + view.scroll);
  const inName = x < layout.gutter || (layout.narrow && item && y - AXIS + view.scroll < item.y + item.strip);
  if (y > AXIS && inName) {
    if (item?.type === "row") fold(item.row.number);
    return;
  }
  select(trace, spanAt(trace, x, y));
}

function fold(row) {
  if (!layout.folded.delete(row)) layout.folded.add(row);
  pen.stale = true;
  redraw();
}

function listenToOverview(overview) {
  let grip = null;
  const timeAt = (event) => {
    const box = overview.getBoundingClientRect();
    const [first, last] = view.whole;
    return first + ((event.clientX - box.left - layout.gutter) / (box.width - layout.gutter)) * (last - first);
  };
  overview.addEventListener("pointerdown", (event) => {
    overview.setPointerCapture(event.pointerId);
    const time = timeAt(event);
    const all = view.to - view.from > 0.98 * (view.whole[1] - view.whole[0]);
    const inside = time >= view.from && time <= view.to && !all;
    grip = { time, inside, last: time };
  });
  overview.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const time = timeAt(event);
    if (grip.inside) pan(time - grip.last);
    else show(Math.min(grip.time, time), Math.max(grip.time, time));
    grip.last = time;
  });
  const up = () => {
    grip = null;
  };
  overview.addEventListener("pointerup", up);
  overview.addEventListener("pointercancel", up);
}

function keys(trace) {
  const step = () => 0.15 * (view.to - view.from);
  const back = () => pan(-step());
  const ahead = () => pan(step());
  return {
    w: () => zoom(1 / 1.4, middleTime()),
    "+": () => zoom(1 / 1.4, middleTime()),
    s: () => zoom(1.4, middleTime()),
    "-": () => zoom(1.4, middleTime()),
    a: back,
    arrowleft: back,
    d: ahead,
    arrowright: ahead,
    arrowup: () => scrollBy(-60),
    arrowdown: () => scrollBy(60),
    0: () => show(...view.whole),
    home: () => show(...view.whole),
    "/": () => document.getElementById("search").focus(),
    "[": () => selectNeighbour(trace, -1),
    "]": () => selectNeighbour(trace, 1),
    z: () => view.selected >= 0 && reveal(trace, view.selected, true),
    f: () => toggle("arrows"),
    c: () => toggle("critical"),
    t: switchTheme,
    "?": showHelp,
    enter: () => nextFound(trace, 1),
    escape: () => {
      document.getElementById("search").value = "";
      findSpans(trace, "");
      select(trace, -1);
    },
  };
}

function listenToKeys(trace) {
  const byKey = keys(trace);
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    if ((key === "enter" || key.startsWith("arrow") || key === "home") && event.target.closest("button, summary")) return;
    if (!Object.hasOwn(byKey, key)) return;
    event.preventDefault();
    byKey[key]();
  });
  const input = document.getElementById("search");
  input.addEventListener("input", () => findSpans(trace, input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") nextFound(trace, event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      input.value = "";
      findSpans(trace, "");
      document.getElementById("timeline").focus();
    }
  });
}

function toggle(what) {
  view[what] = !view[what];
  document.getElementById(what).setAttribute("aria-pressed", String(view[what]));
  redraw();
}

function switchTheme() {
  applyTheme(!theme.dark);
  redraw();
}

function showHelp() {
  const help = document.getElementById("help");
  help.hidden = !help.hidden;
  document.getElementById("help-button").setAttribute("aria-expanded", String(!help.hidden));
}

function listenToButtons() {
  const actions = {
    "zoom-in": () => zoom(1 / 1.6, middleTime()),
    "zoom-out": () => zoom(1.6, middleTime()),
    reset: () => show(...view.whole),
    arrows: () => toggle("arrows"),
    critical: () => toggle("critical"),
    theme: switchTheme,
    "help-button": showHelp,
  };
  for (const [id, action] of Object.entries(actions)) document.getElementById(id).addEventListener("click", action);
}

function listen(trace) {
  const canvas = document.getElementById("timeline");
  listenToWheel(canvas);
  listenToPointers(trace, canvas);
  listenToOverview(document.getElementById("overview"));
  listenToKeys(trace);
  listenToButtons();
  new ResizeObserver(redraw).observe(canvas);
}
