/** How findings reach the editor: it asks for them, or they are sent to it. Never both. */
export interface Reporter {
  opened(key: string): void;
  edited(key: string): void;
  closed(uri: string): void;
  /** Something changed that is no edit of an open document: files, settings, folders. */
  changedOutside(): void;
}
