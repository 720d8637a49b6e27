// The single file, opened from disk with the network off.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { Bench } from '../support/bench.ts';
import { TWO_DOCUMENTS, lineOf } from '../support/manifests.ts';
import { SINGLE_FILE } from '../support/site.js';
import { watch } from '../support/watch.ts';

const test = base.extend<{ disk: Bench }>({
  disk: async ({ context }, use) => {
    if (!existsSync(SINGLE_FILE)) throw new Error(`no ${SINGLE_FILE}: run \`cargo xtask build\` first`);
    const watched = await watch(context, null);
    await context.setOffline(true);
    const page = await context.newPage();
    await use(new Bench(page, pathToFileURL(SINGLE_FILE).href));
    expect(watched.faults, 'nothing is sent, refused or logged').toEqual([]);
    expect(watched.requests.map((request) => new URL(request.url()).protocol)).not.toContain('https:');
  },
});

test('paste, finding, fix and explanation work from disk, offline', async ({ disk }) => {
  await disk.open();
  await disk.paste(TWO_DOCUMENTS);
  await disk.checked();
  await expect.poll(() => disk.markedLines(/critical.*privileged/)).toEqual([lineOf(TWO_DOCUMENTS, 'privileged: true')]);

  const finding = disk.finding(/privileged/).first();
  await finding.locator('summary').click();
  await expect(finding.getByLabel('Change')).toContainText('privileged: false');
  await expect(finding).toContainText('Why');
  await finding.getByRole('button', { name: 'Apply fix' }).click();
  await expect.poll(() => disk.text()).toContain('privileged: false');
});

test('a rule page opens from disk, offline', async ({ disk, }) => {
  await disk.open('#/rules/privileged-container');
  await expect(disk.page.getByRole('heading', { level: 1 })).toContainText(/privileged/i);
  await expect(disk.page.getByRole('heading', { name: 'What it checks' })).toBeVisible();
});

test('the text is kept from disk', async ({ disk }) => {
  await disk.open();
  await disk.paste(TWO_DOCUMENTS);
  await disk.checked();
  await disk.page.reload();
  await disk.running();
  expect(await disk.text()).toBe(TWO_DOCUMENTS);
});
