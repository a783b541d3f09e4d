// The data of a chart as a table, newest first, with CSV to copy or download.
import { icon } from './kw-icons.js';
import { copy, say } from './kw-copy.js';
import { inUnit, moment } from './kw-format.js';

export class ChartTable {
  constructor(chart, place) {
    this.chart = chart;
    this.place = place;
  }

  draw(data) {
    this.data = data;
    const scrolled = this.place.querySelector('.kw-scroll')?.scrollTop ?? 0;
    const span = data.to - data.from;
    const unit = this.chart.getAttribute('unit');
    const table = document.createElement('table');
    table.className = 'kw-table';
    const head = table.createTHead().insertRow();
    for (const name of ['Time', ...data.series.map(s => s.name)]) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = name;
      head.append(cell);
    }
    const body = table.createTBody();
    for (let i = data.points - 1; i >= 0; i--) {
      const row = body.insertRow();
      row.insertCell().textContent = moment(data.start + i * data.step, this.chart.zone(), span);
      for (const series of data.series) row.insertCell().textContent = inUnit(series.values[i], unit);
    }
    this.place.innerHTML = `<div class="kw-scroll" tabindex="0" role="region"></div><div class="kw-row">`
      + `<button type="button" class="kw-small-button">${icon('download', 14)}CSV</button>`
      + `<button type="button" class="kw-small-button">${icon('copy', 14)}Copy CSV</button></div>`;
    const scroll = this.place.firstChild;
    scroll.setAttribute('aria-label', this.chart.getAttribute('name') + ' as table');
    scroll.append(table);
    scroll.scrollTop = scrolled;
    const [download, copyAll] = this.place.querySelectorAll('button');
    download.addEventListener('click', () => this.download());
    copyAll.addEventListener('click', async () => { await copy(this.csv()); say('Table copied as CSV'); });
  }

  csv() {
    const { series, points, start, step } = this.data;
    const rows = [['time', ...series.map(s => s.name)]];
    for (let i = 0; i < points; i++) {
      rows.push([new Date((start + i * step) * 1000).toISOString(), ...series.map(s => s.values[i] ?? '')]);
    }
    return rows.map(row => row.map(quote).join(',')).join('\r\n') + '\r\n';
  }

  download() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.csv()], { type: 'text/csv' }));
    link.download = this.chart.getAttribute('name').toLowerCase().replace(/[^a-z0-9]+/g, '-') + '.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

/** A name that starts like a formula must not become one in a spreadsheet. */
function quote(value) {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+@-]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}
