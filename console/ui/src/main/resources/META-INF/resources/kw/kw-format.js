// Numbers and times in charts, written as io.keepwatch.ui.format.Format writes them.

const GAP = '\u00a0';
export const NONE = '–';

const grouped = value => Math.round(value).toLocaleString('en-US');

/** Three significant digits, thousands separated. */
function digits(value) {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? grouped(rounded) : String(rounded);
}

export function number(value) {
  if (value == null || !Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size < 9995) return digits(value);
  if (size < 999500) return digits(value / 1e3) + GAP + 'k';
  return size < 999500000 ? digits(value / 1e6) + GAP + 'M' : digits(value / 1e9) + GAP + 'G';
}

/** Nanoseconds. */
export function duration(nanos) {
  const size = Math.abs(nanos);
  if (size >= 60e9) return age(nanos / 1e9);
  if (size >= 999.5e6) return digits(nanos / 1e9) + GAP + 's';
  if (size >= 999500) return digits(nanos / 1e6) + GAP + 'ms';
  return size >= 1000 ? digits(nanos / 1e3) + GAP + 'µs' : Math.round(nanos) + GAP + 'ns';
}

/** Nanoseconds; exact milliseconds up to ten seconds, as a trace is read. */
export function spanDuration(nanos) {
  return nanos >= 1e9 && nanos < 10e9 ? grouped(nanos / 1e6) + GAP + 'ms' : duration(nanos);
}

/** Seconds, in the two largest units. */
export function age(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return s + GAP + 's';
  if (s < 3600) return two(Math.floor(s / 60), 'min', s % 60, 's');
  return s < 86400
    ? two(Math.floor(s / 3600), 'h', Math.floor(s % 3600 / 60), 'min')
    : two(Math.floor(s / 86400), 'd', Math.floor(s % 86400 / 3600), 'h');
}

const two = (large, unit, small, smallUnit) => large + GAP + unit + (small ? GAP + small + GAP + smallUnit : '');

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) { value /= 1000; unit++; }
  return digits(value) + GAP + units[unit];
}

/** A share from 0 to 1; what is not all is never 100 %, what is not none never 0 %. */
export function percent(share) {
  const value = share * 100;
  if (value > 0 && value < 0.01) return '<0.01' + GAP + '%';
  if (value > 99 && value < 100) {
    const places = value > 99.9 ? 2 : 1;
    return (Math.floor(value * 10 ** places) / 10 ** places).toFixed(places) + GAP + '%';
  }
  return Number(value.toFixed(value >= 10 ? 0 : value >= 0.095 ? 1 : 2)) + GAP + '%';
}

/** A value in the unit of its chart (io.keepwatch.ui.chart.Unit, in lower case). */
export function inUnit(value, unit) {
  if (value == null || !Number.isFinite(value)) return NONE;
  switch (unit) {
    case 'per_second': return number(value) + GAP + '/s';
    case 'nanoseconds': return duration(value);
    case 'seconds': return duration(value * 1e9);
    case 'percent': return percent(value);
    case 'bytes': return bytes(value);
    case 'bytes_per_second': return bytes(value) + '/s';
    case 'count': return Number.isInteger(value) && Math.abs(value) < 1e9 ? grouped(value) : number(value);
    default: return number(value);
  }
}

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }));
  return formats.get(key);
}

const HM = { hour: '2-digit', minute: '2-digit' };
const HMS = { ...HM, second: '2-digit' };
const DAY = { day: 'numeric', month: 'short' };

export const clock = (seconds, zone, withSeconds = false) => format(zone, withSeconds ? HMS : HM).format(seconds * 1000);
export const day = (seconds, zone) => format(zone, DAY).format(seconds * 1000);

/** For a tooltip: with the day when the range is longer than one, with seconds when it is short. */
export function moment(seconds, zone, span) {
  const time = clock(seconds, zone, span < 6 * 3600);
  return span >= 86400 ? day(seconds, zone) + ' ' + time : time;
}

/** Labels of a time axis: at a change of day its date. */
export function axisTimes(splits, zone, step) {
  let last = null;
  return splits.map(split => {
    const date = day(split, zone);
    const label = step >= 86400 ? date : last !== null && last !== date ? date : clock(split, zone, step < 60);
    last = date;
    return label;
  });
}
