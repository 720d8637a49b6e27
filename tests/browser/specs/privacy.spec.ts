// Nothing leaves the page. Every test holds this by its fixture; here are the visible promises.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

test('a whole session asks only for files of its own, and the counter says 0', async ({ bench, page, watched }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.finding(/privileged/).first().locator('summary').click();
  await bench.tab('Load line').click();
  await page.getByRole('link', { name: 'Rules' }).first().click();
  await page.getByRole('link', { name: /privileged-container/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/privileged/i);

  expect(watched.requests.length).toBeGreaterThan(3);
  expect(await page.evaluate(() => (globalThis as any).plimsoll.requestsSinceLoad())).toBe(0);
  await expect(page.getByRole('banner')).toContainText(/0\s*requests/);
});

test('the text is in no request and in no address', async ({ bench, page, watched }) => {
  const secret = 'keel-haul-4711';
  await bench.open();
  await bench.put(TWO_DOCUMENTS.replace('settings', secret));
  await page.waitForTimeout(600);
  for (const request of watched.requests) expect(request.url() + JSON.stringify(request.headers())).not.toContain(secret);
  expect(page.url()).not.toContain(secret);
  expect(page.url().length).toBeLessThan(100);
});

test('the policy refuses other hosts', async ({ bench, page, watched }) => {
  watched.tolerate(/content security policy|policy violated: connect-src|Fetch API cannot load/i);
  await bench.open();
  const refused = await page.evaluate(() => fetch('https://example.com/').then(() => 'sent', () => 'refused'));
  expect(refused).toBe('refused');
  expect(watched.requests.some((request) => request.url().includes('example.com') && !request.failure())).toBe(false);
});

test('cookies are neither set nor kept', async ({ bench, context }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  expect(await context.cookies()).toEqual([]);
});
