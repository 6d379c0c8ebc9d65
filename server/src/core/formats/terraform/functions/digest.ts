import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

const ALGORITHMS = { md5, sha1, sha256, sha512 };

export type Algorithm = keyof typeof ALGORITHMS;

/** The hash of bytes. */
export function digest(algorithm: Algorithm, bytes: readonly number[]): readonly number[] {
  return Array.from(ALGORITHMS[algorithm](Uint8Array.from(bytes)));
}

/** Bytes in hexadecimal digits. */
export function toHex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
