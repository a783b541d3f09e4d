// Which single-letter keys a part of a page may take. Listen in the capture phase, before the frame's own keys.

const OFF = 'kw-keys-off';
let afterG = 0;

document.addEventListener('keydown', event => {
  if (event.key === 'g' && !typing(event)) { afterG = event.timeStamp; } else if (event.key.length === 1) { setTimeout(() => { afterG = 0; }); }
}, true);

const typing = event => {
  const target = event.composedPath()[0];
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
};

const dialogOpen = () =>
  document.querySelector('dialog[open], vaadin-popover[opened], vaadin-dialog[opened], vaadin-confirm-dialog[opened]') !== null;

/** The pressed key, letters in lower case, or null while it belongs to a field, a dialog, or the second half of `G …`. */
export function singleKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event) || dialogOpen()) { return null; }
  if (event.key.length === 1 && (localStorage.getItem(OFF) || event.timeStamp - afterG < 1500)) { return null; }
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
