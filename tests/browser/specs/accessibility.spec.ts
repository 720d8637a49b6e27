// Every screen, in every look, by axe; and no screen wider than a small phone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '../support/fixtures.ts';
import type { Bench } from '../support/bench.ts';
import { SAFE_FIXES, TWO_DOCUMENTS } from '../support/manifests.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const SCREENS: Record<string, (bench: Bench) => Promise<void>> = {
  'check, empty': (bench) => bench.open(),
  'check, with findings': async (bench) => {
    await bench.open();
    await bench.put(TWO_DOCUMENTS);
    await expect(bench.finding(/privileged/).first()).toBeVisible();
  },
  'an open finding': async (bench) => {
    await SCREENS['check, with findings']!(bench);
    await bench.finding(/privileged/).first().locator('summary').click();
    await expect(bench.finding(/privileged/).first()).toContainText('Why');
  },
  'load line': async (bench) => {
    await SCREENS['check, with findings']!(bench);
    await bench.tab('Load line').click();
    await expect(bench.results).toContainText('lies at');
  },
  'decoded, with marks': async (bench) => {
    await bench.open();
    await bench.put('kind: Pod\nspec: {hostNetwork: yes}\n');
    await bench.tab('Decoded').click();
    await expect(bench.results).toContainText('written yes');
  },
  'the dialog of safe fixes': async (bench) => {
    await bench.open();
    await bench.put(SAFE_FIXES);
    await bench.results.getByRole('button', { name: /^Fix \d+ safe/ }).click();
    await expect(bench.page.getByRole('dialog')).toBeVisible();
  },
  'the dialog of sharing': async (bench) => {
    await SCREENS['check, with findings']!(bench);
    await bench.page.getByRole('button', { name: 'Share' }).first().click();
    await expect(bench.page.getByRole('dialog')).toBeVisible();
  },
  'the dialog of allowing': async (bench) => {
    await SCREENS['an open finding']!(bench);
    await bench.results.getByRole('button', { name: 'Allow here' }).click();
    await expect(bench.page.getByRole('dialog')).toBeVisible();
  },
  'the dialog of examples': async (bench) => {
    await SCREENS['check, with findings']!(bench);
    const button = bench.page.getByRole('button', { name: 'Examples' });
    // On a phone it stands in the menu.
    if (!(await button.isVisible())) await bench.page.getByRole('button', { name: 'File', exact: true }).click();
    await button.last().click();
    await expect(bench.page.getByRole('dialog')).toBeVisible();
  },
  rules: async (bench) => {
    await bench.open('#/rules');
    await expect(bench.page.getByRole('heading', { level: 1, name: 'Rules' })).toBeVisible();
    await expect(bench.page.getByRole('link', { name: /privileged-container/ }).first()).toBeVisible();
  },
  'the page of a rule': async (bench) => {
    await bench.open('#/rules/privileged-container');
    await expect(bench.page.getByRole('heading', { name: 'What it checks' })).toBeVisible();
  },
};

const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'high contrast': { colorScheme: 'light', contextOptions: { contrast: 'more' } },
  'dark high contrast': { colorScheme: 'dark', contextOptions: { contrast: 'more' } },
  'a small phone': { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
} as const;

for (const [look, use] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use(use as object);
    for (const [screen, open] of Object.entries(SCREENS)) {
      test(`${screen}: axe finds nothing`, async ({ bench, context, page }) => {
        await context.addInitScript(AXE);
        await open(bench);
        const broken = await page.evaluate(async (tags) => {
          const { violations } = await (globalThis as any).axe.run(document, { runOnly: tags });
          return violations.map(
            (violation: any) => `${violation.id}: ${violation.nodes.map((node: any) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
          );
        }, TAGS);
        expect(broken).toEqual([]);
      });
    }
  });
}

for (const [screen, open] of Object.entries(SCREENS)) {
  test(`${screen}: nothing sticks out sideways, however wide the page`, async ({ bench, page }) => {
    await open(bench);
    for (const width of [320, 390, 768, 1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const outside = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(outside, `${width} wide`).toBeLessThanOrEqual(0);
    }
  });
}
