// Light and dark, and what all charts have in common.

const theme = { dark: false, colors: {} };
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];
const charts = new Map();

function applyTheme(dark) {
  theme.dark = dark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  element("theme").textContent = dark ? "Light" : "Dark";
  const style = getComputedStyle(document.documentElement);
  for (const name of ["back", "panel", "line", "faint", "text", "soft", "accent", "costs", "even", "pays", ...MODES]) {
    theme.colors[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

function chooseTheme(redraw) {
  const wished = matchMedia("(prefers-color-scheme: dark)");
  const linked = new URLSearchParams(location.hash.slice(1)).get("theme");
  applyTheme(linked ? linked === "dark" : wished.matches);
  wished.addEventListener("change", () => {
    applyTheme(wished.matches);
    redraw();
  });
  element("theme").addEventListener("click", () => {
    applyTheme(!theme.dark);
    redraw();
  });
}

/** Lines of an ordered kind, told apart by shade and symbol. */
function shade(index, all) {
  const step = all > 1 ? index / (all - 1) : 1;
  return theme.dark ? `hsl(${190 + 60 * step}, 70%, ${55 + 22 * step}%)` : `hsl(${190 + 60 * step}, 75%, ${46 - 16 * step}%)`;
}

/** Draws `option` into the element `id`; `text` says what is to be seen there. */
function draw(id, text, option) {
  const box = element(id);
  let chart = charts.get(id);
  if (!chart) {
    chart = echarts.init(box, null, { renderer: "svg" });
    charts.set(id, chart);
  }
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", text);
  const { colors } = theme;
  chart.setOption(
    {
      animation: false,
      textStyle: { fontFamily: "system-ui, sans-serif", color: colors.text },
      grid: { left: 4, right: 16, top: 34, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
      tooltip: {
        confine: true,
        backgroundColor: colors.panel,
        borderColor: colors.line,
        textStyle: { color: colors.text, fontSize: 13 },
      },
      ...option,
    },
    true,
  );
  return chart;
}

/** An axis in the theme's colours. */
function axis(name, more) {
  const { colors } = theme;
  return {
    name,
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: { color: colors.soft, fontSize: 12 },
    axisLabel: { color: colors.soft, fontSize: 12 },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { lineStyle: { color: colors.line } },
    splitLine: { lineStyle: { color: colors.faint } },
    ...more,
  };
}

function legend(names) {
  return { data: names, top: 0, left: 0, itemWidth: 18, textStyle: { color: theme.colors.text, fontSize: 12 } };
}

/** A dashed line where nothing is gained. */
function evenLine() {
  return {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: theme.colors.soft, type: "dashed", width: 1 },
    data: [{ yAxis: 1 }],
  };
}
