// The playground in somebody else's page: `embed.js`, its element, and the messages between the two.
import { test as base, expect, type FrameLocator, type Page } from '@playwright/test';
import { serveHost } from '../support/host.ts';
import { serve } from '../support/site.js';

const PRIVILEGED = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        privileged: true
`;
const SPACE = '<p class="tall">Words.</p>';
const CSS = { '/page.css': '.tall { height: 3000px } plimsoll-playground { height: 520px } .dark { background: rgb(20, 24, 28) }' };

interface Fixtures {
  /** Opens a host page with this body. */
  host: (body: string, files?: Record<string, string>) => Promise<string>;
  /** Where the playground is served. */
  site: string;
}

const test = base.extend<Fixtures>({
  site: async ({}, use) => {
    const given = process.env.PLIMSOLL_SITE;
    const server = given ? null : await serve();
    await use(given ? (given.endsWith('/') ? given : `${given}/`) : server!.url);
    await server?.close();
  },
  host: async ({ page, site }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // A file that is not there is what one test is about, and a script opened by itself has no icon.
      if (message.type() === 'error' && !/\/(nowhere\.yaml|favicon\.ico)$/.test(message.location().url)) faults.push(message.text());
    });
    const open: { close: () => Promise<void> }[] = [];
    await use(async (body, files = {}) => {
      const host = await serveHost(site, body, { ...CSS, ...files });
      open.push(host);
      await page.goto(host.url);
      return host.url;
    });
    await Promise.all(open.map((host) => host.close()));
    expect(faults, 'nothing is refused or logged as an error').toEqual([]);
  },
});

const element = (attributes = '', code = PRIVILEGED) => `<plimsoll-playground ${attributes}><pre><code>${code}</code></pre></plimsoll-playground>`;
const frameOf = (page: Page, number = 0): FrameLocator => page.locator('plimsoll-playground').nth(number).locator('iframe').contentFrame();

async function ready(page: Page, number = 0) {
  await expect(page.locator('plimsoll-playground').nth(number)).toHaveAttribute('data-ready', '', { timeout: 20_000 });
}

interface Told {
  findings: { rule: string; line: number; severity: string }[];
  counts: Record<string, number>;
}

const findings = (page: Page) =>
  page.evaluate(() => (document.querySelector('plimsoll-playground') as unknown as { findings: Promise<Told> }).findings);

test('the code in the page is checked, without chrome, under a strict policy', async ({ host, page }) => {
  await host(element());
  await ready(page);
  const frame = frameOf(page);
  await expect(frame.getByRole('region', { name: 'Results' })).toContainText('privileged', { timeout: 20_000 });
  await expect(frame.getByRole('navigation')).toHaveCount(0);
  await expect(frame.getByRole('link', { name: 'Open in Plimsoll' })).toHaveAttribute('href', /^#\/check\/v1\./);
  const told = await findings(page);
  expect(told.findings.find(({ rule }) => rule === 'privileged-container')?.line).toBe(10);
  expect(told.counts.critical! + told.counts.high!).toBeGreaterThan(0);
});

test('nothing moves when the playground comes', async ({ host, page }) => {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { shifts: seen });
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.push((entry as PerformanceEntry & { value: number }).value))).observe({ type: 'layout-shift', buffered: true });
  });
  await host(`${element()}<p>After.</p>`);
  await ready(page);
  await expect(frameOf(page).getByRole('region', { name: 'Results' })).toContainText('privileged', { timeout: 20_000 });
  expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0))).toBe(0);
});

test('what is far away is not loaded until somebody comes near', async ({ host, page }) => {
  await host(`${SPACE}${element()}`);
  await expect(page.locator('plimsoll-playground iframe')).toHaveCount(0);
  await expect(page.locator('plimsoll-playground pre')).toHaveText(/kind: Pod/);
  await page.locator('plimsoll-playground').scrollIntoViewIfNeeded();
  await ready(page);
});

test('the page sets the text and hears of changes', async ({ host, page }) => {
  await host(element());
  await ready(page);
  const texts = await page.evaluate(async () => {
    const playground = document.querySelector('plimsoll-playground') as unknown as HTMLElement & { setText(text: string): void; text: Promise<string> };
    const changed = new Promise<string>((done) => playground.addEventListener('plimsoll-change', (event) => done((event as CustomEvent).detail.text)));
    playground.setText('kind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n');
    return [await changed, await playground.text];
  });
  expect(texts[0]).toContain('kind: Namespace');
  expect(texts[1]).toBe(texts[0]);
  expect((await findings(page)).findings.map(({ rule }) => rule)).not.toContain('privileged-container');
});

test('a manifest is fetched from where `src` says; a missing one is told and the fallback stays', async ({ host, page }) => {
  await host(`${element('src="/pod.yaml"', 'kept')}${element('src="/nowhere.yaml"', 'still here')}`, { '/pod.yaml': PRIVILEGED });
  await ready(page);
  await expect(frameOf(page).getByRole('region', { name: 'Results' })).toContainText('privileged', { timeout: 20_000 });
  const other = page.locator('plimsoll-playground').nth(1);
  await other.scrollIntoViewIfNeeded();
  await expect(other.getByRole('note')).toContainText('the server answered 404');
  await expect(other.getByText('still here')).toBeVisible();
});

test('attributes that make no sense are told, and the rest works', async ({ host, page }) => {
  await host(element('theme="pink" view="../../evil" kubernetes-version="latest" audience="everybody" height="tall"'));
  await ready(page);
  await expect(page.getByRole('note')).toHaveCount(5);
  await expect(page.getByRole('note').filter({ hasText: 'pink' })).toContainText('auto, light, dark, contrast');
  await expect(frameOf(page).getByRole('region', { name: 'Results' })).toContainText('privileged', { timeout: 20_000 });
});

test('version, theme and read-only are as the page asks', async ({ host, page }) => {
  await host(element('kubernetes-version="1.33" theme="dark" read-only'));
  await ready(page);
  const frame = frameOf(page);
  await expect(frame.locator('#status-slot')).toContainText('1.33', { timeout: 20_000 });
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await frame.getByRole('textbox').focus();
  await page.keyboard.type('never');
  expect(await page.evaluate(() => (document.querySelector('plimsoll-playground') as unknown as { text: Promise<string> }).text)).toBe(PRIVILEGED);
});

test('the theme follows the page', async ({ host, page }) => {
  await host(element());
  await ready(page);
  const root = frameOf(page).locator('html');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.evaluate(() => document.body.classList.add('dark'));
  await expect(root).toHaveAttribute('data-theme', 'dark');
});

test('what a person keeps in the playground is not shown in a docs page, nor replaced by it', async ({ host, page, site }) => {
  // Of the same origin, and not the page itself, which would keep its own text when it is left.
  await page.goto(`${site}embed.js`);
  await page.evaluate(() => localStorage.setItem('plimsoll.text.v1', 'kind: Secret # mine\n'));
  await host(element());
  await ready(page);
  expect(await page.evaluate(() => (document.querySelector('plimsoll-playground') as unknown as { text: Promise<string> }).text)).toBe(PRIVILEGED);
  await frameOf(page).getByRole('textbox').focus();
  await page.keyboard.type('# a word\n');
  await page.waitForTimeout(600);
  await page.goto(`${site}embed.js`);
  expect(await page.evaluate(() => localStorage.getItem('plimsoll.text.v1'))).toBe('kind: Secret # mine\n');
});

test('messages of strangers, of other versions and of no shape do nothing', async ({ host, page }) => {
  await host(element());
  await ready(page);
  const frame = page.frames().find((frame) => frame.url().includes('embed=1'))!;
  // From the frame's own window: not the parent.
  await frame.evaluate(() => postMessage({ plimsoll: 1, type: 'set-text', text: 'stolen' }, '*'));
  const answers = await page.evaluate(async () => {
    const heard: string[] = [];
    addEventListener('message', ({ data }) => data.type === 'error' && heard.push(data.message));
    const target = document.querySelector('plimsoll-playground')!.shadowRoot!.querySelector('iframe')!.contentWindow!;
    for (const message of [null, 'x', 7, [], { plimsoll: 2, type: 'set-text', text: 'no' }, { plimsoll: 1, type: 'set-text', text: 7 }, { plimsoll: 1, type: 'set-text', text: 'x'.repeat(2_000_000) }, { plimsoll: 1, type: 'run' }]) target.postMessage(message, '*');
    await new Promise((done) => setTimeout(done, 500));
    return heard;
  });
  expect(answers).toEqual([
    'this page speaks version 1 of the messages, not 2',
    '`text` is to be a string',
    'the text is longer than 1048576 characters',
    'there is no message `run`',
  ]);
  expect(await page.evaluate(() => (document.querySelector('plimsoll-playground') as unknown as { text: Promise<string> }).text)).toBe(PRIVILEGED);
});

test('twenty of them on a page load one by one as they are reached', async ({ host, page }) => {
  await host(Array.from({ length: 20 }, () => element()).join(SPACE));
  await ready(page);
  expect(await page.locator('plimsoll-playground iframe').count()).toBeLessThan(3);
  await page.locator('plimsoll-playground').nth(19).scrollIntoViewIfNeeded();
  await ready(page, 19);
  expect(await page.locator('plimsoll-playground iframe').count()).toBeLessThan(5);
});

test('the keyboard goes through the playground and out of it', async ({ host, page }) => {
  await host(`<p><a href="#a">Before</a></p>${element('height="400"')}<p><a href="#b">After</a></p>`);
  await ready(page);
  await frameOf(page).getByRole('textbox').focus();
  await page.keyboard.press('Escape');
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.textContent === 'After')) return;
  }
  throw new Error('the focus stays in the playground');
});

test('a rule opens in a page of its own, with all of Plimsoll', async ({ host, page, context }) => {
  await host(element('view="rules/privileged-container"'));
  await ready(page);
  const frame = frameOf(page);
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 20_000 });
  const opened = context.waitForEvent('page');
  await frame.locator('#main a[href^="#/rules"]').first().click();
  await expect((await opened).getByRole('navigation').first()).toBeVisible({ timeout: 20_000 });
});
