// The value axis: from 0, so that a rate twice as high looks twice as high; below 0 only where a gauge is.

/** A round distance between two ticks, so that `count` of them span `length`. */
export function tick(length, count, whole) {
  const rough = length / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find(factor => factor * power >= rough) * power;
  return whole ? Math.max(1, Math.round(step)) : step;
}

const CLOCK = [15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
const DAY = 86400;

/** The same for seconds: minutes, hours and days are round, and 100 s are not. */
export function clockTick(length, count) {
  const rough = length / count;
  if (rough <= 10) return tick(length, count, false);
  return CLOCK.find(step => step >= rough) ?? tick(length / DAY, count, true) * DAY;
}

/** Both ends of the axis, on ticks. Without any value but 0 it ends at `otherwise`. */
export function extent(min, max, ticks, otherwise) {
  const low = Math.min(min ?? 0, 0);
  const high = Math.max(max ?? 0, 0);
  if (low === high) return [0, otherwise];
  let ends = [low, high];
  // rounding the ends out makes the axis longer, and a longer one may have wider ticks
  for (let i = 0; i < 3; i++) {
    const step = ticks(ends[1] - ends[0]);
    const out = value => Math.ceil(value / step - 1e-9) * step;
    ends = [low < 0 ? -out(-low) : 0, out(high)];
  }
  return ends;
}

/** The ticks between two ends, 0 among them. */
export function splits(low, high, step) {
  const first = Math.round(low / step);
  const count = Math.floor((high - low) / step + 1e-9);
  return Array.from({ length: count + 1 }, (ignored, i) => (first + i) * step);
}
