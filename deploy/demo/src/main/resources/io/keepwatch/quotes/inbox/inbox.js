const $ = id => document.getElementById(id);
const messages = new Map();
let selected = Number(location.hash.slice(1)) || null;
let newest = 0;
let run = null;

const curl = `curl -X POST ${location.origin}/hello -H 'Content-Type: application/json' -d '{"text": "Hello, inbox"}'`;
$('command').textContent = curl;
$('copy').addEventListener('click', event => copy(curl, event.target));
$('clear').addEventListener('click', async () => {
  await fetch('api/messages', {method: 'DELETE'});
  select(null);
  await refresh();
});
$('filter').addEventListener('input', render);
addEventListener('hashchange', () => { selected = Number(location.hash.slice(1)) || null; render(); });
$('messages').addEventListener('keydown', event => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const buttons = [...$('messages').querySelectorAll('button')];
  const target = buttons[buttons.indexOf(document.activeElement) + step];
  if (step && target) { event.preventDefault(); target.click(); focusMessage(selected); }
});

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
}

/* Asks for what is new; a message that the inbox has dropped, or that was cleared elsewhere, goes here too. */
async function refresh() {
  try {
    let listing = await (await fetch(`api/messages?after=${newest}`)).json();
    let changed = listing.messages.length > 0;
    if (listing.run !== run) {
      if (run) { // the inbox was started anew and counts from one again
        messages.clear();
        newest = 0;
        changed = true;
        listing = await (await fetch('api/messages')).json();
      }
      run = listing.run;
    }
    for (const message of listing.messages) {
      messages.set(message.id, message);
      newest = Math.max(newest, message.id);
    }
    for (const id of messages.keys()) {
      if (id < listing.oldestId) { messages.delete(id); changed = true; }
    }
    state('live', 'Live');
    if (changed || $('empty').hidden === (messages.size === 0)) render();
  } catch (failure) {
    state('lost', 'Inbox does not answer');
  }
}

function state(name, text) {
  $('state').className = `state ${name}`;
  if ($('state').lastElementChild.textContent !== text) $('state').lastElementChild.textContent = text;
}

function render() {
  const words = $('filter').value.toLowerCase();
  const shown = [...messages.values()].sort((a, b) => b.id - a.id)
    .filter(m => !words || m.path.toLowerCase().includes(words) || m.body.toLowerCase().includes(words));
  const current = messages.get(selected) ?? shown[0];
  const focused = document.activeElement?.dataset?.id;
  $('empty').hidden = messages.size > 0;
  $('list').hidden = shown.length === 0;
  $('none').hidden = messages.size === 0 || shown.length > 0;
  $('clear').disabled = messages.size === 0;
  $('messages').replaceChildren(...shown.map(m => item(m, m === current)));
  if (focused) focusMessage(focused);
  if (current && $('detail').dataset.id !== String(current.id)) detail(current);
  document.title = messages.size ? `Inbox (${messages.size})` : 'Inbox';
}

const focusMessage = id => $('messages').querySelector(`[data-id="${id}"]`)?.focus();

function select(id) {
  history.replaceState(null, '', id ? `#${id}` : location.pathname);
  selected = id;
}

function item(message, current) {
  const button = make('button', {type: 'button'},
    make('span', {className: 'method'}, message.method),
    make('span', {className: 'path'}, message.path),
    make('time', {dateTime: message.receivedAt}, time(message.receivedAt)),
    make('span', {className: 'peek'}, peek(message)));
  button.dataset.id = message.id;
  if (current) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => { select(message.id); render(); });
  return make('li', {}, button);
}

function detail(message) {
  const json = parsed(message.body);
  const text = json === undefined ? message.body : JSON.stringify(json, null, 2);
  const body = make('pre', {});
  body.append(...(json === undefined ? [text || '(empty)'] : coloured(text)));
  const copyBody = make('button', {type: 'button'}, 'Copy');
  copyBody.addEventListener('click', () => copy(text, copyBody));
  const rows = Object.entries(message.headers).map(([name, value]) =>
    make('tr', {}, make('th', {scope: 'row'}, name), make('td', {}, value)));
  $('detail').dataset.id = message.id;
  $('detail').replaceChildren(
    make('h2', {}, make('span', {className: 'method'}, message.method), ' ', message.path),
    make('p', {className: 'when'}, `${new Date(message.receivedAt).toLocaleString()}, ${message.bytes.toLocaleString()} bytes`),
    make('h3', {}, json === undefined ? 'Body' : 'Body, JSON', copyBody),
    body,
    ...(message.truncated ? [make('p', {className: 'cut'}, 'The rest is cut: the inbox keeps 64 KiB of a body.')] : []),
    make('h3', {}, 'Headers'),
    make('table', {}, make('tbody', {}, ...rows)));
  $('detail').scrollTop = 0;
}

/* Line of JSON text as nodes: never as markup, it came from anybody. */
function coloured(text) {
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/g;
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(text.slice(last, match.index));
    nodes.push(make('span', {className: match[3] ? 'n' : match[2] ? 'k' : 's'}, match[1] ?? match[3]));
    if (match[2]) nodes.push(match[2]);
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes;
}

function peek(message) {
  const json = parsed(message.body);
  const first = json?.alerts?.[0];
  if (first) { // as Alertmanager's webhook tells a group
    const more = json.alerts.length > 1 ? `, and ${json.alerts.length - 1} more` : '';
    return `${json.status}: ${first.annotations?.summary ?? first.labels?.alertname ?? 'an alert'}${more}`;
  }
  const summary = json?.text ?? json?.payload?.summary ?? json?.summary ?? json?.title ?? json?.message ?? json?.status;
  return typeof summary === 'string' ? summary : message.body.replace(/\s+/g, ' ').slice(0, 160) || '(empty)';
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

const time = instant => new Date(instant).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false});

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

refresh();
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
document.addEventListener('visibilitychange', refresh);
