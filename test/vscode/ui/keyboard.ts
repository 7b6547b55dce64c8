import type { Page } from 'playwright-core';

/** Presses keys as a person does and counts each of them, modifiers too. */
export class Keyboard {
  readonly #page: Page;
  #presses = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  get presses(): number {
    return this.#presses;
  }

  /** `Control+Alt+G` is three presses. */
  async press(...chords: readonly string[]): Promise<void> {
    for (const chord of chords) {
      this.#presses += chord.split('+').length;
      await this.#page.keyboard.press(chord);
    }
  }
}
