// The examples that the page offers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures.ts';
import { EXAMPLES } from '../support/site.js';

interface Example {
  id: string;
  title: string;
  file: string;
}
const INDEX: Example[] = JSON.parse(readFileSync(join(EXAMPLES, 'index.json'), 'utf8'));

test('every example opens from the empty page and is checked', async ({ bench, page }) => {
  test.setTimeout(120_000);
  for (const { title, file } of INDEX) {
    await bench.open();
    await page.locator('code-editor').evaluate((editor: any) => {
      editor.value = '';
    });
    await bench.results.getByRole('button', { name: title }).first().click();
    await expect.poll(() => bench.text(), title).toBe(readFileSync(join(EXAMPLES, file), 'utf8'));
    await bench.checked();
  }
});

test('the hardened example lies at restricted', async ({ bench }) => {
  await bench.open();
  await bench.put(readFileSync(join(EXAMPLES, 'hardened-web.yaml'), 'utf8'));
  await bench.tab('Load line').click();
  await expect(bench.results).toContainText(/shopfront lies at restricted/);
});

test('a broken document silences no other', async ({ bench }) => {
  await bench.open();
  await bench.put(readFileSync(join(EXAMPLES, 'broken.yaml'), 'utf8'));
  await expect(bench.finding(/network/).first()).toBeVisible();
  await expect(bench.finding(/tab/).first()).toBeVisible();
});
