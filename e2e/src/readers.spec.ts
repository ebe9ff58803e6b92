import { ReaderPanel } from './pages/reader-panel.ts';
import { expect, test } from './support/fixtures.ts';

const READER = 'ops-api.sales';

test('a reader goes back to the beginning, and nothing is counted twice', async ({ openConsole, ops }) => {
  const counted = async () => {
    const { orders, unitsSold, unitsPutBack, revenue } = await ops.figures();
    return { orders, unitsSold, unitsPutBack, revenue };
  };
  const before = await counted();
  const panel = new ReaderPanel(await openConsole(`flow?at=process:${READER}`));
  await expect(panel.figure('Behind, in all')).toHaveText('0 records');
  try {
    // While it runs the dialog says what would happen, and why it can't.
    const refused = await panel.openMove();
    await expect(refused).toContainText('The reader is running: pause it first.');
    await expect(refused.getByRole('button', { name: 'Move it' })).toBeDisabled();
    await refused.getByRole('button', { name: 'Leave it' }).click();

    await panel.press('Pause');
    await expect(panel.pane).toContainText('Paused: it keeps its place and takes nothing.');
    const dialog = await panel.openMove();
    await expect(dialog).toContainText(/[\d,]+ records will be taken again\./);
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await expect(panel.pane.getByRole('status')).toContainText(/Moved by [\d,]+ offsets/);
    await expect(panel.figure('Behind, in all')).toHaveText(/^[1-9][\d,]* records$/);
    await expect(panel.figure('Oldest unread')).toHaveText(/ (s|min|h|days)$/);
    await panel.press('Let it go on');
  } finally {
    await ops.ask('resumeReader', { params: { name: READER } });
  }
  await expect(panel.figure('Behind, in all')).toHaveText('0 records');
  await expect(panel.figure('Oldest unread')).toHaveText('0 s');
  await expect(panel.asked.first()).toContainText('Go on');
  const move = panel.asked.filter({ hasText: 'Move to the beginning' }).first();
  await expect(move).toContainText('by you');
  await expect(move).toContainText(/Moved by [\d,]+ offsets/);
  expect(await counted()).toEqual(before);
});
