import { window, type ExtensionContext } from 'vscode';
import { AppError } from './core/model/appError';
import { outputLog } from './vscode/host/outputLog';
import { registerFeatures } from './vscode/features';

/** Builds the ports, the app and its features; wires only. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Groundwork', { log: true });
  context.subscriptions.push(
    channel,
    registerFeatures(context, outputLog(channel), () =>
      Promise.reject(new AppError('internal', 'The engine is not part of this build.', 'Build again.')),
    ),
  );
}
