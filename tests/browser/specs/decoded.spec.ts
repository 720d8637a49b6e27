// The document at the caret as the cluster sees it.
import { expect, test } from '../support/fixtures.ts';

const SURPRISING = `kind: ConfigMap
data: {plain: text}
---
kind: Pod
metadata:
  annotations: {answer: yes, mode: 0777}
spec:
  hostNetwork: false
  hostNetwork: true
`;

test('what the text does not show is marked, and leads to its place', async ({ bench, page }) => {
  await bench.open();
  await bench.put(SURPRISING);
  await bench.tab('Decoded').click();
  const json = bench.results.getByLabel('The document as JSON');
  await expect(bench.results.getByRole('heading', { name: 'Document 1 of 2, as the cluster sees it' })).toBeVisible();
  await expect(json).toContainText('"plain": "text"');
  await expect(bench.results).toContainText('It says what the text says.');
  await page.locator('code-editor').evaluate((editor) => (editor as HTMLElement & { goTo(line: number, column: number): void }).goTo(6, 1));
  await expect(json).toContainText('"answer": true,  written yes, line 6');
  await expect(json).toContainText('"mode": 511  written 0777, line 6');
  await expect(json).toContainText('"hostNetwork": true  written twice: line 8 does not count, line 9');
  await json.getByRole('button', { name: 'line 9' }).click();
  await expect(bench.status).toContainText('Line 9');
});

test('a change is followed, and what kubectl refuses is said', async ({ bench }) => {
  await bench.open();
  await bench.put('kind: Pod\n');
  await bench.tab('Decoded').click();
  await expect(bench.results).toContainText('"kind": "Pod"');
  await bench.put('kind: Job\n');
  await expect(bench.results).toContainText('"kind": "Job"');
  await bench.put('kind: [Job\n');
  await expect(bench.results).toContainText('kubectl refuses this document');
  await expect(bench.results.getByRole('button', { name: 'line 1' })).toBeVisible();
});

test('of three tabs the arrows go round', async ({ bench, page }) => {
  await bench.open();
  await bench.put('kind: Pod\n');
  await bench.tab('Findings').focus();
  for (const name of ['Load line', 'Decoded', 'Findings'] as const) {
    await page.keyboard.press('ArrowRight');
    await expect(bench.tab(name)).toBeFocused();
    await expect(bench.tab(name)).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('ArrowLeft');
  await expect(bench.tab('Decoded')).toBeFocused();
});
