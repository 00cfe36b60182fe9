// Light and dark, and the colours of spans.

const theme = {
  dark: false,
  fills: [],
  colors: {},
  patterns: new Map(),
};

/** Fills on which the text can be read: dark ones with white text, or light ones with black. */
function fillOf(rank) {
  const hue = (250 + rank * 137.508) % 360;
  const shift = 0.05 * (Math.floor(rank / 9) % 3) - 0.03;
  return theme.dark ? `oklch(${0.77 + shift} 0.09 ${hue})` : `oklch(${0.5 + shift} 0.11 ${hue})`;
}

function applyTheme(dark) {
  theme.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const button = document.getElementById("theme");
  button.textContent = dark ? "Light" : "Dark";
  const style = getComputedStyle(document.documentElement);
  for (const name of ["back", "panel", "line", "faint", "text", "soft", "accent", "strong"]) {
    theme.colors[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.colors.onFill = dark ? "#0b0f13" : "#ffffff";
  theme.colors.wait = dark ? "#8b98a5" : "#6b7885";
  theme.fills = Array.from({ length: 27 }, (_, rank) => fillOf(rank));
  theme.patterns.clear();
}

function chooseTheme() {
  const wished = matchMedia("(prefers-color-scheme: dark)");
  applyTheme(wished.matches);
  wished.addEventListener("change", () => {
    applyTheme(wished.matches);
    redraw();
  });
}

/** Diagonal stripes: what is drawn so does not work. */
function stripes(context) {
  let pattern = theme.patterns.get(context);
  if (!pattern) {
    const size = 8;
    const tile = document.createElement("canvas");
    tile.width = tile.height = size;
    const pen = tile.getContext("2d");
    pen.fillStyle = theme.colors.faint;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = theme.colors.wait;
    pen.lineWidth = 1.3;
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift - 1, size + 1);
      pen.lineTo(shift + size + 1, -1);
    }
    pen.stroke();
    pattern = context.createPattern(tile, "repeat");
    theme.patterns.set(context, pattern);
  }
  return pattern;
}

/** The names that take the most time get the colours that differ the most. */
function rankNames(trace) {
  const total = new Float64Array(trace.texts);
  for (let i = 0; i < trace.count; i++) total[trace.name[i]] += trace.end[i] - trace.start[i];
  const order = [];
  for (let name = 0; name < trace.texts; name++) if (total[name] > 0) order.push(name);
  order.sort((a, b) => total[b] - total[a]);
  const color = new Uint8Array(trace.texts);
  order.forEach((name, rank) => {
    color[name] = rank % 27;
  });
  trace.color = color;
}
