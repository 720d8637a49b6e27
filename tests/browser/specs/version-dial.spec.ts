// What is checked depends on the version that the dial points at.
import { expect, test } from '../support/fixtures.ts';
import { PROBE_HOST, lineOf } from '../support/manifests.ts';

const LINE = lineOf(PROBE_HOST, '10.0.0.1');

test('a probe with a host is a finding from 1.34 on', async ({ bench, page }) => {
  await bench.open();
  await bench.put(PROBE_HOST);
  await expect.poll(() => bench.markedLines(/host/)).toEqual([LINE]);
  await bench.turnTo('1.33');
  await expect.poll(() => bench.markedLines(/host/)).toEqual([]);
  await expect(bench.status).toContainText('1.33');
  await bench.turnTo('1.34');
  await expect.poll(() => bench.markedLines(/host/)).toEqual([LINE]);
});

test('the dial turns by arrow keys', async ({ bench, page }) => {
  await bench.open();
  await bench.put(PROBE_HOST);
  await page.getByRole('group', { name: 'Kubernetes version' }).getByRole('radio', { checked: true }).focus();
  for (let minor = 37; minor > 33; minor--) await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: /1\.33/ })).toBeChecked();
  await expect.poll(() => bench.markedLines(/host/)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => bench.markedLines(/host/)).toEqual([LINE]);
});

test('the load line follows the dial', async ({ bench, page }) => {
  await bench.open();
  await bench.put(PROBE_HOST);
  await bench.tab('Load line').click();
  await expect(bench.results).toContainText(/probed lies at privileged/);
  await bench.turnTo('1.33');
  await expect(bench.results).toContainText(/probed lies at restricted/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the version is chosen from a list', async ({ bench, page }) => {
    await bench.open();
    await bench.put(PROBE_HOST);
    await expect(page.getByRole('combobox', { name: 'Kubernetes version' })).toBeVisible();
    await bench.turnTo('1.33');
    await expect(bench.finding(/host/)).toHaveCount(0);
  });
});
