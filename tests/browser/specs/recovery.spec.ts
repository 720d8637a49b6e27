// An engine that hangs or falls is replaced; the text stays.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

type Fault = 'silent' | 'crashed' | 'error';

/** Makes the first worker fail at its first check, and lets those that follow be. */
async function breakFirstWorker(page: Page, fault: Fault, times = 1): Promise<void> {
  await page.addInitScript(
    ({ fault, times }) => {
      const Sound = globalThis.Worker;
      const started = { count: 0, ended: 0 };
      Object.assign(globalThis, { workers: started });
      globalThis.Worker = class extends Sound {
        readonly #faulty = ++started.count <= times;

        override postMessage(message: any, ...rest: any[]): void {
          // Bytes are a request of the page, and its first one holds the first check.
          if (!this.#faulty || !(message instanceof Uint8Array)) return super.postMessage(message, ...(rest as [any]));
          if (fault === 'crashed') {
            this.dispatchEvent(new MessageEvent('message', { data: { kind: 'crashed', message: 'broken for the test' } }));
          }
          if (fault === 'error') this.dispatchEvent(new ErrorEvent('error', { message: 'broken for the test', cancelable: true }));
        }

        override terminate(): void {
          started.ended++;
          super.terminate();
        }
      };
    },
    { fault, times },
  );
}

for (const fault of ['silent', 'crashed', 'error'] as const) {
  test(`an engine that is ${fault} is started again, and the text is as it was`, async ({ bench, page }) => {
    await breakFirstWorker(page, fault);
    await bench.open();
    await bench.paste(TWO_DOCUMENTS);
    await expect(bench.notice).toContainText('started again', { timeout: 20_000 });
    await expect(bench.finding(/privileged/).first()).toBeVisible({ timeout: 20_000 });
    expect(await bench.text()).toBe(TWO_DOCUMENTS);
    expect(await page.evaluate(() => (globalThis as any).workers.count)).toBe(2);
    expect(await page.evaluate(() => (globalThis as any).workers.ended)).toBe(1);
  });
}

test('an engine that falls every time is not started for ever', async ({ bench, page }) => {
  await breakFirstWorker(page, 'crashed', 1_000);
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  await expect(bench.notice).toContainText('stopped twice');
  await expect(bench.results).toContainText('has not been checked');
  const count = () => page.evaluate(() => (globalThis as any).workers.count as number);
  const before = await count();
  await page.waitForTimeout(3_000);
  expect(await count()).toBe(before);
  expect(before).toBeLessThan(8);
  expect(await bench.text()).toBe(TWO_DOCUMENTS);
});

test('the page answers while the engine hangs', async ({ bench, page }) => {
  await breakFirstWorker(page, 'silent');
  await bench.open();
  await bench.paste(TWO_DOCUMENTS);
  const begun = Date.now();
  await page.getByRole('link', { name: 'Rules' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rules' })).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(3_000);
});
