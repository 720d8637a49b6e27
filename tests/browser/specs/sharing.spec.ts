// Links carry the text in the fragment; a bad one harms nothing.
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

const payload = (json: string | Buffer) => `v1.${deflateRawSync(json).toString('base64url')}`;
const linked = (text: string, kubernetesVersion = '1.33', path = 'pod.yaml') =>
  payload(JSON.stringify({ files: [{ path, text }], kubernetesVersion }));

test('a shared link opens the same text and version in a new page', async ({ bench, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  await page.getByRole('button', { name: 'Share' }).first().click();
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
  expect(link).toMatch(/#\/check\/v1\.[\w-]+$/);
  expect(new URL(link).search).toBe('');

  const other = await context.newPage();
  await other.goto(link);
  await expect
    .poll(() => other.locator('code-editor').evaluate((editor) => (editor as HTMLElement & { value: string }).value))
    .toBe(TWO_DOCUMENTS);
});

test('a link sets the version it was made for', async ({ bench, page }) => {
  await bench.open(`#/check/${linked(TWO_DOCUMENTS)}`);
  await bench.checked();
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
  await expect(bench.status).toContainText('1.33');
  await expect(page.getByRole('radio', { name: /1\.33/ })).toBeChecked();
});

for (const version of ['banana', '1.99', '1.3', '', '<b>']) {
  test(`a link for the version "${version}", which is none, is checked against one that is`, async ({ bench }) => {
    await bench.open(`#/check/${linked(TWO_DOCUMENTS, version)}`);
    await bench.checked();
    expect(await bench.text()).toBe(TWO_DOCUMENTS);
    await expect(bench.status).toContainText('Checked against Kubernetes 1.37');
    await expect(bench.finding(/privileged/).first()).toBeVisible();
  });
}

test('a file name out of a link is text, however long and strange', async ({ bench, page }) => {
  const name = `<img src=x onerror=globalThis.ran=1>${'../'.repeat(2_000)}`;
  await bench.open(`#/check/${linked(TWO_DOCUMENTS, '1.37', name)}`);
  await bench.checked();
  await expect(bench.finding(/privileged/).first()).toBeVisible();
  expect(await page.evaluate(() => (globalThis as any).ran)).toBeUndefined();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test('a link opened in a page that is already open is followed', async ({ bench, page }) => {
  await bench.open();
  await bench.put('kind: Mine\n');
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, `#/check/${linked(TWO_DOCUMENTS)}`);
  await expect.poll(() => bench.text()).toBe(TWO_DOCUMENTS);
});

/** A small link that unpacks to 400 MB. */
const bomb = () => payload(Buffer.alloc(400_000_000, 0x20));
const BAD: Record<string, () => string> = {
  'cut short': () => linked(TWO_DOCUMENTS).slice(0, 60),
  'of another version': () => linked(TWO_DOCUMENTS).replace('v1.', 'v9.'),
  'that is garbage': () => 'v1.%%%@@@!!!',
  'without a version': () => 'not-a-payload',
  'with an empty payload': () => 'v1.',
  'that is not JSON inside': () => payload('not json'),
  'of the wrong shape': () => payload('{"files":"no"}'),
  'of null': () => payload('null'),
  'whose text is not UTF-8': () => payload(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  'that unpacks without end': bomb,
};

for (const [name, make] of Object.entries(BAD)) {
  test(`a link ${name} keeps the kept text and says so`, async ({ bench, page }) => {
    await bench.open();
    await bench.put('kind: Mine\n');
    await expect.poll(() => page.evaluate(() => localStorage.getItem('plimsoll.text.v1'))).toBe('kind: Mine\n');

    await page.goto('about:blank');
    await bench.open(`#/check/${make()}`);
    await expect(bench.notice).toContainText(/link/i);
    expect(await bench.text()).toBe('kind: Mine\n');
    await page.reload();
    await bench.running();
    expect(await bench.text()).toBe('kind: Mine\n');
  });
}
