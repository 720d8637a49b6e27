// Several files: as tabs, from disk, kept, shared, and in two tabs of one browser.
import { expect, test } from '../support/fixtures.ts';
import { SAFE_FIXES, TWO_DOCUMENTS } from '../support/manifests.ts';
import type { Bench } from '../support/bench.ts';

const PRIVILEGED = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: app\n      image: registry.example/app:1.0.0\n      securityContext:\n        privileged: true\n`;

const tabs = (bench: Bench) => bench.page.getByRole('tablist', { name: 'Files' }).getByRole('tab');
const file = (bench: Bench, name: string | RegExp) => bench.page.getByRole('tablist', { name: 'Files' }).getByRole('tab', { name });
const names = (bench: Bench) => tabs(bench).locator('.name').allTextContents();

async function menu(bench: Bench, word: string): Promise<void> {
  await bench.page.getByRole('button', { name: 'File', exact: true }).click();
  await bench.page.getByRole('group', { name: 'File' }).getByRole('button', { name: word, exact: true }).click();
}

async function drop(bench: Bench, files: Record<string, string>): Promise<void> {
  await bench.page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
    document.querySelector('code-editor')!.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true }),
    );
  }, files);
}

async function rename(bench: Bench, name: string): Promise<void> {
  await menu(bench, 'Rename…');
  await bench.page.getByRole('dialog').getByRole('textbox').fill(name);
  await bench.page.keyboard.press('Enter');
  await expect(bench.page.getByRole('dialog')).toHaveCount(0);
}

test('files that are dropped become tabs, and the findings are those of all of them', async ({ bench }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': PRIVILEGED('first'), 'b.yaml': PRIVILEGED('second') });
  await expect.poll(() => names(bench)).toEqual(['a.yaml', 'b.yaml']);
  await bench.checked();
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  expect(await bench.text()).toBe(PRIVILEGED('first'));
  const both = await bench.results.locator('details.finding').count();
  await file(bench, /b\.yaml/).click();
  expect(await bench.text()).toBe(PRIVILEGED('second'));
  await menu(bench, 'Close');
  await expect.poll(() => names(bench)).toEqual(['a.yaml']);
  await expect.poll(() => bench.results.locator('details.finding').count()).toBeLessThan(both);
  await bench.status.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(bench)).toEqual(['a.yaml', 'b.yaml']);
  expect(await bench.text()).toBe(PRIVILEGED('second'));
});

test('a finding of another file turns to it and stands on its line', async ({ bench }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: quiet\n', 'b.yaml': PRIVILEGED('second') });
  await bench.checked();
  await bench.finding(/privileged/).first().locator('summary').click();
  await expect(file(bench, /b\.yaml/)).toHaveAttribute('aria-selected', 'true');
  await expect(bench.hereLine()).toContainText('privileged: true');
});

test('all safe fixes mend every file, and one undo takes them back', async ({ bench, page }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': SAFE_FIXES, 'b.yaml': SAFE_FIXES });
  await bench.checked();
  await page.getByRole('button', { name: /^Fix \d+ safe/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('a.yaml');
  await expect(dialog).toContainText('b.yaml');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await bench.checked();
  expect(await bench.text()).not.toBe(SAFE_FIXES);
  await file(bench, /b\.yaml/).click();
  expect(await bench.text()).not.toBe(SAFE_FIXES);
  await file(bench, /a\.yaml/).click();
  await bench.status.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => bench.text()).toBe(SAFE_FIXES);
  await file(bench, /b\.yaml/).click();
  await expect.poll(() => bench.text()).toBe(SAFE_FIXES);
});

test('a reload keeps every file, its order and the one that is shown', async ({ bench, page }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': PRIVILEGED('first'), 'b.yaml': PRIVILEGED('second'), 'c.yaml': PRIVILEGED('third') });
  await file(bench, /c\.yaml/).click();
  await file(bench, /c\.yaml/).press('Alt+ArrowLeft');
  await expect.poll(() => names(bench)).toEqual(['a.yaml', 'c.yaml', 'b.yaml']);
  await page.reload();
  await bench.running();
  expect(await names(bench)).toEqual(['a.yaml', 'c.yaml', 'b.yaml']);
  expect(await bench.text()).toBe(PRIVILEGED('third'));
  await file(bench, /c\.yaml/).press('ArrowRight');
  await expect(file(bench, /b\.yaml/)).toBeFocused();
  expect(await bench.text()).toBe(PRIVILEGED('second'));
});

test('a link carries every file', async ({ bench, context, page }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': PRIVILEGED('first'), 'b.yaml': PRIVILEGED('second') });
  await bench.checked();
  await page.getByRole('button', { name: 'Share' }).first().click();
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
  await page.keyboard.press('Escape');
  await menu(bench, 'Forget everything…');
  await page.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click();
  await expect.poll(() => bench.text()).toBe('');
  const other = await context.newPage();
  await other.goto(link);
  await expect.poll(() => other.locator('.file .name').allTextContents()).toEqual(['a.yaml', 'b.yaml']);
  await other.getByRole('tab', { name: /b\.yaml/ }).click();
  // Nothing of it is kept until it is changed.
  expect(await other.evaluate(() => localStorage.getItem('plimsoll.files.v1'))).toBeNull();
});

test('names are text, however strange, and no two are alike', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await rename(bench, '<img src=x onerror=globalThis.ran=1>.yaml');
  await menu(bench, 'New file');
  await rename(bench, 'deploy/<img src=x onerror=globalThis.ran=1>.yaml');
  await menu(bench, 'New file');
  await rename(bench, 'deploy/<img src=x onerror=globalThis.ran=1>.yaml');
  await expect(page.getByRole('tab', { name: /ran=1>-2\.yaml/ })).toBeVisible();
  expect(await page.evaluate(() => (globalThis as any).ran)).toBeUndefined();
  await bench.checked();
});

test('what is no text is left out and said', async ({ bench }) => {
  await bench.open();
  await drop(bench, { 'a.yaml': PRIVILEGED('first'), 'b.bin': 'a\0b' });
  await expect(bench.notice).toContainText('b.bin: it is not a text.');
  expect(await names(bench)).toEqual(['a.yaml']);
});

test('of two tabs of a browser the last one does not silently win', async ({ bench, context, page }) => {
  await bench.open();
  await bench.put('kind: First\n');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('plimsoll.text.v1'))).toBe('kind: First\n');
  const other = await context.newPage();
  await other.goto(bench.url);
  await expect(other.locator('[data-until-ui]')).toHaveCount(0, { timeout: 20_000 });
  await other.locator('code-editor').evaluate((editor: any) => (editor.value = 'kind: Second\n'));
  const kept = () => page.evaluate(() => localStorage.getItem('plimsoll.text.v1'));
  await expect.poll(kept).toBe('kind: Second\n');
  await bench.put('kind: Third\n');
  await expect(bench.notice).toContainText('Another tab');
  expect(await kept()).toBe('kind: Second\n');
  await bench.notice.getByRole('button', { name: 'Keep these' }).click();
  await expect.poll(kept).toBe('kind: Third\n');
});
