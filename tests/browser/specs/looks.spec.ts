// Themes: chosen by the system until a person chooses.
import { expect, test } from '../support/fixtures.ts';

const background = () => getComputedStyle(document.body).backgroundColor;

test('the page follows the system until a theme is chosen', async ({ bench, page }) => {
  await bench.open();
  const light = await page.evaluate(background);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => page.evaluate(background)).not.toBe(light);
});

test('the theme button leads through every theme and back', async ({ bench, page }) => {
  await bench.open();
  const look = () => page.evaluate(() => JSON.stringify({ ...document.documentElement.dataset }));
  const first = await look();
  const seen = new Set([first]);
  for (let press = 0; press < 4; press++) {
    await page.getByRole('button', { name: /^Theme/ }).click();
    seen.add(await look());
  }
  expect(seen.size).toBe(4);
  expect(await look()).toBe(first);
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
