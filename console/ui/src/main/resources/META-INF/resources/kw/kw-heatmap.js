// <kw-heatmap name="Durations">: bands over time, the darker the more. setData() takes what HeatmapBody writes. The newest counts
// of each band stand in a table for those who do not see the picture.
import { Inks } from './kw-inks.js';
import { axisTimes, moment, number } from './kw-format.js';

const LEFT = 74;
const BOTTOM = 22;
const TOP = 7;
const SHADES = 8;

class KwHeatmap extends HTMLElement {
  connectedCallback() {
    if (!this.canvas) {
      this.innerHTML = '<canvas role="img"></canvas><div class="kw-tip" hidden></div>';
      [this.canvas, this.tip] = this.children;
      this.canvas.addEventListener('pointermove', event => this.hover(event));
      this.canvas.addEventListener('pointerleave', () => { this.tip.hidden = true; });
    }
    this.inks ??= new Inks(this);
    this.resize = new ResizeObserver(() => this.draw());
    this.resize.observe(this);
    this.stopWatching = this.inks.watch(() => this.draw());
  }

  disconnectedCallback() {
    this.resize.disconnect();
    this.stopWatching();
  }

  setData(data) {
    this.data = data;
    this.most = Math.max(0, ...data.bands.flatMap(band => band.counts));
    this.canvas?.setAttribute('aria-label', this.summary());
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this;
    if (!this.data || !width || !height) return;
    const ratio = devicePixelRatio;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const ctx = this.canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.font = "11px 'Instrument Sans', system-ui, sans-serif";
    ctx.textBaseline = 'middle';
    this.cells(ctx, width, height);
    this.names(ctx, height);
    this.times(ctx, width, height);
  }

  cells(ctx, width, height) {
    const { bands, start, step } = this.data;
    const tall = (height - BOTTOM - TOP) / Math.max(1, bands.length);
    bands.forEach((band, row) => band.counts.forEach((count, i) => {
      if (count <= 0) return;
      const left = Math.max(LEFT, this.x(start + (i - .5) * step, width));
      const right = this.x(start + (i + .5) * step, width);
      if (right <= left) return;
      ctx.fillStyle = this.shade(count);
      const gap = right - left > 6 && tall > 6 ? 1 : 0;
      ctx.fillRect(left, height - BOTTOM - (row + 1) * tall, right - left + (gap ? -gap : .5), tall + (gap ? -gap : .5));
    }));
  }

  /** The square root lets rare ones be seen beside many. */
  shade(count) {
    return this.inks.of('acc', Math.max(1, Math.ceil(Math.sqrt(count / this.most) * SHADES)) / SHADES);
  }

  names(ctx, height) {
    const { bands } = this.data;
    const tall = (height - BOTTOM - TOP) / Math.max(1, bands.length);
    const each = Math.ceil(18 / tall);
    ctx.fillStyle = this.inks.of('t3');
    ctx.textAlign = 'right';
    bands.forEach((band, row) => {
      if (row % each === 0) ctx.fillText(band.name, LEFT - 8, height - BOTTOM - (row + .5) * tall);
    });
  }

  times(ctx, width, height) {
    const { from, to, zone } = this.data;
    const wanted = (to - from) / Math.max(1, (width - LEFT) / 90);
    const step = [1, 5, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800].find(one => one >= wanted) ?? 604800;
    const at = [];
    for (let time = Math.ceil(from / step) * step; time <= to; time += step) at.push(time);
    ctx.textAlign = 'center';
    axisTimes(at, zone, step).forEach((words, i) => ctx.fillText(words, this.x(at[i], width), height - BOTTOM / 2 + 2));
  }

  x(time, width) {
    const { from, to } = this.data;
    return LEFT + (time - from) / (to - from) * (width - LEFT);
  }

  hover(event) {
    const { bands, from, to, start, step, zone } = this.data ?? { bands: [] };
    const { clientWidth: width, clientHeight: height } = this;
    const row = Math.floor((height - BOTTOM - event.offsetY) / ((height - BOTTOM - TOP) / Math.max(1, bands.length)));
    const time = from + (event.offsetX - LEFT) / (width - LEFT) * (to - from);
    const i = Math.round((time - start) / step);
    const count = bands[row]?.counts[i];
    this.tip.hidden = count == null || event.offsetX < LEFT;
    if (this.tip.hidden) return;
    this.tip.innerHTML = '<strong></strong><div><span></span><b></b></div>';
    this.tip.querySelector('strong').textContent = moment(start + i * step, zone, to - from);
    this.tip.querySelector('span').textContent = bands[row].name;
    this.tip.querySelector('b').textContent = number(count);
    this.tip.style.left = event.offsetX > width / 2 ? '' : event.offsetX + 14 + 'px';
    this.tip.style.right = event.offsetX > width / 2 ? width - event.offsetX + 14 + 'px' : '';
  }

  summary() {
    const sums = this.data.bands.map(band => [band.name, band.counts.reduce((a, b) => a + b, 0)]).filter(([, sum]) => sum > 0);
    return `${this.getAttribute('name')}. ` + (sums.length ? sums.map(([name, sum]) => `${name}: ${number(sum)}`).join('; ') : 'nothing');
  }
}

customElements.get('kw-heatmap') ?? customElements.define('kw-heatmap', KwHeatmap);
