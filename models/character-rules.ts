import { formatNames, formatValue, Found, type Report } from './difference.js';
import { BACKSPACE, isCharacter, typedBy } from './label-typing.js';
import { isShared } from './language-file.js';
import type { CharactersSettings, Manifest } from './manifest.js';

/** The rules of a text decoder that its schema cannot hold: when it decodes, and what its labels mean. */
export function checkCharacters(manifest: Manifest, characters: CharactersSettings, report: Report): void {
  checkPlace(manifest, characters, report);
  checkLabels(characters, report);
  checkLanguageModel(characters, report);
}

const at = (...keys: PropertyKey[]): PropertyKey[] => ['postprocess', ...keys];

function checkPlace(
  { when }: Manifest,
  { mode, insertion, commit, keyMarker }: CharactersSettings,
  report: Report,
): void {
  const kind = mode === 'epoch' ? 'epoch' : 'sliding';
  if (when.kind !== kind) report(['when', 'kind'], `${kind}, as postprocess.mode is ${mode}`, when.kind);
  else if (when.sequence === undefined)
    report(['when', 'sequence'], 'when a text begins and ends; its timeout at least', undefined);
  if (mode === 'epoch' && insertion !== undefined)
    report(at('insertion'), 'nothing, as each key types one character', insertion);
  const { lagKeys, lagSeconds } = commit;
  if (mode === 'ctc' && lagKeys !== undefined) report(at('commit', 'lagKeys'), 'lagSeconds, as mode is ctc', lagKeys);
  else if (lagKeys !== undefined && lagSeconds !== undefined)
    report(at('commit'), 'one of lagKeys and lagSeconds', new Found('both'));
  if (mode === 'epoch' && when.kind === 'epoch' && keyMarker !== undefined && keyMarker !== when.marker)
    report(at('keyMarker'), `when.marker, ${formatValue(when.marker)}, or nothing`, keyMarker);
}

function checkLabels(characters: CharactersSettings, report: Report): void {
  const { mode, labels, blank, types = {}, labelsPerStep, priors, backspace } = characters;
  const owner = new Map<string, string>();
  labels.forEach((label, index) => {
    if (labels.indexOf(label) !== index) return report(at('labels', index), 'each label once', label);
    const typed = typedBy(characters, label);
    if (typed === undefined) {
      report(
        at('types', label),
        `what label ${formatValue(label)} types: a character, backspace or nothing`,
        undefined,
      );
    } else if (typed !== '') {
      const other = owner.get(typed);
      if (other !== undefined)
        report(
          at('labels', index),
          'each character typed by one label',
          new Found(`${formatValue(typed)}, typed by ${formatValue(other)} and ${formatValue(label)}`),
        );
      owner.set(typed, label);
    }
  });
  for (const [label, typed] of Object.entries(types)) {
    if (!labels.includes(label)) report(at('types', label), `a label (${formatNames(labels)})`, new Found('another'));
    if (typed !== '' && typed !== BACKSPACE && !isCharacter(typed))
      report(at('types', label), 'one character, backspace or nothing', typed);
  }
  if (mode === 'epoch' && blank !== undefined) report(at('blank'), 'nothing, as each window is a key', blank);
  if (mode === 'ctc' && (blank === undefined || !labels.includes(blank)))
    report(at('blank'), `the label that stands for no key (${formatNames(labels)})`, blank);
  if (priors !== undefined && priors.probabilities.length !== labels.length)
    report(
      at('priors', 'probabilities'),
      `${labels.length} numbers, one per label`,
      new Found(String(priors.probabilities.length)),
    );
  if (backspace !== undefined && !owner.has(BACKSPACE))
    report(at('backspace'), 'nothing, as no label is a backspace', backspace);
  if (!labels.some((label) => isCharacter(typedBy(characters, label) ?? '')))
    report(at('labels'), 'a label that types a character', new Found('none'));
  if (labelsPerStep !== undefined && labelsPerStep > labels.length)
    report(at('labelsPerStep'), `at most ${labels.length}, the number of labels`, labelsPerStep);
}

function checkLanguageModel({ languageModel }: CharactersSettings, report: Report): void {
  if (languageModel === undefined) return;
  const { file, sha256 } = languageModel;
  if (isShared(file) && sha256 === undefined)
    report(at('languageModel', 'sha256'), `the SHA-256 of ${file}, which is not in files`, sha256);
  if (!isShared(file) && sha256 !== undefined)
    report(at('languageModel', 'sha256'), 'nothing, as files has the checksum', sha256);
}
