// The only door to the disk: nothing but this and what is behind it touches node:fs.

export { type Collected, collectFiles } from './files/collect';
export { filesBelow } from './files/listing';
export { isWithin, nearestUpward, realPath, repositoryOf, shownPath, slashed, stampOf } from './files/paths';
export type { FileProblem } from './files/problems';
export { decodeText, FILE_LIMIT, type Mark, type ReadResult, readStream, readTextFile } from './files/read';
export { type DiskSteps, type Replacement, replaceTextFiles } from './files/replace';
export { readShipped } from './files/shipped';
export { companionsOf, configurationsBelow, terraformFiles } from './files/terraform';
export { walkFolder } from './files/walk';
export {
  appendTextFile,
  createTextFile,
  isDevice,
  putTextFile,
  writeNow,
  writeTextFile,
} from './files/write';
