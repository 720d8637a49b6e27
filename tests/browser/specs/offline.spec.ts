// The served page without a network: the service worker keeps one build, whole and undamaged, and says when another one waits.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Bench } from '../support/bench.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';
import { serve, SITE } from '../support/site.js';

interface Copy {
  folder: string;
  url: string;
}

// A copy of the site that a test may change, on an origin of its own.
const test = base.extend<{ copy: Copy }>({
  serviceWorkers: 'allow',
  copy: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-site-'));
    cpSync(SITE, folder, { recursive: true });
    const server = await serve(folder);
    await use({ folder, url: server.url });
    await server.close();
    rmSync(folder, { recursive: true });
  },
});

const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const digest = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** Another build: the page says something else, and the list knows it. */
function deploy({ folder }: Copy, title: string) {
  const page = join(folder, 'index.html');
  const before = readFileSync(page, 'utf8');
  const after = before.replace(/<title>.*<\/title>/, `<title>${title}</title>`).replace('<noscript>', `<noscript data-build="${title}">`);
  writeFileSync(page, after);
  const service = join(folder, 'service.js');
  const list = readFileSync(service, 'utf8');
  writeFileSync(service, list.replace(digest(before), digest(after)).replace(/"version":"\w+"/, `"version":"${title}"`));
}

test('everything works after the network is cut', async ({ copy, context, page }) => {
  const bench = new Bench(page, copy.url);
  await bench.open();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await bench.running();
  await bench.put(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  // What is fetched on demand is there too: the full engine, and a rule's page that was never opened.
  await bench.put('apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: all}\nspec: {privileged: true}\n');
  await expect(bench.results.locator('details.finding').first()).toBeVisible();
  await page.goto(`${copy.url}#/rules/host-pid`);
  await expect(page.getByRole('heading', { name: 'What it checks' })).toBeVisible();
});

test('a new build waits until somebody takes it, and the text stays', async ({ copy, page }) => {
  const bench = new Bench(page, copy.url);
  await bench.open();
  await kept(page);
  await page.reload();
  await bench.running();
  await bench.put(TWO_DOCUMENTS);
  deploy(copy, 'second');
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration!.update()));
  const notice = page.getByRole('status').filter({ hasText: 'A new version of Plimsoll is here' });
  await expect(notice).toBeVisible();
  await expect(page.locator('noscript[data-build=second]')).toHaveCount(0);
  await notice.getByRole('button', { name: 'Use it now' }).click();
  await expect(page.locator('noscript[data-build=second]')).toHaveCount(1);
  await bench.running();
  await expect.poll(() => bench.text()).toBe(TWO_DOCUMENTS);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['plimsoll-second']);
});

test('a build of which a file is damaged is not kept, and the page works', async ({ copy, page }) => {
  const service = join(copy.folder, 'service.js');
  const list = readFileSync(service, 'utf8');
  const sum = digest(readFileSync(join(copy.folder, 'index.html')));
  writeFileSync(service, list.replace(sum, '0'.repeat(64)));
  await page.addInitScript(() => {
    const workers = navigator.serviceWorker;
    const register = workers.register.bind(workers);
    workers.register = async (script) => {
      const registration = await register(script);
      registration.installing!.addEventListener('statechange', ({ target }) => Object.assign(globalThis, { outcome: (target as ServiceWorker).state }), { once: true });
      return registration;
    };
  });
  const bench = new Bench(page, copy.url);
  await bench.open();
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { outcome?: string }).outcome)).toBe('redundant');
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
  await bench.put(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
});

test('the page can be installed: its manifest and icons are there', async ({ copy, page }) => {
  await page.goto(copy.url);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    const manifest = await (await fetch(link.href)).json();
    const icons = await Promise.all(manifest.icons.map(async ({ src }: { src: string }) => (await fetch(new URL(src, link.href))).status));
    return { ...manifest, start: new URL(manifest.start_url, link.href).href, statuses: icons };
  });
  expect(manifest).toMatchObject({ name: 'Plimsoll', display: 'standalone', start: copy.url, statuses: [200, 200] });
});
