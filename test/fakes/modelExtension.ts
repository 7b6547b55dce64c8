import { LanguageModelTextPart, lm, type ExtensionContext } from 'vscode';

/** What the model answers, whatever it is asked: a draft with one open point, in the words of a chatty model. */
const DRAFT = {
  entity_spec_draft: {
    entity: {
      name: 'product',
      fields: [
        { name: 'name', type: 'bilingual(128)!' },
        { name: 'price', type: 'decimal(10,2,0..)!' },
      ],
      relationships: [{ name: 'category', type: 'ref(Category)' }],
    },
    uncertain: [
      {
        path: 'relationships.category.type',
        chosen: 'ref(Category)',
        alternatives: ['ref(Category)!', null],
        question: 'May a product have no category?',
      },
    ],
    refusal: null,
  },
};
const ANSWER = `Here is the entity.\n\`\`\`json\n${JSON.stringify(DRAFT, undefined, 2)}\n\`\`\``;

/** Offers one model through the editor's own API, as Copilot and others do. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push(
    lm.registerLanguageModelChatProvider('recorded', {
      provideLanguageModelChatInformation: () => [
        {
          id: 'recorded-small',
          name: 'Recorded',
          family: 'recorded',
          version: '1',
          maxInputTokens: 32_000,
          maxOutputTokens: 8_000,
          capabilities: {},
        },
      ],
      provideLanguageModelChatResponse: async (_model, _messages, _options, progress) => {
        for (const piece of ANSWER.match(/[\s\S]{1,60}/g) ?? []) {
          progress.report(new LanguageModelTextPart(piece));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
      provideTokenCount: (_model, text) => Promise.resolve(typeof text === 'string' ? text.length / 4 : 1),
    }),
  );
}
