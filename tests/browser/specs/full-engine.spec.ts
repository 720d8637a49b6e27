// Workloads are checked by the first part of the engine. The rest is fetched when something needs it, once.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

const POLICY = `apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata: {name: wide}
allowPrivilegedContainer: true
`;
const FULL = /\/full-\w+\.wasm$/;

test('the full engine is fetched for a kind that the first one does not know, and stays', async ({ bench, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (FULL.test(request.url())) fetched.push(request.url());
  });
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  expect(fetched).toEqual([]);

  await bench.put(POLICY);
  await expect(bench.finding(/this constraint/).first()).toBeVisible();
  expect(fetched).toHaveLength(1);

  await bench.put(TWO_DOCUMENTS);
  await bench.put(`${TWO_DOCUMENTS}---\n${POLICY}`);
  await expect(bench.finding(/this constraint/).first()).toBeVisible();
  expect(fetched).toHaveLength(1);
});

test('a full engine that cannot be fetched is said, and tried again with the next text', async ({ bench, page, watched }) => {
  watched.tolerate(/ERR_FAILED|Failed to load resource/);
  await bench.open();
  await page.route(FULL, (route) => route.abort());
  await bench.paste(POLICY);
  await expect(bench.notice).toContainText('could not be started');
  expect(await bench.text()).toBe(POLICY);

  await page.unrouteAll({ behavior: 'wait' });
  await bench.put(`${POLICY}# again\n`);
  await expect(bench.finding(/this constraint/).first()).toBeVisible();
});
