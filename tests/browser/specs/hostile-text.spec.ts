// Texts made to break a page: it answers, it says what is wrong, and it runs nothing.
import { expect, test } from '../support/fixtures.ts';
import type { Bench } from '../support/bench.ts';
import { MARKUP, TWO_DOCUMENTS, aliasBomb, manyLines } from '../support/manifests.ts';

test('markup in a manifest is shown as text and never runs', async ({ bench, page }) => {
  await bench.open();
  await bench.put(MARKUP);
  for (const finding of await bench.results.locator('details.finding').all()) {
    await finding.locator('summary').click();
  }
  await expect(bench.results).toContainText('<svg onload');
  await bench.tab('Load line').click();
  await expect(bench.results).toContainText('<img src=x');
  expect(await page.evaluate(() => (globalThis as any).ran)).toBeUndefined();
  // The editor puts empty pictures of its own beside its annotations.
  expect(await page.locator('img:not(.cm-widgetBuffer), script:not([src]), [onload], [onerror]').count()).toBe(0);
});

test('an empty text has no findings and says what to do', async ({ bench }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.page.locator('code-editor').evaluate((editor: any) => {
    editor.value = '';
  });
  await expect(bench.results.getByRole('heading', { name: 'Nothing aboard yet' })).toBeVisible();
});

const BYTES = String.fromCharCode(...Array.from({ length: 4_096 }, (_, place) => (place * 37) % 256));
const HOSTILE: Record<string, { text: () => string; says?: RegExp; seconds?: number }> = {
  'bytes that are no text': { text: () => BYTES, says: /zero byte|not a text/i },
  'aliases that multiply': { text: () => aliasBomb(), says: /alias/i },
  'sequences nested 100,000 deep': { text: () => `a: ${'['.repeat(100_000)}`, says: /deep|nest/i },
  'mappings nested 100,000 deep in one line': { text: () => `a: ${'{a: '.repeat(100_000)}`, says: /deep|nest/i },
  'a list nested by dashes': { text: () => '- '.repeat(100_000), says: /deep|nest/i },
  'empty documents without number': { text: () => '---\n'.repeat(150_000) },
  'small documents without number': { text: () => '---\nkind: Pod\n'.repeat(120_000), says: /documents/i, seconds: 20 },
  'a line of a million characters': { text: () => `kind: Pod\nmetadata: {name: ${'x'.repeat(1_000_000)}}\n` },
  'a quote that never ends': { text: () => `a: "${'x\n'.repeat(50_000)}`, says: /quote|string|scalar/i },
  'colons without end': { text: () => 'a:'.repeat(100_000) },
  '34 MB': { text: () => `# ${'x'.repeat(78)}\n`.repeat(34_000_000 / 81), says: /large|MB/i, seconds: 30 },
  '30 MB of manifests': { text: () => manyLines(1_000).repeat(1_150), seconds: 60 },
};

for (const [name, { text, says, seconds = 10 }] of Object.entries(HOSTILE)) {
  test(`${name}: the page answers and says what it found`, async ({ bench, page }) => {
    test.setTimeout(60_000 + seconds * 1_000);
    await bench.open();
    const begun = Date.now();
    await page.locator('code-editor').evaluate((editor: any, text) => {
      editor.value = text;
    }, text());
    await answersAClick(bench);
    if (says) await expect(page.locator('#main, #notice-slot').filter({ hasText: says }).first()).toBeVisible({ timeout: seconds * 1_000 });
    expect(Date.now() - begun).toBeLessThan(seconds * 1_000 + 5_000);

    await page.locator('code-editor').evaluate((editor: any, text) => {
      editor.value = text;
    }, TWO_DOCUMENTS);
    await expect(bench.finding(/privileged/).first()).toBeVisible({ timeout: 30_000 });
  });
}

async function answersAClick(bench: Bench): Promise<void> {
  await bench.page.getByRole('button', { name: 'Theme' }).click({ timeout: 8_000 });
  await expect(bench.page.getByRole('group', { name: 'Theme' })).toBeVisible({ timeout: 5_000 });
  await bench.page.keyboard.press('Escape');
}
