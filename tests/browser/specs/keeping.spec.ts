// The text is kept in this browser, and where it cannot be kept the page says so and goes on.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

test('a reload keeps the text', async ({ bench, page }) => {
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  await page.reload();
  await bench.running();
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
  await bench.checked();
  await expect(bench.finding(/privileged/).first()).toBeVisible();
});

test('a reload keeps the version and the theme', async ({ bench, page }) => {
  await bench.open();
  await bench.turnTo('1.33');
  await bench.choose('Dark');
  const chosen = await bench.look();
  expect(chosen).toContain('dark');
  await page.reload();
  await bench.running();
  await expect(page.getByRole('radio', { name: /1\.33/ })).toBeChecked();
  expect(await bench.look()).toBe(chosen);
});

test('storage that is full is said once, and checking goes on', async ({ bench, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  await expect(bench.notice).toContainText(/storage/i);
});

test('storage that is refused is said, and checking goes on', async ({ bench, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  await expect(bench.notice).toContainText(/keeps nothing/i);
});

test('kept settings that do not read are passed over', async ({ bench, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('plimsoll.settings.v1', '{"theme": 7, "version": null');
    localStorage.setItem('plimsoll.text.v1', 'kind: Pod\n');
  });
  await bench.open();
  expect(await bench.text()).toBe('kind: Pod\n');
  await bench.put(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
});

test('a kept version that is none is passed over', async ({ bench, page }) => {
  await page.addInitScript(() => localStorage.setItem('plimsoll.settings.v1', '{"theme": "dark", "version": "9.99"}'));
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await expect(bench.status).toContainText('Checked against Kubernetes 1.37');
  expect(await bench.look()).toContain('dark');
});
