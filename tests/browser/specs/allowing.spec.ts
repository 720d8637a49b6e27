// A finding that is meant is allowed where it stands, with a reason.
import { expect, test } from '../support/fixtures.ts';
import { TWO_DOCUMENTS } from '../support/manifests.ts';

test('allowing a finding writes a comment with the reason and keeps it in sight', async ({ bench, page }) => {
  await bench.open();
  await bench.put(TWO_DOCUMENTS);
  const finding = bench.finding(/runs privileged/);
  await finding.locator('summary').click();
  await finding.getByRole('button', { name: 'Allow here' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('sets up the network <b>of the node</b>');
  await page.getByRole('dialog').getByRole('button', { name: 'Insert the comment' }).click();
  await expect.poll(() => bench.text()).toContain('# plimsoll: allow privileged-container');
  await bench.checked();
  await expect(finding).toContainText('sets up the network');
  await expect(finding).toHaveClass(/suppressed/);
  await expect(bench.results).not.toContainText(/unused|suppression/);
});
