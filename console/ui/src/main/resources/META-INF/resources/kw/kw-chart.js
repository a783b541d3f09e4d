// <kw-chart name="Requests" unit="per_second" zone="UTC">: a chart over time on uPlot. setData() takes what
// io.keepwatch.ui.chart.ChartJson writes. Gaps stay gaps; the bucket that is still filling is dashed.
import uPlot from './vendor/uplot/dist/uPlot.esm.js';
import { glyphShape, icon } from './kw-icons.js';
import { axisTimes, clock, inUnit, moment } from './kw-format.js';
import { Inks } from './kw-inks.js';
import { clockTick, extent, splits, tick } from './kw-chart-axis.js';
import { columns, seriesOptions, signature } from './kw-chart-series.js';
import { ChartTable } from './kw-chart-table.js';

const FONT = "11px 'Instrument Sans', system-ui, sans-serif";
const LANE = 27;

class KwChart extends HTMLElement {
  static observedAttributes = ['zone', 'links', 'name'];

  connectedCallback() {
    if (!this.plot) this.build();
    this.inks ??= new Inks(this);
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.plot);
    this.stopWatching = this.inks.watch(() => { this.u?.redraw(false); this.drawLegend(); });
    this.keys = event => this.key(event);
    document.addEventListener('keydown', this.keys);
    this.render();
  }

  disconnectedCallback() {
    this.resize.disconnect();
    this.stopWatching();
    document.removeEventListener('keydown', this.keys);
    this.closeMenu();
    this.u?.destroy();
    this.u = null;
  }

  attributeChangedCallback() { if (this.plot && this.isConnected) this.rebuild(); }

  setData(data) {
    const same = this.data && signature(data) === signature(this.data);
    this.data = data;
    this.dispatchEvent(new CustomEvent('kw-data', { detail: data }));
    if (same && this.u) this.update();
    else this.rebuild();
  }

  build() {
    this.innerHTML = `<div class="kw-chart-tools"><div class="kw-legend"></div>`
      + `<button type="button" class="kw-icon-button" title="Show as table (T)" aria-pressed="false">${icon('table')}</button></div>`
      + `<div class="kw-plot" role="figure"></div><div class="kw-lanes"></div><div class="kw-chart-table" hidden></div>`;
    [this.tools, this.plot, this.lanes, this.tablePlace] = this.children;
    this.legend = this.tools.firstChild;
    this.button = this.tools.lastChild;
    this.table = new ChartTable(this, this.tablePlace);
    this.button.setAttribute('aria-label', `${this.getAttribute('name')} as table`);
    this.button.addEventListener('click', () => this.toggle());
  }

  render() { if (this.data && !this.u) this.rebuild(); }

  rebuild() {
    this.u?.destroy();
    this.u = null;
    if (!this.data || !this.isConnected || !this.plot.clientWidth) return;
    this.closeMenu();
    this.u = new uPlot(this.options(), columns(this.data), this.plot);
    this.u.over.addEventListener('click', event => this.point(event));
    this.after();
  }

  update() {
    this.u.setData(columns(this.data), true);
    this.after();
  }

  after() {
    this.drawLegend();
    this.drawMarks();
    this.drawLanes();
    this.plot.setAttribute('aria-label', this.summary());
    if (!this.tablePlace.hidden) this.table.draw(this.data);
  }

  fit() {
    if (!this.u) return this.rebuild();
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (width && height && (this.u.width !== width || this.u.height !== height)) {
      this.u.setSize({ width, height });
      this.drawMarks();
      this.drawLanes();
    }
  }

  options() {
    const bare = this.hasAttribute('bare');
    return {
      width: this.plot.clientWidth,
      height: Math.max(40, this.plot.clientHeight),
      padding: bare ? [2, 0, 2, 0] : [10, 10, 0, 0],
      legend: { show: false },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), this.zone()),
      cursor: bare ? { show: false } : {
        y: false,
        points: { size: 6, width: 1.5, fill: () => this.inks.of('card') },
        drag: { x: true, y: false, setScale: false, dist: 5 },
        sync: { key: 'kw', setSeries: false, scales: ['x', null] },
        bind: { dblclick: () => null },
      },
      scales: {
        x: { time: true, range: () => [this.data.from, this.data.to] },
        y: this.hasAttribute('log') ? { distr: 3 } : { range: (u, min, max) => this.extent(min, max) },
      },
      axes: bare ? [{ show: false }, { show: false }] : [this.timeAxis(), this.valueAxis()],
      series: [{}, ...seriesOptions(this.data, this.inks)],
      bands: seriesOptions.bands(this.data),
      hooks: {
        drawAxes: [u => this.drawThreshold(u)],
        setSelect: [u => this.zoom(u)],
        setCursor: [u => this.hover(u)],
      },
    };
  }

  timeAxis() {
    return {
      stroke: () => this.inks.of('t3'), font: FONT, size: 22, gap: 5, space: 90, grid: { show: false }, ticks: { show: false },
      values: (u, splits, axis, space, step) => axisTimes(splits, this.zone(), step),
    };
  }

  valueAxis() {
    return {
      stroke: () => this.inks.of('t3'), font: FONT, gap: 8, ticks: { show: false },
      size: (u, values) => this.gutter(values),
      grid: { stroke: () => this.inks.of('grid'), width: 1 },
      splits: this.hasAttribute('log') ? undefined : u => splits(u.scales.y.min, u.scales.y.max, this.ticks(u.scales.y.max - u.scales.y.min)),
      values: (u, splits) => splits.map((v, i) => this.axisValue(v, i === splits.length - 1)),
    };
  }

  /** Lanes have their names where the axis has its values. */
  gutter(values) {
    const widest = Math.max(0, ...(values ?? []).map(v => (v ?? '').length)) * 6.4 + 16;
    return this.data.lanes.length ? Math.max(96, widest) : Math.max(34, widest);
  }

  axisValue(value, top) {
    const unit = this.getAttribute('unit');
    if (value === 0 && unit !== 'percent') return '0';
    return unit === 'per_second' && !top ? inUnit(value, 'none') : inUnit(value, unit);
  }

  extent(min, max) {
    const unit = this.getAttribute('unit');
    const least = Number(this.getAttribute('top') ?? 0);
    const limit = Number(this.getAttribute('threshold') ?? 0);
    const over = max > least && max < least * 1.01; // shares whose sum is rounded to a little more than all
    return extent(min, Math.max(over ? 0 : max ?? 0, least, limit * 1.1), length => this.ticks(length), unit === 'percent' ? 0.01 : 1);
  }

  ticks(length) {
    const count = this.plot.clientHeight < 130 ? 2 : 3.6;
    return this.getAttribute('unit') === 'seconds' ? clockTick(length, count) : tick(length, count, this.getAttribute('unit') === 'count');
  }

  drawThreshold(u) {
    const value = Number(this.getAttribute('threshold'));
    if (!value) return;
    const y = u.valToPos(value, 'y', true);
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.inks.of('crit');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = FONT.replace('11px', 11 * devicePixelRatio + 'px');
    ctx.textAlign = 'left';
    ctx.fillText(this.getAttribute('threshold-label') ?? '', bbox.left + 5 * devicePixelRatio, y - 5 * devicePixelRatio);
    ctx.restore();
  }

  /** Marks are elements over the plot: sharp, hoverable, the same glyphs as in lists. */
  drawMarks() {
    this.u.over.querySelectorAll('.kw-mark').forEach(mark => mark.remove());
    for (const event of this.data.marks) {
      if (event.at < this.data.from || event.at > this.data.to) continue;
      const mark = document.createElement(event.address ? 'a' : 'div');
      mark.className = 'kw-mark';
      if (event.address) { mark.href = event.address; mark.tabIndex = -1; }
      mark.style.left = this.share(event.at) * 100 + '%';
      mark.title = `${moment(event.at, this.zone(), 0)} ${event.label}`;
      mark.innerHTML = this.hasAttribute('bare') || this.data.lanes.length ? ''
        : `<svg width="12" height="12" viewBox="0 0 14 14" aria-hidden="true">${glyphShape(event.glyph)}</svg>`;
      this.u.over.append(mark);
    }
  }

  drawLanes() {
    const left = this.u.bbox.left / devicePixelRatio;
    const width = this.u.bbox.width / devicePixelRatio;
    this.lanes.replaceChildren(...this.data.lanes.map(lane => this.lane(lane, left, width)));
  }

  lane(lane, left, width) {
    const row = document.createElement('div');
    row.className = 'kw-lane';
    row.innerHTML = `<span></span><div class="kw-lane-line" style="left:${left}px;width:${width}px"></div>`;
    row.firstChild.textContent = lane.name;
    for (const event of lane.events) {
      if (event.at < this.data.from || event.at > this.data.to) continue;
      const dot = document.createElement(event.address ? 'a' : 'span');
      dot.className = 'kw-lane-event';
      if (event.address) dot.href = event.address;
      else dot.setAttribute('role', 'img');
      const words = `${moment(event.at, this.zone(), 0)} ${event.label}`;
      dot.title = words;
      dot.setAttribute('aria-label', words);
      dot.style.left = left + this.share(event.at) * width + 'px';
      dot.innerHTML = `<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${glyphShape(event.glyph)}</svg>`;
      row.append(dot);
    }
    return row;
  }

  /** Where a time is on the axis, from 0 to 1; uPlot's own scale follows new data only after this task. */
  share(time) { return (time - this.data.from) / (this.data.to - this.data.from); }

  drawLegend() {
    if (!this.hasAttribute('legend') || !this.data) return;
    this.legend.replaceChildren(...this.data.series.map(series => {
      const entry = document.createElement('span');
      entry.innerHTML = swatch(series);
      entry.append(series.name);
      return entry;
    }));
  }

  zoom(u) {
    const { left, width } = u.select;
    if (width > 4) {
      const detail = { from: u.posToVal(left, 'x'), to: u.posToVal(left + width, 'x') };
      this.dispatchEvent(new CustomEvent('kw-zoom', { detail }));
      this.zoomedAt = Date.now();
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
  }

  hover(u) {
    const index = u.cursor.idx;
    const mine = u.over.matches(':hover');
    this.dispatchEvent(new CustomEvent('kw-cursor', { detail: { index: index ?? null } }));
    if (index == null || !mine) {
      this.tip?.remove();
      this.tip = null;
      return;
    }
    if (!this.tip) {
      this.tip = document.createElement('div');
      this.tip.className = 'kw-tip';
      u.over.append(this.tip);
    }
    const data = this.data;
    const at = data.start + index * data.step;
    this.tip.replaceChildren(title(moment(at, this.zone(), data.to - data.from) + (data.incomplete && index === data.points - 1 ? ', still filling' : '')),
      ...[...data.series].map(series => this.tipRow(series, index)));
    const right = u.cursor.left > u.over.clientWidth / 2;
    this.tip.style.left = right ? '' : u.cursor.left + 12 + 'px';
    this.tip.style.right = right ? u.over.clientWidth - u.cursor.left + 12 + 'px' : '';
  }

  tipRow(series, index) {
    const row = document.createElement('div');
    row.innerHTML = `${swatch(series)}<span></span><b></b>`;
    row.querySelector('span').textContent = series.name;
    row.querySelector('b').textContent = inUnit(series.values[index], this.getAttribute('unit'));
    return row;
  }

  point(event) {
    if (Date.now() - (this.zoomedAt ?? 0) < 300 || event.target.closest('.kw-mark')) return;
    const index = this.u.cursor.idx;
    const links = (this.getAttribute('links') ?? '').split('\n').filter(Boolean).map(line => line.split('\t'));
    this.closeMenu();
    if (index == null || !links.length) return;
    const from = this.data.start + index * this.data.step;
    const iso = seconds => new Date(seconds * 1000).toISOString();
    const menu = document.createElement('div');
    menu.className = 'kw-point-menu';
    menu.setAttribute('role', 'menu');
    menu.append(title(moment(from, this.zone(), this.data.to - this.data.from)));
    for (const [label, address] of links) {
      const link = document.createElement('a');
      link.setAttribute('role', 'menuitem');
      link.textContent = label;
      link.href = address.replace('{from}', iso(from)).replace('{to}', iso(from + this.data.step));
      menu.append(link);
    }
    menu.style.left = this.plot.offsetLeft + this.u.bbox.left / devicePixelRatio
      + Math.min(this.u.cursor.left, this.u.over.clientWidth - 150) + 'px';
    menu.style.top = this.plot.offsetTop + Math.min(Math.max(0, this.u.cursor.top - 10), 60) + 'px';
    this.append(menu);
    this.menu = menu;
    menu.querySelector('a').focus();
    this.outside = press => { if (!menu.contains(press.target)) this.closeMenu(); };
    setTimeout(() => document.addEventListener('pointerdown', this.outside), 0);
  }

  closeMenu() {
    document.removeEventListener('pointerdown', this.outside);
    this.menu?.remove();
    this.menu = null;
  }

  key(event) {
    if (event.key === 'Escape' && this.menu) return this.closeMenu();
    const wanted = event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (wanted && this.matches(':hover, :focus-within') && !document.activeElement.matches('input, textarea')) {
      event.preventDefault();
      this.toggle();
    }
  }

  toggle() { this.showTable(this.tablePlace.hidden); }

  showTable(table) {
    if (table !== this.tablePlace.hidden) return;
    this.tablePlace.hidden = !table;
    this.plot.hidden = table;
    this.lanes.hidden = table;
    this.button.setAttribute('aria-pressed', String(table));
    if (table && this.data) this.table.draw(this.data);
    if (!table) this.fit();
  }

  /** One sentence for those who do not see the picture. */
  summary() {
    const { series, from, to } = this.data;
    const unit = this.getAttribute('unit');
    const parts = series.map(one => {
      const known = one.values.filter(v => v != null);
      if (!known.length) return `${one.name}: no value`;
      return `${one.name}: last ${inUnit(known.at(-1), unit)}, least ${inUnit(Math.min(...known), unit)}, most ${inUnit(Math.max(...known), unit)}`;
    });
    const events = this.data.marks.length ? ` ${this.data.marks.length} events marked.` : '';
    return `${this.getAttribute('name')}, ${clock(from, this.zone())} to ${clock(to, this.zone())}. ${parts.join('; ')}.${events}`;
  }

  zone() { return this.getAttribute('zone') || 'UTC'; }
}

const DASHES = { dashed: '6 3', dotted: '2 3', dash_dot: '8 3 2 3' };

const swatch = series => series.shape === 'line'
  ? `<svg class="kw-swatch" width="16" height="8" viewBox="0 0 16 8" aria-hidden="true"><path d="M0 4h16" stroke="var(--kw-${series.ink})" `
    + `stroke-width="2" fill="none" stroke-dasharray="${DASHES[series.dash] ?? ''}"/></svg>`
  : `<i class="kw-swatch" style="background:var(--kw-${series.ink})"></i>`;

function title(text) {
  const line = document.createElement('strong');
  line.textContent = text;
  return line;
}

customElements.get('kw-chart') ?? customElements.define('kw-chart', KwChart);
