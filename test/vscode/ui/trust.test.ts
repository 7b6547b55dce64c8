import { strict as assert } from 'node:assert';
import { hashTree } from './hashTree';
import { startGeneration, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { openWorkbench } from './workbench';

const LINE = 'product name:string(64)!';

describe('Restricted Mode', () => {
  it('runs, writes and starts nothing, and says why; trust lifts it', async () => {
    const workspace = shop();
    const before = hashTree(workspace);
    const workbench = await openWorkbench({ workspace, trust: 'restricted' });
    await workbench.restrictedMode().waitFor();
    await workbench.palette('Groundwork: Generate Fullstack Entity...');
    const notice = await workbench.notification('not trusted');
    assert.match(await notice.text(), /Manage Workspace Trust/);
    assert.equal(await workbench.page.locator('.notifications-toasts .notification-list-item').count(), 1);
    assert.ok(!(await workbench.page.locator('.quick-input-widget').isVisible()));
    await workbench.openSidebar('Groundwork');
    const notices = workbench.webviewFrame('Progress').getByRole('paragraph');
    await notices.filter({ hasText: 'not trusted' }).waitFor();
    await workbench.screenshot('restricted');
    assert.equal(hashTree(workspace), before);

    await workbench.trustFolder();
    await startGeneration(workbench, LINE);
    await waitForReview(workbench);
    assert.equal(hashTree(workspace), before);
    await workbench.close();
  });
});

describe('a second window on the workspace', () => {
  it('says who holds the runs', async () => {
    const workspace = shop();
    const first = await openWorkbench({ workspace });
    await startGeneration(first, LINE);
    await waitForReview(first);
    const second = await openWorkbench({ workspace });
    await second.palette('Groundwork: Generate Fullstack Entity...');
    const notice = await second.notification('are held by');
    assert.match(await notice.text(), /held by the VS Code window on .* \(process \d+\)/);
    await second.screenshot('second-window');
    await second.close();
    await first.close();
  });
});
