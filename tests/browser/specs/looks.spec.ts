// Themes: chosen by the system until a person chooses.
import { expect, test } from '../support/fixtures.ts';

const background = () => getComputedStyle(document.body).backgroundColor;

test('the page follows the system until a theme is chosen', async ({ bench, page }) => {
  await bench.open();
  const light = await page.evaluate(background);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => page.evaluate(background)).not.toBe(light);
});

test('every theme that is chosen is one of its own', async ({ bench, page }) => {
  await bench.open();
  const seen = new Map<string, string>();
  for (const theme of ['Light', 'Dark', 'High contrast'] as const) {
    await bench.choose(theme);
    seen.set(await bench.look(), await page.evaluate(background));
  }
  expect(seen.size).toBe(3);
  await page.emulateMedia({ colorScheme: 'dark' });
  await bench.choose('Light');
  expect(await page.evaluate(background)).toBe(seen.get(await bench.look()));
  await bench.choose('As the system');
  expect(seen.has(await bench.look())).toBe(false);
});

test('the menu of themes closes by Escape and when the focus leaves it', async ({ bench, page }) => {
  await bench.open();
  const button = page.getByRole('button', { name: 'Theme' });
  const menu = page.getByRole('group', { name: 'Theme' });
  await button.click();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await expect(menu).toBeVisible();
  await bench.editor.click();
  await expect(menu).toBeHidden();
});

test('with reduced motion nothing moves', async ({ bench, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await bench.open();
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return [transitionDuration, animationDuration].some((durations) => durations.split(',').some((one) => parseFloat(one) > 0.001));
    }).length,
  );
  expect(moving).toBe(0);
});
