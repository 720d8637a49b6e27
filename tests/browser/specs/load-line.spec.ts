// The load line: where a workload lies, and what lifts it.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

test('a privileged Pod lies at privileged and is lifted to baseline', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.tab('Load line').click();
  await expect(bench.results).toContainText(/agent lies at privileged/);
  await bench.results.getByRole('button', { name: /^Lift to baseline/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('privileged: false');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(bench.results).toContainText(/agent lies at baseline/);
});

test('the same Pod is lifted to restricted', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await bench.tab('Load line').click();
  await bench.results.getByRole('button', { name: /^Lift to restricted/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(bench.results).toContainText(/agent lies at restricted/);
});

test('the gauge says the level in words', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await expect(page.locator('#gauge-slot')).toContainText('privileged');
});
