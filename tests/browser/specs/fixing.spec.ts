// Mending: the change is shown before it is made, and can be taken back.
import { expect, test } from '../support/fixtures.ts';
import { SAFE_FIXES, TWO_DOCUMENTS } from '../support/manifests.ts';

test('a fix shows its change first, applies, and is undone in one step', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  const finding = bench.finding(/privileged/).first();
  await finding.locator('summary').click();
  await expect(finding.getByLabel('Change')).toContainText('privileged: false');
  expect(await bench.text()).toBe(TWO_DOCUMENTS);

  await finding.getByRole('button', { name: 'Apply fix' }).click();
  await expect.poll(() => bench.text()).toBe(TWO_DOCUMENTS.replace('privileged: true', 'privileged: false'));
  await bench.checked();
  await expect.poll(() => bench.markedLines(/critical.*privileged/)).toEqual([]);

  await bench.editor.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => bench.text()).toBe(TWO_DOCUMENTS);
  await bench.checked();
  await expect.poll(() => bench.markedLines(/critical.*privileged/)).not.toEqual([]);
});

test('all safe fixes are one click after their change was shown', async ({ bench, page }) => {
  await bench.open();
  await bench.put(SAFE_FIXES);
  await bench.results.getByRole('button', { name: /^Fix \d+ safe/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await bench.text()).toBe(SAFE_FIXES);
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => bench.text()).not.toBe(SAFE_FIXES);
  await bench.checked();
  await expect(bench.results.getByRole('button', { name: /^Fix \d+ safe/ })).toHaveCount(0);

  await bench.editor.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => bench.text()).toBe(SAFE_FIXES);
});

test('a dialog closes by Escape and gives the focus back', async ({ bench, page }) => {
  await bench.open();
  await bench.put(SAFE_FIXES);
  const button = bench.results.getByRole('button', { name: /^Fix \d+ safe/ });
  await button.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
  expect(await bench.text()).toBe(SAFE_FIXES);
});

for (const [name, ending] of [['Windows', '\r\n'], ['old Mac', '\r']] as const) {
  test(`a file with ${name} line endings keeps them through a fix`, async ({ bench }) => {
    await bench.open();
    // One document: a carriage return alone begins no line of dashes for kubectl.
    const text = (TWO_DOCUMENTS.split('---\n').at(-1) ?? '').replaceAll('\n', ending);
    await bench.put(text);
    const finding = bench.finding(/privileged/).first();
    await finding.locator('summary').click();
    await finding.getByRole('button', { name: 'Apply fix' }).click();
    await expect.poll(() => bench.text()).toBe(text.replace('privileged: true', 'privileged: false'));
  });
}
