import {
  panelStateSchema,
  toPanelSchema,
  type FromPanel,
  type ToPanel,
} from '../../../src/protocol/panelMessages';

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The one way between the panel and the extension; what does not fit the schema is dropped. */
export interface Host {
  send(message: FromPanel): void;
  /** The run that was shown before a reload. */
  shownRun(): string | null;
  keepShownRun(runId: string): void;
  listen(listener: (message: ToPanel) => void): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    shownRun() {
      const state = panelStateSchema.safeParse(api.getState());
      return state.success ? state.data.runId : null;
    },
    keepShownRun: (runId) => api.setState({ runId }),
    listen(listener) {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = toPanelSchema.safeParse(event.data);
        if (message.success) listener(message.data);
      });
    },
  };
}
