// The page as a person meets it. Names of controls stand here and nowhere else.
import { expect, type Locator, type Page } from '@playwright/test';

export class Bench {
  readonly page: Page;
  readonly url: string;
  readonly editor: Locator;
  readonly results: Locator;
  readonly status: Locator;
  readonly notice: Locator;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    this.editor = page.getByRole('textbox', { name: 'Manifest' });
    this.results = page.getByRole('region', { name: 'Results' });
    this.status = page.locator('#status-slot');
    this.notice = page.locator('#notice-slot');
  }

  /** Opens a screen and waits until one can act on it. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(this.url + fragment);
    await this.running();
  }

  /** Waits until the page's wasm runs and the engine has said that it is ready. */
  async running(): Promise<void> {
    await expect(this.page.locator('[data-until-ui]')).toHaveCount(0, { timeout: 20_000 });
    if (await this.editor.isVisible()) await expect(this.status).not.toContainText('starting', { timeout: 20_000 });
  }

  /** Waits until the findings are those of the text as it stands. */
  async checked(): Promise<void> {
    await expect(this.status).toContainText(/Checked against|Ready/, { timeout: 20_000 });
    await expect(this.results.getByRole('tabpanel')).toHaveAttribute('aria-busy', 'false');
  }

  /** Replaces the text through the editor's own property. */
  async put(text: string): Promise<void> {
    await this.page.locator('code-editor').evaluate((editor, text) => {
      (editor as HTMLElement & { value: string }).value = text;
    }, text);
    await this.checked();
  }

  /** Pastes over everything, as a person does. */
  async paste(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.editor.evaluate((area, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
    }, text);
  }

  text(): Promise<string> {
    return this.page.locator('code-editor').evaluate((editor) => (editor as HTMLElement & { value: string }).value);
  }

  tab(name: 'Findings' | 'Load line' | 'Decoded'): Locator {
    return this.results.getByRole('tab', { name });
  }

  /** Turns the dial, or chooses from the list that stands in for it where there is no room. */
  async turnTo(version: string): Promise<void> {
    const tick = this.page.getByRole('radio', { name: new RegExp(`^${version.replace('.', '\\.')},`) });
    if (await tick.isVisible()) await tick.check({ force: true });
    else await this.page.getByRole('combobox', { name: 'Kubernetes version' }).selectOption(version.replace('1.', ''));
  }

  /** Chooses colours. */
  async choose(theme: 'As the system' | 'Light' | 'Dark' | 'High contrast'): Promise<void> {
    await this.page.getByRole('button', { name: 'Theme' }).click();
    await this.page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: theme }).check();
    await this.page.keyboard.press('Escape');
  }

  /** What the root element says of the chosen colours. */
  look(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify({ ...document.documentElement.dataset }));
  }

  /** A finding's row in the list. */
  finding(words: string | RegExp): Locator {
    return this.results.locator('details.finding').filter({ hasText: words });
  }

  /** The mark beside a line. */
  async markedLines(words: RegExp): Promise<number[]> {
    return this.page.locator('code-editor').evaluate(
      (editor, source) => {
        const wanted = new RegExp(source.pattern, source.flags);
        const root = editor.shadowRoot!;
        const numbers = [...root.querySelectorAll<HTMLElement>('.cm-lineNumbers .cm-gutterElement')];
        return [...root.querySelectorAll<HTMLElement>('.cm-mark')]
          .filter((mark) => wanted.test(mark.getAttribute('aria-label') ?? ''))
          .map((mark) => {
            const box = mark.getBoundingClientRect();
            const middle = box.top + box.height / 2;
            const number = numbers.find((line) => {
              const { top, bottom } = line.getBoundingClientRect();
              return top <= middle && middle < bottom && bottom > top;
            });
            return Number(number?.textContent);
          });
      },
      { pattern: words.source, flags: words.flags },
    );
  }

  /** The line of the open finding. */
  hereLine(): Locator {
    return this.page.locator('code-editor .cm-line.cm-here');
  }
}
