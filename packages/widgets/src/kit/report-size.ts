import type { Bridge } from './bridge.ts';

/** Tells the host the height of the content whenever it changes, so that the frame needs no scroll bar of its own. */
export function reportSize(bridge: Pick<Bridge, 'sendSize'>): void {
  let reported = '';
  const report = () => {
    // The root's own height is that of the window, so the page would never become smaller.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const width = Math.ceil(window.innerWidth);
    if (reported === `${width} ${height}`) return;
    reported = `${width} ${height}`;
    bridge.sendSize({ width, height });
  };
  new ResizeObserver(report).observe(document.body);
  report();
}
