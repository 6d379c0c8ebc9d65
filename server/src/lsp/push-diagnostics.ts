import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import { isConfiguration } from './configurations';
import { findingsOf } from './diagnostics';
import type { Quiet } from './quiet';
import type { Reporter } from './reporter';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

/** Diagnostics for editors that do not ask for them. */
export function createPush(
  connection: Connection,
  workspace: Workspace,
  quiet: Quiet,
  ready: Promise<void>,
): Reporter {
  const timers = new Map<string, NodeJS.Timeout>();
  const sent = new Map<string, { readonly version: number; readonly text: string }>();

  const send = (params: PublishDiagnosticsParams): void => {
    // Who has hung up wants nothing any more.
    connection.sendDiagnostics(params).catch(() => undefined);
  };
  const publish = (concerns: (key: string) => boolean): void => {
    for (const { uri, version } of workspace.sources.open.all()) {
      const key = keyOfUri(uri);
      if (!concerns(key)) continue;
      const { items } = findingsOf(workspace, key);
      const text = JSON.stringify(items);
      const last = sent.get(uri);
      if (last?.version === version && last.text === text) continue;
      sent.set(uri, { version, text });
      send({ uri, version, diagnostics: items });
    }
  };
  /** Edits that follow each other closely are answered once, with the last. */
  const later = (name: string, concerns: (key: string) => boolean, wait: () => number): void => {
    clearTimeout(timers.get(name));
    const fire = (): void => {
      timers.delete(name);
      // An edit that came in the meantime waits for itself.
      if (wait() > 0) later(name, concerns, wait);
      else
        void ready.then(() => {
          publish(concerns);
        });
    };
    timers.set(name, setTimeout(fire, wait()));
  };
  const edited = (key: string): void => {
    if (isConfiguration(key))
      later(
        'everything',
        () => true,
        () => quiet.wait(key),
      );
    else
      later(
        workspace.units.unitOf(key),
        (other) => workspace.units.unitOf(other) === workspace.units.unitOf(key),
        () => quiet.wait(key),
      );
  };

  return {
    opened: edited,
    edited,
    closed(uri) {
      sent.delete(uri);
      send({ uri, diagnostics: [] });
    },
    changedOutside() {
      later(
        'everything',
        () => true,
        () => 0,
      );
    },
  };
}
