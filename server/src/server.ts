#!/usr/bin/env node
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './lsp/serve';

// The transport (--stdio, --node-ipc, --socket=PORT) is read from the command line by the library.
const connection = createConnection(ProposedFeatures.all);
serve(connection, { today: () => new Date().toISOString().slice(0, 10), now: () => performance.now() });
