// What one sees, in VS Code's four looks and in a narrow window: readable everywhere. The pictures are for people; the README's is one of them.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { artifacts, root } from '../../../tools/lib/paths.mts';
import { themes, Workbench } from './workbench';

const wide = { width: 1400, height: 860 };
let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open('looks', wide);
  await workbench.showPipelines();
  await workbench.command('Fairlead: Run Pipeline');
  await workbench.row(/^step evaluate, fresh/).waitFor({ timeout: 90_000 });
  await workbench.command('View: Toggle Panel Visibility');
  // One of each: fresh, stale because of a param, and what waits for it.
  workbench.writeFile('params.yaml', workbench.readFile('params.yaml').replace('depths: [1, 3]', 'depths: [1, 2]'));
  await workbench.row(/^step train, stale/).waitFor({ timeout: 30_000 });
  await workbench.command('Fairlead: Show Pipeline Graph');
  await workbench.panel().locator('[data-step="evaluate"]').waitFor({ timeout: 60_000 });
});
afterAll(() => workbench.close());

test.each(themes)('$name: the graph is readable', async (theme) => {
  await workbench.theme(theme);
  await workbench.panel().locator(`body.${bodyClasses[theme.className]}`).waitFor();
  await workbench.picture(`looks-${theme.name}`);
  for (const { text, contrast } of await contrasts()) {
    // WCAG 2.1, 1.4.3: 4.5 for text of this size.
    expect(contrast, `${text} on its box in ${theme.name}`).toBeGreaterThanOrEqual(4.5);
  }
});

test('in a narrow window every box stays within the panel', async () => {
  const narrow = { width: 640, height: 860 };
  await workbench.page.setViewportSize(narrow);
  // Without the side bar: with it, VS Code itself does not fit into so little.
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  const inside = async (): Promise<boolean> => {
    const boxes = await workbench.panel().locator('[data-step]').all();
    const places = await Promise.all(boxes.map((one) => one.boundingBox()));
    return (
      places.length === 4 &&
      places.every((place) => place !== null && place.x >= 0 && place.x + place.width <= narrow.width)
    );
  };
  await expect.poll(inside).toBe(true);
  await workbench.picture('looks-narrow');
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.page.setViewportSize(wide);
});

test('the picture of the README', async () => {
  await workbench.theme(themes[0]);
  await workbench.widenSideBar(120);
  await workbench.picture('overview');
  if (process.env.UPDATE === undefined) return;
  mkdirSync(path.join(root, 'docs', 'images'), { recursive: true });
  copyFileSync(path.join(artifacts, 'overview.png'), path.join(root, 'docs', 'images', 'overview.png'));
});

/** The class that a webview's body carries in each look of the workbench. */
const bodyClasses: Readonly<Record<(typeof themes)[number]['className'], string>> = {
  'vs-dark': 'vscode-dark',
  vs: 'vscode-light',
  'hc-black': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};

/** Each step's name against its box, by WCAG's formula of relative luminance. */
function contrasts(): Promise<readonly { text: string; contrast: number }[]> {
  return workbench
    .panel()
    .locator('[data-step]')
    .evaluateAll((boxes) => {
      const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
      const over = (color: string, below: number[]): number[] => {
        const [red = 0, green = 0, blue = 0, alpha = 1] = channels(color);
        return [red, green, blue].map((channel, index) => channel * alpha + (below[index] ?? 0) * (1 - alpha));
      };
      const luminance = (color: number[]): number => {
        const [red = 0, green = 0, blue = 0] = color.map((channel) => {
          const share = channel / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const page = over(getComputedStyle(document.body).backgroundColor, [255, 255, 255]);
      return boxes.map((box) => {
        const fill = (selector: string): string => {
          const element = box.querySelector(selector);
          return element ? getComputedStyle(element).fill : '';
        };
        const back = over(fill('.box'), page);
        const [one, two] = [luminance(over(fill('.name'), back)), luminance(back)];
        const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
        return { text: box.getAttribute('data-step') ?? '', contrast };
      });
    });
}
