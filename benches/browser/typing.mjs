// Measures what a person feels on dist/site: `node benches/browser/typing.mjs`, after `cargo xtask build` and the browser tests' `npm ci`.
// A neighbour on the same host takes time away from a virtual machine at any moment, so each measure is repeated on fresh pages and its best run
// stands beside the middle one: the page is no slower than that. The last line says how much of the time was taken away.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { serve } from '../../tests/browser/support/site.js';

const require = createRequire(new URL('../../tests/browser/package.json', import.meta.url));
const { chromium } = require('@playwright/test');

const KEYS = 200;
const RUNS = 7;

const site = process.env.PLIMSOLL_SITE ? { url: process.env.PLIMSOLL_SITE, close() {} } : await serve();
const browser = await chromium.launch({
  executablePath: process.env.PLIMSOLL_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync'],
});
try {
  const before = ticks();
  const rows = { ...(await opening()), ...(await pasting(500)), ...(await typing(500)), ...(await typing(5_000)) };
  const whole = (ms) => Math.round(ms * 10) / 10;
  const row = ([name, runs]) => [name, { 'best run, ms': whole(Math.min(...runs)), 'middle run, ms': whole(median(runs)) }];
  console.table(Object.fromEntries(Object.entries(rows).map(row)));
  const after = ticks();
  if (after) console.log(`${Math.round((100 * (after.stolen - before.stolen)) / (after.all - before.all))} % of the processors' time was taken by the host`);
} finally {
  await browser.close();
  await site.close();
}

/** From the click on a link to a page that can be typed in, and to the first finding of the kept text. */
async function opening() {
  const editable = [];
  const found = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await browser.newPage();
    await page.addInitScript(keep, workload(50));
    const begun = performance.now();
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.locator('code-editor .cm-content').waitFor();
    editable.push(performance.now() - begun);
    await page.locator('#results-slot details.finding').first().waitFor();
    found.push(performance.now() - begun);
    await page.close();
  }
  return { 'opening the page, until one can type': editable, 'opening the page, until the first finding': found };
}

async function pasting(lines) {
  const took = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await opened('');
    took.push(
      await page.evaluate(async (text) => {
        const slot = document.getElementById('results-slot');
        const begun = performance.now();
        document.querySelector('code-editor').value = text;
        await new Promise((done) => {
          const look = () => slot.querySelector('details.finding') && (observer.disconnect(), done());
          const observer = new MutationObserver(look);
          observer.observe(slot, { childList: true, subtree: true });
          look();
        });
        return performance.now() - begun;
      }, workload(lines)),
    );
    await page.close();
  }
  return { [`pasting ${lines} lines, until the first finding`]: took };
}

/** Keys pressed one by one in the middle of a long file that has been checked. */
async function typing(lines) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await typed(lines));
  return {
    [`a key in ${lines} lines until its frame, middle of ${KEYS}`]: runs.map(({ keys }) => median(keys)),
    [`a key in ${lines} lines until its frame, 95th of 100`]: runs.map(({ keys }) => quantile(keys, 0.95)),
    [`typing in ${lines} lines, longest task of the page (0: none over 50)`]: runs.map(({ tasks }) => Math.max(0, ...tasks)),
  };
}

async function typed(lines) {
  const page = await opened(workload(lines));
  await page.locator('#results-slot details.finding').first().waitFor();
  const middle = Math.floor(lines / 2);
  await page.evaluate((line) => {
    const editor = document.querySelector('code-editor');
    editor.goTo(line, 1, { focus: true });
    editor.focusEditor();
    const seen = { keys: [], tasks: [] };
    globalThis.seen = seen;
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
    const channel = new MessageChannel();
    const waiting = [];
    channel.port1.onmessage = () => seen.keys.push(performance.now() - waiting.shift());
    // The stamp of the event is when the key went down; the message comes after the frame that shows it.
    addEventListener(
      'keydown',
      (event) => requestAnimationFrame(() => (waiting.push(event.timeStamp), channel.port2.postMessage(null))),
      { capture: true },
    );
  }, middle);
  await page.keyboard.press('End');
  for (let key = 0; key < KEYS; key++) await page.keyboard.press(key % 40 === 39 ? 'Enter' : 'x', { delay: 30 });
  await page.waitForTimeout(1_000);
  const seen = await page.evaluate(() => globalThis.seen);
  await page.close();
  return seen;
}

async function opened(text) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(keep, text);
  await page.goto(site.url);
  await page.locator('[data-until-ui]').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  return page;
}

function keep(text) {
  if (text) localStorage.setItem('plimsoll.text.v1', text);
  else localStorage.removeItem('plimsoll.text.v1');
}

function workload(lines) {
  const documents = [];
  for (let number = 0, length = 0; length < lines; number++) {
    const document = deployment(number);
    documents.push(document);
    length += document.split('\n').length;
  }
  return documents.join('---\n');
}

function deployment(number) {
  const name = `service-${number}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: main
          image: registry.example.com/${name}:1.${number}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
`;
}

function median(values) {
  return quantile(values, 0.5);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** What Linux counts of all processors together: ticks, and those of them that the host gave to somebody else. */
function ticks() {
  try {
    const counts = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1, 9).map(Number);
    return { all: counts.reduce((sum, count) => sum + count, 0), stolen: counts[7] };
  } catch {
    return null;
  }
}
