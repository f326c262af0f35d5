import type { Locator, Page } from 'playwright-core';

/** How somebody works on a page: every control is named by what it says. */
export interface Hand {
  readonly name: string;
  press(button: string): Promise<void>;
  follow(link: RegExp): Promise<void>;
  /** Chooses the option that begins with these words. */
  choose(label: string, words: string): Promise<void>;
  write(label: string, text: string): Promise<void>;
  /** Puts other words in the place of some that stand in a text. */
  replace(label: string, from: string, to: string): Promise<void>;
}

export class Mouse implements Hand {
  readonly name: string = 'mouse';
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(button: string): Promise<void> {
    return this.#page.getByRole('button', { name: button, exact: true }).click();
  }

  follow(link: RegExp): Promise<void> {
    return this.#page.getByRole('link', { name: link }).first().click();
  }

  async choose(label: string, words: string): Promise<void> {
    const select = this.#page.getByLabel(label);
    const option = select.locator('option').filter({ hasText: new RegExp(`^${words}`) });
    await select.selectOption((await option.first().getAttribute('value')) ?? '');
  }

  write(label: string, text: string): Promise<void> {
    return this.#page.getByLabel(label, { exact: true }).fill(text);
  }

  async replace(label: string, from: string, to: string): Promise<void> {
    const field = this.#page.getByLabel(label, { exact: true });
    await field.fill((await field.inputValue()).replace(from, to));
  }
}

/** More stops than any page has. */
const MOST_STOPS = 250;

/** Nothing but Tab, Enter, Space, arrows and letters. What has the focus must be seen to have it. */
export class Keyboard implements Hand {
  readonly name = 'keyboard';
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(button: string): Promise<void> {
    await this.#reach(this.#page.getByRole('button', { name: button, exact: true }));
    await this.#leaving('Space');
  }

  async follow(link: RegExp): Promise<void> {
    await this.#reach(this.#page.getByRole('link', { name: link }).first());
    await this.#leaving('Enter');
  }

  async choose(label: string, words: string): Promise<void> {
    await this.#reach(this.#page.getByLabel(label));
    await this.#page.keyboard.type(words);
  }

  async write(label: string, text: string): Promise<void> {
    await this.#reach(this.#page.getByLabel(label, { exact: true }));
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.type(text);
  }

  async replace(label: string, from: string, to: string): Promise<void> {
    const field = this.#page.getByLabel(label, { exact: true });
    await this.#reach(field);
    const before = (await field.inputValue()).split(from)[0] ?? '';
    const { keyboard } = this.#page;
    await keyboard.press('Control+Home');
    // Long lines are folded, so the way is by letters.
    for (const _ of before) await keyboard.press('ArrowRight');
    for (const _ of from) await keyboard.press('Shift+ArrowRight');
    await keyboard.type(to);
  }

  async #leaving(key: string): Promise<void> {
    await Promise.all([this.#page.waitForEvent('load'), this.#page.keyboard.press(key)]);
  }

  /** Goes from stop to stop until this has the focus. */
  async #reach(target: Locator): Promise<void> {
    const element = await target.elementHandle();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.#page.keyboard.press('Tab');
      const state = await this.#page.evaluate((wanted) => {
        const outline =
          document.activeElement === null ? 'none' : getComputedStyle(document.activeElement).outlineStyle;
        return {
          there: document.activeElement === wanted,
          seen: outline !== 'none',
          what: document.activeElement?.outerHTML,
        };
      }, element);
      if (!state.seen && state.what?.startsWith('<body') !== true)
        throw new Error(`has the focus and does not show it: ${state.what?.slice(0, 200)}`);
      if (state.there) return;
    }
    throw new Error(`cannot be reached by Tab: ${String(target)}`);
  }
}
