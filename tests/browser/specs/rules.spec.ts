// The catalogue and its pages.
import { expect, test } from '../support/fixtures.ts';

test('a rule is found by the name that another tool gives it', async ({ bench, page }) => {
  await bench.open('#/rules');
  await page.getByRole('searchbox', { name: 'Search rules' }).fill('KSV-0017');
  await expect(page.getByRole('link', { name: /privileged-container/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /host-network/ })).toHaveCount(0);
});

test('a page of a rule opens its example in the editor, and Undo brings the text back', async ({ bench, page }) => {
  await bench.open();
  await bench.put('kind: Mine\n');
  await page.goto(`${bench.url}#/rules/privileged-container`);
  await page.getByRole('button', { name: 'Open in Check' }).first().click();
  await bench.checked();
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  await bench.notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => bench.text()).toBe('kind: Mine\n');
});

test('every rule has a page with its headings', async ({ bench, page }) => {
  test.setTimeout(120_000);
  await bench.open('#/rules');
  const links = page.getByRole('link').filter({ has: page.locator('code') });
  await expect(links.first()).toBeVisible();
  const addresses = await links.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThan(20);
  for (const address of new Set(addresses)) {
    await page.goto(bench.url + address);
    await expect(page.getByRole('heading', { name: 'What it checks' }), address).toBeVisible();
    await expect(page.getByRole('heading', { name: 'References' }), address).toBeVisible();
  }
});

test('a rule that is not there is said', async ({ bench, page }) => {
  await bench.open('#/rules/no-such-rule');
  await expect(page.getByRole('heading', { name: 'There is no rule of this name' })).toBeVisible();
});

test('the back button leads back, and the text is still there', async ({ bench, page }) => {
  await bench.open();
  await bench.put('kind: Mine\n');
  await page.getByRole('link', { name: 'Rules' }).first().click();
  await page.getByRole('link', { name: /privileged-container/ }).first().click();
  await expect(page.getByRole('heading', { name: 'What it checks' })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(bench.editor).toBeVisible();
  expect(await bench.text()).toBe('kind: Mine\n');
});
