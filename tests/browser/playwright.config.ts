// One Chromium, found by the caller, and no server but our own: see support/site.ts.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'specs',
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes at the second try is a test that fails.
  retries: 0,
  workers: Number(process.env.PLIMSOLL_WORKERS ?? 2),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    locale: 'en-GB',
    colorScheme: 'light',
    // Each test sees the files that are served; what is kept for later has tests of its own.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    // A slow machine should fail an expectation, not hang a click.
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.PLIMSOLL_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
