// The page can be typed in before its wasm has come, and nothing typed is lost.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

const DELAY_MS = 5_000;

test('text typed before the wasm is kept and checked afterwards', async ({ bench, page }) => {
  await page.route('**/*.wasm', async (route) => {
    await new Promise((done) => setTimeout(done, DELAY_MS));
    await route.continue();
  });
  const begun = Date.now();
  await page.goto(bench.url, { waitUntil: 'commit' });
  await bench.editor.click();
  await page.keyboard.type('# typed early');
  await expect.poll(() => bench.text()).toContain('# typed early');
  expect(Date.now() - begun, 'typed before the wasm came').toBeLessThan(DELAY_MS);
  await expect(bench.status).toContainText('You can type');
  await bench.paste(TWO_DOCUMENTS);

  await bench.running();
  await bench.checked();
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
});

test('text typed before the wasm outlives a reload', async ({ bench, page }) => {
  await page.route('**/*.wasm', () => {});
  await page.goto(bench.url, { waitUntil: 'commit' });
  await bench.editor.click();
  await page.keyboard.type('kind: Pod # typed early');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('plimsoll.text.v1'))).toContain('typed early');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await bench.running();
  expect(await bench.text()).toContain('# typed early');
});

test('wasm that cannot be fetched is said, with the next step', async ({ bench, page, watched }) => {
  watched.tolerate(/ERR_FAILED|Failed to load resource/);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(bench.url);
  await expect(bench.results.getByRole('alert')).toContainText('could not be loaded');
  await bench.editor.click();
  await page.keyboard.type('still here');
  expect(await bench.text()).toContain('still here');
});
