// Reads what TimelineData has written: the same parts in the same order.

/** Whole numbers of as few bytes as they need, the lowest seven bits first. */
class Numbers {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    const bytes = this.bytes;
    let byte = bytes[this.at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

async function inflated() {
  const pieces = [];
  for (const element of document.querySelectorAll("script.data")) {
    pieces.push(bytesOf(element.textContent));
    element.remove();
  }
  const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The names and values of arguments; where each span's begin is found once. */
class Details {
  constructor(bytes, count, text) {
    this.bytes = bytes;
    this.text = text;
    this.at = new Uint32Array(count);
    const numbers = new Numbers(bytes);
    for (let i = 0; i < count; i++) {
      this.at[i] = numbers.at;
      for (let rest = 2 * numbers.next(); rest > 0; rest--) numbers.next();
    }
  }

  /** Pairs of key and value. */
  of(index) {
    const numbers = new Numbers(this.bytes);
    numbers.at = this.at[index];
    const pairs = [];
    for (let rest = numbers.next(); rest > 0; rest--) {
      const key = this.text(numbers.next());
      pairs.push([key, this.value(numbers.next())]);
    }
    return pairs;
  }

  value(code) {
    if (code % 2 === 0) return this.text(code / 2);
    const zigzag = (code - 1) / 2;
    return String(zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2);
  }
}

/** Texts by number, decoded when they are asked for. */
function textTable(lengths, bytes) {
  const numbers = new Numbers(lengths);
  const from = [];
  let at = 0;
  while (numbers.at < lengths.length) {
    from.push(at);
    at += numbers.next();
  }
  from.push(at);
  const decoder = new TextDecoder();
  const known = new Map();
  const text = (number) => {
    let found = known.get(number);
    if (found === undefined) {
      found = decoder.decode(bytes.subarray(from[number], from[number + 1]));
      known.set(number, found);
    }
    return found;
  };
  return { text, size: from.length - 1 };
}

function column(bytes, values) {
  const numbers = new Numbers(bytes);
  for (let i = 0; i < values.length; i++) values[i] = numbers.next();
  return values;
}

function readLanes(trace, counts) {
  const numbers = new Numbers(counts);
  trace.lanes = [];
  let from = 0;
  trace.header.rows.forEach((row, number) => {
    row.firstLane = trace.lanes.length;
    row.number = number;
    for (let lane = 0; lane < row.lanes; lane++) {
      const count = numbers.next();
      trace.lanes.push({ row: number, lane, from, to: from + count });
      from += count;
    }
  });
  trace.count = from;
}

function readSpans(trace, parts) {
  readLanes(trace, parts.next());
  const n = trace.count;
  const starts = column(parts.next(), new Float64Array(n));
  for (const lane of trace.lanes) {
    for (let i = lane.from + 1; i < lane.to; i++) starts[i] += starts[i - 1];
  }
  const ends = column(parts.next(), new Float64Array(n));
  // The sum of the lengths of all spans before, to tell how full a pixel is.
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i] + ends[i];
    ends[i] += starts[i];
  }
  trace.start = starts;
  trace.end = ends;
  trace.sums = sums;
  trace.name = column(parts.next(), new Uint32Array(n));
  trace.category = column(parts.next(), new Uint32Array(n));
  trace.kind = column(parts.next(), new Uint8Array(n));
  return parts.next();
}

function readInstants(bytes) {
  const numbers = new Numbers(bytes);
  const instants = [];
  for (let rest = numbers.next(); rest > 0; rest--) {
    instants.push({ row: numbers.next(), time: numbers.next(), name: numbers.next() });
  }
  return instants;
}

function readArrows(bytes) {
  const numbers = new Numbers(bytes);
  const n = numbers.next();
  const arrows = {
    count: n,
    fromRow: new Uint32Array(n),
    fromLane: new Uint16Array(n),
    from: new Float64Array(n),
    toRow: new Uint32Array(n),
    toLane: new Uint16Array(n),
    to: new Float64Array(n),
    label: new Uint32Array(n),
  };
  for (let i = 0; i < n; i++) {
    arrows.fromRow[i] = numbers.next();
    arrows.fromLane[i] = numbers.next();
    arrows.from[i] = numbers.next();
    arrows.toRow[i] = numbers.next();
    arrows.toLane[i] = numbers.next();
    arrows.to[i] = numbers.next();
    arrows.label[i] = numbers.next();
  }
  return arrows;
}

/** Of each row the disjoint intervals when it is busy, and how long it was before each. */
function readBusy(bytes, rows) {
  const numbers = new Numbers(bytes);
  return rows.map(() => {
    const n = numbers.next();
    const busy = { from: new Float64Array(n), to: new Float64Array(n), sum: new Float64Array(n + 1) };
    let at = 0;
    for (let i = 0; i < n; i++) {
      busy.from[i] = at += numbers.next();
      busy.to[i] = at += numbers.next();
      busy.sum[i + 1] = busy.sum[i] + busy.to[i] - busy.from[i];
    }
    return busy;
  });
}

function readCounters(bytes, counters) {
  const numbers = new Numbers(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const counter of counters) {
    const n = numbers.next();
    counter.times = new Float64Array(n);
    counter.values = new Float64Array(n);
    counter.max = 0;
    counter.min = 0;
    for (let i = 0; i < n; i++) {
      counter.times[i] = numbers.next();
      counter.values[i] = view.getFloat64(numbers.at, true);
      numbers.at += 8;
      if (counter.values[i] > counter.max) counter.max = counter.values[i];
      if (counter.values[i] < counter.min) counter.min = counter.values[i];
    }
  }
  return counters;
}

function readPath(bytes) {
  const numbers = new Numbers(bytes);
  const path = [];
  for (let rest = numbers.next(); rest > 0; rest--) {
    const piece = { row: numbers.next(), start: numbers.next(), end: numbers.next() };
    piece.end += piece.start;
    path.push(piece);
  }
  return path;
}

function* partsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const length = view.getUint32(at, true);
    yield bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

async function readTrace() {
  const iterator = partsOf(await inflated());
  const parts = { next: () => iterator.next().value };
  const trace = { header: JSON.parse(new TextDecoder().decode(parts.next())) };
  trace.rows = trace.header.rows;
  const args = readSpans(trace, parts);
  trace.instants = readInstants(parts.next());
  const instantArgs = parts.next();
  trace.arrows = readArrows(parts.next());
  trace.busy = readBusy(parts.next(), trace.rows);
  trace.counters = readCounters(parts.next(), trace.header.counters);
  trace.path = readPath(parts.next());
  const lengths = parts.next();
  const texts = textTable(lengths, parts.next());
  trace.text = texts.text;
  trace.texts = texts.size;
  trace.details = new Details(args, trace.count, texts.text);
  trace.instantDetails = new Details(instantArgs, trace.instants.length, texts.text);
  return trace;
}
