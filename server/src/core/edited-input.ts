import type { AnalysisInput } from './analysis';
import { decodeConfiguration } from './deployment/decode-configuration';
import type { ConfigurationPlace } from './fixes/configuration-place';
import type { Unit } from './formats/format';
import type { EditedFiles } from './text/edits';
import type { SourceFile } from './text/source';

/** The same input with other texts for some of its files, its configurations among them. */
export function withTexts(input: AnalysisInput, edited: EditedFiles): AnalysisInput {
  const originals = new Map([...edited].map(([original, now]) => [now, original]));
  const original = (file: SourceFile): SourceFile => originals.get(file) ?? file;
  const { reported } = input;
  return {
    ...input,
    files: input.files.map((file) => edited.get(file) ?? file),
    configurationOf: withEditedConfiguration(input, original, edited),
    named: (file) => input.named(original(file)),
    ...(reported !== undefined && { reported: (file) => reported(original(file)) }),
  };
}

/** The input with one unit only, some of its files with other texts. */
export function withEdits(input: AnalysisInput, unit: Unit, edited: EditedFiles): AnalysisInput {
  const alone = { ...input, files: unit.files, read: { files: unit.files, units: [unit] } };
  const again = edited.size === 0 ? alone : withTexts(alone, edited);
  return { ...again, coversFolderOf: () => false, hostProblems: [] };
}

/** Where what governs a file is stated, or could be. */
export function configurationFor(input: AnalysisInput, file: SourceFile): ConfigurationPlace | undefined {
  const governing = input.configurationOf(file);
  if (governing === undefined) return input.newConfiguration?.(file);
  return { file: governing.configuration.file, path: governing.path, isNew: false };
}

/** Edits may be of a configuration too; one that cannot be read governs nothing. */
function withEditedConfiguration(
  input: AnalysisInput,
  original: (file: SourceFile) => SourceFile,
  edited: EditedFiles,
): AnalysisInput['configurationOf'] {
  const decoded = new Map<SourceFile, ReturnType<typeof decodeConfiguration>>();
  return (file) => {
    const governing = input.configurationOf(original(file));
    const place = configurationFor(input, original(file));
    const now = place && edited.get(place.file);
    if (place === undefined || now === undefined) return governing;
    const result = decoded.get(now) ?? decodeConfiguration(now, governing?.configuration.folder ?? '');
    decoded.set(now, result);
    return 'configuration' in result ? { configuration: result.configuration, path: place.path } : undefined;
  };
}
