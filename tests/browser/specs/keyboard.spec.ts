// Everything that matters, without a mouse.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

test('write, walk, read, fix and undo by keyboard alone', async ({ bench, page }) => {
  await bench.open();
  await tabUntil(page, () => bench.editor.evaluate((area) => area.matches(':focus')));
  await page.keyboard.insertText('kind: Pod');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await bench.paste(TWO_DOCUMENTS);
  await bench.checked();

  const finding = bench.finding(/privileged/).first();
  for (let step = 0; step < 40 && !(await finding.evaluate((row) => row.hasAttribute('open'))); step++) {
    await page.keyboard.press('F8');
  }
  await expect(finding).toHaveAttribute('open');

  await page.keyboard.press('Escape');
  const apply = finding.getByRole('button', { name: 'Apply fix' });
  await tabUntil(page, () => apply.evaluate((button) => button.matches(':focus')));
  await page.keyboard.press('Enter');
  await expect.poll(() => bench.text()).toContain('privileged: false');

  await tabUntil(page, () => bench.editor.evaluate((area) => area.matches(':focus')), 'Shift+Tab');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => bench.text()).toBe(TWO_DOCUMENTS);
});

test('Escape and then Tab leaves the editor', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.editor.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(bench.editor).not.toBeFocused();
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
});

test('Escape and then Shift+Tab leaves the editor backwards', async ({ bench, page }) => {
  await bench.open();
  await bench.editor.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(bench.editor).not.toBeFocused();
});

test('Tab indents inside the editor', async ({ bench, page }) => {
  await bench.open();
  await bench.editor.focus();
  await page.keyboard.press('Tab');
  await expect(bench.editor).toBeFocused();
  expect(await bench.text()).toBe('  ');
});

test('the first stop skips to the content', async ({ bench, page }) => {
  await bench.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bench.editor).toBeVisible();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('result tabs turn by arrow keys and not by any key', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.tab('Findings').focus();
  await page.keyboard.press('ArrowRight');
  await expect(bench.tab('Load line')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('x');
  await expect(bench.tab('Load line')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(bench.tab('Findings')).toHaveAttribute('aria-selected', 'true');
});

async function tabUntil(page: import('@playwright/test').Page, there: () => Promise<boolean>, key = 'Tab') {
  for (let stops = 0; stops < 120; stops++) {
    if (await there()) return;
    await page.keyboard.press(key);
  }
  expect(await there(), `reached by ${key}`).toBe(true);
}
