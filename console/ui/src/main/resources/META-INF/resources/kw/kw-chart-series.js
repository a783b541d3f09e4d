// From the server's series to uPlot's: stacking, gaps, and the bucket that is still filling.
import uPlot from './vendor/uplot/dist/uPlot.esm.js';

const DASH = { solid: [], dashed: [6, 3], dotted: [2, 3], dash_dot: [8, 3, 2, 3] };
const FILLING = [3, 3];
const AREA = 0.13;

/** What must stay the same for a chart to be updated instead of being built again. */
export const signature = data => JSON.stringify([
  data.series.map(s => [s.name, s.ink, s.shape, s.dash, s.stacked]), data.lanes.length > 0, data.incomplete]);

/** uPlot's columns: times, then one column per entry of plan(). */
export function columns(data) {
  const times = Array.from({ length: data.points }, (ignored, i) => data.start + i * data.step);
  const tops = stack(data.series);
  return [times, ...plan(data).map(entry => cut(tops[entry.index], entry.part))];
}

/** Each series on top of the stacked ones before it. */
function stack(series) {
  let base = null;
  return series.map(one => {
    if (!one.stacked) return one.values;
    const top = base ? one.values.map((v, i) => v == null ? null : v + (base[i] ?? 0)) : one.values;
    base = top;
    return top;
  });
}

/**
 * Which uPlot series are drawn, in which order. A stack from its top down: bars are drawn from 0, and where the upper
 * series is 0 the line of the lower one must be seen.
 * A line whose last bucket is still filling is two: the solid part, and the dashed last stretch.
 */
function plan(data) {
  const order = data.series.map((series, index) => ({ series, index }));
  const bars = order.filter(entry => entry.series.shape === 'bars').reverse();
  const areas = order.filter(entry => entry.series.shape !== 'bars' && entry.series.stacked).reverse();
  const rest = [...areas, ...order.filter(entry => entry.series.shape !== 'bars' && !entry.series.stacked)];
  const split = data.incomplete && data.points > 1;
  return [...bars.map(entry => ({ ...entry, part: 'all' })),
    ...rest.map(entry => ({ ...entry, part: split ? 'whole' : 'all' })),
    ...(split ? rest.map(entry => ({ ...entry, part: 'filling' })) : [])];
}

function cut(values, part) {
  const last = values.length - 1;
  if (part === 'all') return values;
  return part === 'whole' ? values.map((v, i) => i === last ? null : v) : values.map((v, i) => i < last - 1 ? null : v);
}

export function seriesOptions(data, inks) {
  return plan(data).map(({ series, part }) => {
    const bars = series.shape === 'bars';
    return {
      label: series.name,
      stroke: () => inks.of(series.ink),
      width: bars ? 0 : series.shape === 'area' ? 1.5 : 1.6,
      dash: part === 'filling' ? FILLING : DASH[series.dash],
      fill: bars ? () => inks.of(series.ink) : series.shape === 'area' ? () => inks.of(series.ink, areaShare(series)) : undefined,
      paths: bars ? uPlot.paths.bars({ size: [0.86, 40], align: 1 }) : undefined,
      spanGaps: false,
      points: { show: (u, i) => alone(u.data[i]) },
    };
  });
}

/** Failures on top of what succeeded must be seen; the rest is a tint. */
const areaShare = series => series.stacked && series.ink === 'c6' ? 0.5 : AREA;

/** Between a stacked area and the one below it. */
seriesOptions.bands = data => {
  const entries = plan(data);
  const bands = [];
  entries.forEach((entry, i) => {
    if (entry.series.shape !== 'area' || !entry.series.stacked) return;
    const below = entries.findIndex(other => other.part === entry.part && other.series.shape === 'area' && other.series.stacked
      && other.index === previousStacked(data, entry.index));
    if (below >= 0) bands.push({ series: [i + 1, below + 1] });
  });
  return bands;
};

function previousStacked(data, index) {
  for (let i = index - 1; i >= 0; i--) if (data.series[i].stacked) return i;
  return -1;
}

/** A single value between gaps has no line: show it as a point. */
const alone = values => values.some((v, i) => v != null && values[i - 1] == null && values[i + 1] == null);
