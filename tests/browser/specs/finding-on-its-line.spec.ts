// Paste, and see what is wrong on the very line of the very document.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS, lineOf } from '../support/manifests.ts';

const LINE = lineOf(TWO_DOCUMENTS, 'privileged: true');

test('a pasted manifest is marked on the line of the value, in the second document', async ({ bench }) => {
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  await bench.checked();
  await expect(bench.finding(/privileged/).first()).toContainText(`:${LINE}`);
  await expect.poll(() => bench.markedLines(/critical.*privileged/)).toEqual([LINE]);
});

test('text from the clipboard is checked', async ({ bench, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await bench.open();
  await page.evaluate((text) => navigator.clipboard.writeText(text), TWO_DOCUMENTS);
  await bench.editor.focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
});

test('a click on a finding opens it and goes to its line', async ({ bench }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.finding(/privileged/).first().locator('summary').click();
  await expect(bench.hereLine()).toContainText('privileged: true');
  await expect(bench.status).toContainText(`Line ${LINE}`);
});

test('Enter on a finding goes to its line', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.finding(/privileged/).first().locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(bench.hereLine()).toContainText('privileged: true');
});

test('F8 walks forward through the findings and Shift+F8 back', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.editor.focus();
  const opened = () => bench.results.locator('details.finding[open] summary').allInnerTexts();
  await page.keyboard.press('F8');
  await expect.poll(opened).toHaveLength(1);
  const first = await opened();
  await page.keyboard.press('F8');
  await expect.poll(opened).not.toEqual(first);
  await page.keyboard.press('Shift+F8');
  await expect.poll(opened).toEqual(first);
});

test('a mark in the gutter opens its finding', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await page.locator('code-editor').getByRole('button', { name: /critical.*privileged/ }).click();
  await expect(bench.finding(/privileged/).first()).toHaveAttribute('open');
});

test('marks follow the text while it is edited above them', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.editor.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# one line more\n');
  await bench.checked();
  await expect.poll(() => bench.markedLines(/critical.*privileged/)).toEqual([LINE + 1]);
  await expect(bench.finding(/privileged/).first()).toContainText(`:${LINE + 1}`);
});

test('lines are counted as the editor counts them, whatever ends them', async ({ bench }) => {
  await bench.open();
  for (const ending of ['\r\n', '\r']) {
    await bench.put(TWO_DOCUMENTS.replaceAll('\n', ending));
    await expect.poll(() => bench.markedLines(/critical.*privileged/), JSON.stringify(ending)).toEqual([LINE]);
  }
});

test('characters outside the basic plane shift no mark', async ({ bench, page }) => {
  await bench.open();
  await bench.put('{apiVersion: v1, kind: Pod, metadata: {name: "𝔭𝔬𝔡", labels: {a: "⛵️🧭"}}, spec: {hostNetwork: true, containers: []}}\n');
  const mark = page.locator('code-editor .cm-finding[title*="network" i]');
  await expect(mark.first()).toHaveText('true');
});
