// Drives VS Code as a user does: keys, clicks and what is on the screen. Every gesture ends by waiting for what it causes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { copyFlights } from '../../../tools/lib/fixture.mts';
import { artifacts } from '../../../tools/lib/paths.mts';
import { launchBrowser } from '../../../tools/vscode/browser.mts';
import { startVscodeServer, type VscodeServer } from '../../../tools/vscode/server.mts';
import { quietSettings } from '../../../tools/vscode/settings.mts';

/** VS Code's names of the four looks, and the class its page carries in each. */
export const themes = [
  { name: 'dark', setting: 'Dark Modern', className: 'vs-dark' },
  { name: 'light', setting: 'Light Modern', className: 'vs' },
  { name: 'high-contrast', setting: 'Default High Contrast', className: 'hc-black' },
  { name: 'high-contrast-light', setting: 'Default High Contrast Light', className: 'hc-light' },
] as const;

const loadTimeout = 60_000;

/** An open editor on a fresh copy of examples/flights, with the packaged extension installed. */
export class Workbench {
  readonly page: Page;
  /** The copy that is open. */
  readonly folder: string;
  readonly #server: VscodeServer;
  readonly #browser: Browser;

  private constructor(server: VscodeServer, browser: Browser, page: Page, folder: string) {
    this.#server = server;
    this.#browser = browser;
    this.page = page;
    this.folder = folder;
  }

  /** Starts everything; `name` is that of the test, for the server's log. */
  static async open(name: string, viewport = { width: 1400, height: 900 }): Promise<Workbench> {
    const vsix = process.env.FAIRLEAD_VSIX;
    if (vsix === undefined) throw new Error('These tests need FAIRLEAD_VSIX: run them with npm test -- ui');
    mkdirSync(artifacts, { recursive: true });
    const folder = copyFlights();
    const logFile = path.join(artifacts, `ui-${name}-server.log`);
    const server = await startVscodeServer({ settings: quietSettings, vsix, idleSeconds: 300, logFile });
    const browser = await launchBrowser();
    const page = await (await browser.newContext({ viewport })).newPage();
    await page.goto(server.url(folder, [['openFile', server.remote(path.join(folder, 'fairlead.yaml'))]]));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: loadTimeout });
    await page.locator('.view-line').first().waitFor({ timeout: loadTimeout });
    return new Workbench(server, browser, page, folder);
  }

  async close(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
    await this.#browser.close();
    await this.#server.stop();
  }

  /** Runs a command from the palette; the box does not always hear the first key after a load. */
  async command(title: string): Promise<void> {
    const box = this.#quickInput();
    await this.#insist(() => this.page.keyboard.press('F1'), box);
    await box.fill(`>${title}`);
    await this.#quickRow(title).first().click();
  }

  /** Opens a file by its name. */
  async openFile(name: string): Promise<void> {
    const box = this.#quickInput();
    await this.#insist(() => this.page.keyboard.press('Control+p'), box);
    await box.fill(name);
    await this.#quickRow(path.basename(name)).first().click();
    await this.page.locator(`.tab[data-resource-name="${path.basename(name)}"].active`).waitFor();
  }

  /** Puts the cursor of the active editor at a place, both counted from one. */
  async goTo(line: number, column: number): Promise<void> {
    const box = this.#quickInput();
    await this.#insist(() => this.page.keyboard.press('Control+g'), box);
    await box.fill(`:${String(line)}:${String(column)}`);
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** The view of pipelines, opened from the activity bar. */
  async showPipelines(): Promise<void> {
    const icon = this.page.locator('.part.activitybar').getByRole('tab', { name: 'Fairlead' });
    await icon.waitFor({ timeout: loadTimeout });
    // A second click would hide it.
    if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
    await this.row(/^pipeline /).waitFor({ timeout: loadTimeout });
  }

  /** A row of the view by what a screen reader says of it. */
  row(spoken: RegExp): Locator {
    return this.page.locator('.part.sidebar').getByRole('treeitem', { name: spoken }).first();
  }

  /** What a screen reader says of each step, in their order. */
  async steps(): Promise<readonly string[]> {
    const rows = this.page.locator('.part.sidebar [role=treeitem][aria-label^="step "]');
    return rows.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  }

  /** Notes every state of the steps from now on; the result gives the states of a step in their order. */
  async recordStates(): Promise<(step: string) => Promise<readonly string[]>> {
    await this.page.evaluate(() => {
      const history: Record<string, string[]> = {};
      Object.assign(globalThis, { fairleadHistory: history });
      const look = (): void => {
        for (const row of document.querySelectorAll('.part.sidebar [role=treeitem][aria-label^="step "]')) {
          const [, step, state] = /^step ([^,]+), (\w+)/.exec(row.getAttribute('aria-label') ?? '') ?? [];
          if (step === undefined || state === undefined) continue;
          const states = (history[step] ??= []);
          if (states.at(-1) !== state) states.push(state);
        }
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    return (step) =>
      this.page.evaluate((name) => {
        // Put there by the script above.
        const { fairleadHistory } = globalThis as unknown as { fairleadHistory: Record<string, string[]> };
        return fairleadHistory[name] ?? [];
      }, step);
  }

  /** The rows of the Problems panel. */
  async problems(): Promise<readonly string[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.command('Problems: Focus on Problems View');
    await panel.waitFor();
    return panel.getByRole('treeitem').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** The inside of the one open panel of ours. */
  panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  }

  readFile(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Changes a file on the disk, as another program would. */
  writeFile(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Changes the look, and waits until the page wears it. */
  async theme({ setting, className }: (typeof themes)[number]): Promise<void> {
    mkdirSync(path.join(this.folder, '.vscode'), { recursive: true });
    // The workspace's settings: changes of the user's file are noticed unreliably in VS Code's server.
    this.writeFile('.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': setting }));
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Drags the side bar's edge to the right. */
  async widenSideBar(by: number): Promise<void> {
    const bar = await this.page.locator('.part.sidebar').boundingBox();
    if (!bar) throw new Error('the side bar is hidden');
    const [edge, middle] = [bar.x + bar.width, bar.y + bar.height / 2];
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + by, middle, { steps: 8 });
    await this.page.mouse.up();
  }

  /** A picture in test-artifacts/, with the mouse out of the way. */
  async picture(name: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.screenshot({ path: path.join(artifacts, `${name}.png`), animations: 'disabled' });
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:not([style*="display: none"]) input').first();
  }

  #quickRow(text: string): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: text });
  }

  /** Repeats a key until it is heard: VS Code binds its keys a while after it has drawn itself. */
  async #insist(press: () => Promise<void>, shown: Locator): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await press();
      const heard = await shown.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
      if (heard) return;
    }
    throw new Error('VS Code did not open its input box');
  }
}
