// What a browser without one of its parts says.
import { expect, test } from '../support/fixtures.ts';

test('without WebAssembly the page says so and one can go on writing', async ({ bench, page }) => {
  await page.addInitScript(() => {
    delete (globalThis as any).WebAssembly;
  });
  await page.goto(bench.url);
  await expect(bench.results.getByRole('alert')).toContainText('WebAssembly switched off');
  await bench.editor.click();
  await page.keyboard.type('kind: Pod');
  expect(await bench.text()).toContain('kind: Pod');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it needs', async ({ page, site }) => {
    await page.goto(site);
    await expect(page.locator('noscript h1')).toHaveText(/JavaScript switched off/);
    await expect(page.locator('noscript h1')).toBeInViewport();
    await expect(page.getByText('You can type already')).toBeHidden();
  });
});
